package relevo.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of customers' questions that ask for the same. All texts are redacted.
 *
 * @param id the same in later nights as long as the group can be recognised
 * @param cluster the number of the group in this result's assignments
 * @param lang es, pt or en
 * @param title its distinguishing terms, for a headline
 * @param terms what tells it from the other groups of its language, strongest first
 * @param size questions in it that count: of one contact no more than the cap a day
 * @param contacts distinct contacts who asked
 * @param evidence example questions, the most typical first
 * @param phrasings different ways to ask, the medoid first, each unlike those before it
 * @param draft an answer people gave; null where none did, or none that stands for the others
 * @param trend against earlier nights
 * @param earlierSize mean size in the earlier nights that are remembered; 0 for a new one
 * @param newWords words of the group that earlier nights did not know at all, most frequent first
 */
public record Topic(
        String id,
        int cluster,
        String lang,
        String title,
        List<String> terms,
        int size,
        int contacts,
        List<Evidence> evidence,
        List<String> phrasings,
        @Nullable Draft draft,
        Trend trend,
        double earlierSize,
        List<String> newWords) {
    public Topic {
        terms = List.copyOf(terms);
        evidence = List.copyOf(evidence);
        phrasings = List.copyOf(phrasings);
        newWords = List.copyOf(newWords);
    }

    /** How a group's size compares with the nights before. */
    public enum Trend {
        NEW,
        EMERGING,
        STEADY,
        DECLINING
    }

    /**
     * A question as one customer asked it.
     *
     * @param conversation id of the conversation
     * @param turn place of the turn in it, from 0
     * @param text redacted
     */
    public record Evidence(String conversation, int turn, String text) {}
}
