package relevo.batch;

import java.util.List;

/**
 * An answer in the words of the people who gave it.
 *
 * @param text redacted; what varies from case to case is a placeholder
 * @param sources the turns its sentences were taken from, in their order
 * @param support share of the answered conversations whose agent said something near it, 0 to 1
 * @param replies agents' replies it was chosen from
 */
public record Draft(String text, List<Source> sources, double support, int replies) {
    public Draft {
        sources = List.copyOf(sources);
    }

    /**
     * Where a sentence comes from.
     *
     * @param conversation id of the conversation
     * @param turn place of the agent's turn in it, from 0
     * @param sentence as it stands in the draft
     */
    public record Source(String conversation, int turn, String sentence) {}
}
