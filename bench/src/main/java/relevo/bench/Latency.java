package relevo.bench;

import org.HdrHistogram.Histogram;

/** Percentiles of a histogram of nanoseconds, in milliseconds. */
record Latency(
        long count,
        double meanMs,
        double p50Ms,
        double p90Ms,
        double p99Ms,
        double p999Ms,
        double p9999Ms,
        double maxMs) {

    static Latency of(Histogram ns) {
        return new Latency(
                ns.getTotalCount(),
                ns.getTotalCount() == 0 ? 0 : round(ns.getMean()),
                at(ns, 50),
                at(ns, 90),
                at(ns, 99),
                at(ns, 99.9),
                at(ns, 99.99),
                at(ns, 100));
    }

    private static double at(Histogram ns, double percentile) {
        return round((double) ns.getValueAtPercentile(percentile));
    }

    private static double round(double ns) {
        return Math.round(ns / 1_000) / 1_000.0;
    }
}
