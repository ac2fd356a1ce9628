package relevo.gateway.pipeline;

import java.util.List;

/**
 * What recovery rebuilt: the starting point of the pipeline.
 *
 * @param identities who is who
 * @param conversations one map a shard
 * @param undecided inputs that were journaled but not decided when the process ended, in order
 * @param through everything up to this sequence is accounted for
 */
public record Recovered(
        Identities identities, List<Conversations> conversations, List<StoredInput> undecided, long through) {

    /** A first start: nothing has happened. */
    public static Recovered empty(PipelineConfig config) {
        return new Recovered(
                new Identities(2 * config.conversationsMax()), Conversations.ofShards(config), List.of(), 0);
    }

    Conversations conversations(int shard) {
        return conversations.get(shard);
    }

    /** How many conversations are in memory. */
    public int conversationCount() {
        return conversations.stream().mapToInt(Conversations::size).sum();
    }
}
