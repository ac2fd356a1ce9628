package relevo.gateway;

import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import relevo.gateway.pipeline.PipelineCounters;

/**
 * The live figures of the hot path, over the last whole second or more. One reader of the pipeline's interval histograms, so
 * that the page and the metrics see the same numbers. Safe for use from any thread.
 */
final class Vitals {
    private static final long SAMPLE_NANOS = 900_000_000L;

    private final PipelineCounters counters;
    private final LongSupplier nanoTime;
    private @Nullable Histogram ack;
    private @Nullable Histogram decision;
    private Sample last = new Sample(0, 0, 0, 0, 0, 0, 0);
    private long lastNanos;
    private long acksBefore;
    private long decisionsBefore;

    Vitals(PipelineCounters counters, LongSupplier nanoTime) {
        this.counters = counters;
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong();
    }

    /**
     * @param acksPerSecond webhooks acknowledged
     * @param ackP50Ms from the offer to the ring to the release of the 200, milliseconds; likewise the others
     */
    record Sample(
            double acksPerSecond,
            double decisionsPerSecond,
            double ackP50Ms,
            double ackP99Ms,
            double ackP999Ms,
            double decisionP50Us,
            double decisionP99Us) {}

    synchronized Sample sample() {
        long nowNanos = nanoTime.getAsLong();
        long passed = nowNanos - lastNanos;
        if (passed < SAMPLE_NANOS) {
            return last;
        }
        Histogram acked = counters.ackNanos.getIntervalHistogram(ack);
        Histogram decided = counters.decisionNanos.getIntervalHistogram(decision);
        long acks = counters.acknowledged.sum();
        long decisions = counters.decisions.sum();
        double seconds = passed / 1e9;
        last = new Sample(
                (acks - acksBefore) / seconds,
                (decisions - decisionsBefore) / seconds,
                acked.getValueAtPercentile(50) / 1e6,
                acked.getValueAtPercentile(99) / 1e6,
                acked.getValueAtPercentile(99.9) / 1e6,
                decided.getValueAtPercentile(50) / 1e3,
                decided.getValueAtPercentile(99) / 1e3);
        ack = acked;
        decision = decided;
        lastNanos = nowNanos;
        acksBefore = acks;
        decisionsBefore = decisions;
        return last;
    }
}
