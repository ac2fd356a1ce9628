package relevo.gateway.pipeline;

/**
 * Sizes of the hot path.
 *
 * @param ringSlots slots of the ring, a power of two; one holds a webhook
 * @param decideShards threads that decide, 1 to 64
 * @param groupMax webhooks that share one force, at most
 * @param idleMs how often an idle stage looks at its timers, milliseconds
 * @param decideNiceness how far the deciding threads stand back behind those that acknowledge when the processor is short:
 *     0 (not at all) to 19, as in nice(1)
 * @param conversationsMax live conversations kept in memory, over all shards
 */
public record PipelineConfig(
        int ringSlots, int decideShards, int groupMax, long idleMs, int decideNiceness, int conversationsMax) {
    public PipelineConfig {
        if (Integer.bitCount(ringSlots) != 1 || ringSlots < 2) {
            throw new IllegalArgumentException("ring-slots must be a power of two from 2, not " + ringSlots);
        }
        if (decideShards < 1 || decideShards > 64) {
            throw new IllegalArgumentException("decide-shards must be 1 to 64, not " + decideShards);
        }
        if (decideNiceness < 0 || decideNiceness > 19) {
            throw new IllegalArgumentException("decide-niceness must be 0 to 19, not " + decideNiceness);
        }
        if (groupMax < 1 || idleMs < 1 || conversationsMax < 1) {
            throw new IllegalArgumentException("group-max, idle-ms and conversations-max must be at least 1");
        }
    }
}
