package relevo.gateway.outbox;

import java.util.Map;

/**
 * Bounds and times of the outbox.
 *
 * @param pendingMax messages decided and not yet settled that are held in memory; beyond, the journal is the buffer
 * @param pendingPerNumberMax the same for one business number, so that one that is stuck leaves room for the others
 * @param inFlightMax messages given to the Cloud API and not yet answered
 * @param trackedMax accepted messages whose statuses are still followed; the oldest are forgotten first
 * @param contactsMax customers whose last message or epoch is remembered
 * @param unknownWaitMs how long a status may still tell what became of a send, before it is repeated or given up
 * @param markRead whether the customer's message is shown as read when it is answered
 * @param typing whether the sign that somebody is writing is shown before an answer; it also marks as read, and the answer
 *     waits for it, up to {@code typingWaitMs}
 * @param typingWaitMs see {@code typing}
 * @param idleMs longest rest of the thread when nobody wakes it
 * @param gatherMs rest of the thread between two rounds of work, so that what happens meanwhile is done in one; and how long
 *     intents wait for a force of the journal by somebody else before the outbox forces it itself. 0: everything at once
 * @param pacing how fast
 */
public record OutboxConfig(
        int pendingMax,
        int pendingPerNumberMax,
        int inFlightMax,
        int trackedMax,
        int contactsMax,
        long unknownWaitMs,
        boolean markRead,
        boolean typing,
        long typingWaitMs,
        long idleMs,
        long gatherMs,
        Pacing pacing) {
    public static final OutboxConfig DEFAULT = new OutboxConfig(
            100_000, 50_000, 256, 50_000, 1 << 20, 90_000, true, false, 2_000, 20, 2, Pacing.DOCUMENTED);

    public OutboxConfig {
        positive("pending-max", pendingMax);
        positive("pending-per-number-max", pendingPerNumberMax);
        positive("in-flight-max", inFlightMax);
        positive("tracked-max", trackedMax);
        positive("contacts-max", contactsMax);
        positive("unknown-wait-ms", unknownWaitMs);
        positive("typing-wait-ms", typingWaitMs);
        positive("idle-ms", idleMs);
        if (gatherMs < 0) {
            throw new IllegalArgumentException("gather-ms must not be negative, is " + gatherMs);
        }
    }

    /**
     * How fast messages may go out.
     *
     * @param perSecond messages a second and business number, and as many at once
     * @param perSecondOf other rates for single numbers, by phone_number_id
     * @param inboundCounts whether what comes in takes from that too, as the Cloud API has it (at most half)
     * @param pairBurst messages at once to one customer
     * @param pairRefillMs after which one more may follow; 0: no limit for one customer
     */
    public record Pacing(
            int perSecond, Map<String, Integer> perSecondOf, boolean inboundCounts, int pairBurst, long pairRefillMs) {
        /**
         * 80 a second and number, both ways together; 45 at once to one customer, then one in 6 s. One of the 45 is left
         * as a reserve, since the API counts when a request arrives, not when it leaves.
         */
        public static final Pacing DOCUMENTED = new Pacing(80, Map.of(), true, 44, 6_000);
        /** As fast as the other side takes them; for measuring. */
        public static final Pacing OFF = new Pacing(1_000_000, Map.of(), false, 1, 0);

        public Pacing {
            positive("messages-per-second-max", perSecond);
            positive("pair-burst", pairBurst);
            perSecondOf = Map.copyOf(perSecondOf);
            perSecondOf.forEach((number, rate) -> positive("messages-per-second-max of " + number, rate));
            if (pairRefillMs < 0) {
                throw new IllegalArgumentException("pair-refill-ms must not be negative, is " + pairRefillMs);
            }
        }

        int perSecondOf(String number) {
            return perSecondOf.getOrDefault(number, perSecond);
        }
    }

    private static void positive(String key, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, is " + value);
        }
    }
}
