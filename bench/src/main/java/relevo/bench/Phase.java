package relevo.bench;

import java.util.SortedMap;
import org.HdrHistogram.Histogram;

/**
 * One stretch of load.
 *
 * @param perSecond the schedule of an open loop; 0: closed loop, every connection sends as soon as it may
 * @param seconds how long requests are sent; answers are waited for after that
 */
record Phase(double perSecond, double seconds) {

    boolean isMax() {
        return perSecond == 0;
    }

    /**
     * What came of it.
     *
     * @param sent requests written
     * @param inTime 200s that arrived before the phase was over: what throughput is counted from
     * @param byCode answers by status code
     * @param lost requests whose connection broke before the answer
     * @param unanswered requests without an answer when waiting was given up
     * @param elapsedNs how long requests were sent
     * @param latencyNs of each answer, from the moment its request should have been sent
     * @param slipNs how late each request was written, all reasons together: when this is not small beside the latency, the
     *     generator or its machine was the bottleneck
     * @param generatorCpuNs processor time of the generator's thread
     */
    record Outcome(
            Phase phase,
            long sent,
            long inTime,
            SortedMap<Integer, Long> byCode,
            long lost,
            long unanswered,
            long elapsedNs,
            Histogram latencyNs,
            Histogram slipNs,
            long generatorCpuNs) {

        /** Acknowledged requests a second. */
        double acknowledgedPerSecond() {
            return inTime * 1e9 / elapsedNs;
        }
    }
}
