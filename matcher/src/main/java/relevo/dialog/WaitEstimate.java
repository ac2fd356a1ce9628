package relevo.dialog;

import org.jspecify.annotations.Nullable;

/**
 * How long one who joins a queue will wait. With {@code agents} busy people who need {@code serviceSeconds} each, the k-th in
 * line waits for k departures: a sum of k exponential times, mean k * s / c and standard deviation sqrt(k) * s / c (the
 * Erlang distribution of queueing theory). The range told is from one deviation below to two above. Stateless.
 */
public final class WaitEstimate {
    private static final int FREE_AGENT_SECONDS = 120;
    private static final double DEVIATIONS_BELOW = 1;
    private static final double DEVIATIONS_ABOVE = 2;

    private WaitEstimate() {}

    /**
     * @param ahead how many wait already
     * @param agents people on duty in this queue
     * @param free of them, those with room for one more now
     * @param serviceSeconds typical time one conversation takes of an agent
     * @return null when nobody is on duty: then nothing honest can be said
     */
    public static @Nullable Wait of(int ahead, int agents, int free, double serviceSeconds) {
        if (ahead < 0 || free < 0 || agents < free || !(serviceSeconds > 0)) {
            throw new IllegalArgumentException(
                    ahead + " ahead, " + free + " of " + agents + " free, " + serviceSeconds + " s each");
        }
        if (agents == 0) {
            return null;
        }
        int departures = Math.max(0, ahead + 1 - free);
        if (departures == 0) {
            return new Wait(0, FREE_AGENT_SECONDS);
        }
        double mean = departures * serviceSeconds / agents;
        double deviation = Math.sqrt(departures) * serviceSeconds / agents;
        int from = (int) Math.max(0, Math.floor(mean - DEVIATIONS_BELOW * deviation));
        int to = (int) Math.ceil(mean + DEVIATIONS_ABOVE * deviation);
        return new Wait(from, Math.max(to, from + 60));
    }
}
