package relevo.review;

import java.util.List;

/**
 * A change of one file of a pack: a passage that was there, and the one that is there now. Kept in the pack's folder
 * {@code .history}, one file a change, so that it can be attributed and taken back.
 *
 * @param number 1 for the first of a pack, and so on
 * @param suggestion id of the suggestion that was published
 * @param faq id of the entry concerned; empty for a threshold
 * @param file name within the pack's folder
 * @param before the passage that was replaced; empty: the new one was appended
 * @param after what stands there now; empty: the passage was taken out
 * @param who published it
 * @param approvers who approved it
 * @param atMs when, milliseconds since 1970 UTC
 * @param versionBefore id of the pack before
 * @param versionAfter and after
 * @param reverts number of the change that this one takes back; 0 for none
 */
public record PackChange(
        long number,
        String suggestion,
        String pack,
        String faq,
        String file,
        String before,
        String after,
        String who,
        List<String> approvers,
        long atMs,
        String versionBefore,
        String versionAfter,
        long reverts) {}
