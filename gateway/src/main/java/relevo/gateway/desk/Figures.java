package relevo.gateway.desk;

/**
 * The live figures on top of the sandbox, over the last few seconds.
 *
 * @param webhooksPerSecond acknowledged
 * @param ackP50Ms time from the last byte of a webhook to its 200, milliseconds; likewise the others; 0 without traffic
 * @param ringRoom free slots
 * @param ringSize all slots
 * @param decisionsPerSecond over all shards
 * @param outboxPending messages decided and not yet settled with the Cloud API
 * @param journalSequence of the newest entry
 */
public record Figures(
        double webhooksPerSecond,
        double ackP50Ms,
        double ackP99Ms,
        double ackP999Ms,
        long ringRoom,
        long ringSize,
        double decisionsPerSecond,
        long outboxPending,
        long journalSequence)
        implements FeedEvent {}
