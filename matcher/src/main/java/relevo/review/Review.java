package relevo.review;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something a person did about a suggestion. Never changed once written; {@link Card#after} says what follows from it.
 *
 * @param n 1 for the first of a folder, and so on
 * @param atMs when, milliseconds since 1970 UTC
 * @param suggestion its id
 * @param who the person, as they said or as their account says
 * @param reason why it was dismissed or taken back; empty otherwise
 * @param edit what was changed, of an edit
 * @param into the suggestion it was merged into; empty otherwise
 * @param contacts how many customers stood behind it then
 * @param change number of the change of the pack's files; 0 when there was none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Review(
        long n,
        long atMs,
        String suggestion,
        Act act,
        String who,
        String reason,
        Suggestion.@Nullable Edit edit,
        String into,
        int contacts,
        long change) {

    /** What was done. */
    public enum Act {
        APPROVE,
        DISMISS,
        EDIT,
        MERGE,
        PUBLISH,
        REVERT;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Act of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
