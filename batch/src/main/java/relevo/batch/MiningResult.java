package relevo.batch;

import java.util.List;

/**
 * What mining found.
 *
 * @param assignments one for each turn of a customer, in the order of the input
 * @param topics the groups enough distinct contacts stand behind, largest first
 * @param memory for the next night
 */
public record MiningResult(List<Assignment> assignments, List<Topic> topics, MiningMemory memory) {
    /** No group. */
    public static final int NONE = -1;

    public MiningResult {
        assignments = List.copyOf(assignments);
        topics = List.copyOf(topics);
    }

    /**
     * Which group a turn is in.
     *
     * @param conversation id of the conversation
     * @param turn place of the turn in it, from 0
     * @param cluster number of the group from 0, or {@link #NONE}; groups of all languages are numbered together
     */
    public record Assignment(String conversation, int turn, int cluster) {}
}
