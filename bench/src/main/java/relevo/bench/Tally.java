package relevo.bench;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Keeps the schedule and the counts of one {@link Phase}. Owned by the generator's thread. */
final class Tally {
    private static final long LATENCY_NS_MAX = TimeUnit.SECONDS.toNanos(300);

    private final Phase phase;
    private final long startNs;
    private final long endNs;
    /** How many requests of this phase each connection has sent. */
    private final long[] sentOn;

    private final Histogram latencyNs = new Histogram(LATENCY_NS_MAX, 3);
    private final Histogram slipNs = new Histogram(LATENCY_NS_MAX, 3);
    private final SortedMap<Integer, Long> byCode = new TreeMap<>();
    private long sent;
    private long ok;
    private long inTime;
    private long lost;
    private long unanswered;
    private long outstanding;

    Tally(Phase phase, int connections) {
        this.phase = phase;
        this.sentOn = new long[connections];
        this.startNs = System.nanoTime();
        this.endNs = startNs + (long) (phase.seconds() * 1e9);
    }

    boolean over() {
        return System.nanoTime() - endNs >= 0;
    }

    /** When request {@code i} of an open loop is to be sent. */
    long dueNs(long i) {
        return startNs + (long) (i * (1e9 / phase.perSecond()));
    }

    /** The next request of this connection is due. */
    void due(Connection connection) {
        connection.backlog++;
        outstanding++;
    }

    /** Whether the schedule lets this connection send now. */
    boolean maySend(Connection connection) {
        return phase.isMax() ? !over() : connection.backlog > 0;
    }

    /** Notes that a request is written now, and returns when it should have been. */
    long sending(Connection connection) {
        long nowNs = System.nanoTime();
        long intendedNs = nowNs;
        if (phase.isMax()) {
            outstanding++;
        } else {
            intendedNs = dueNs(sentOn[connection.index] * sentOn.length + connection.index);
            connection.backlog--;
            slipNs.recordValue(Math.max(0, nowNs - intendedNs));
        }
        sentOn[connection.index]++;
        sent++;
        return intendedNs;
    }

    void answered(Connection connection, int code, long nowNs) {
        long intendedNs = connection.answered(code == 200);
        outstanding--;
        record(nowNs - intendedNs);
        if (code == 200) {
            ok++;
            if (nowNs - endNs <= 0) {
                inTime++;
            }
        } else {
            byCode.merge(code, 1L, Long::sum);
        }
    }

    /** The connection broke: what it had in flight will never be answered. */
    void lost(Connection connection) {
        lost += forget(connection);
    }

    /** Waiting took too long: what is in flight or was never sent counts as unanswered. */
    void gaveUp(Connection connection) {
        unanswered += forget(connection) + connection.backlog;
        outstanding -= connection.backlog;
        connection.backlog = 0;
    }

    long outstanding() {
        return outstanding;
    }

    Phase.Outcome outcome(long generatorCpuNs) {
        if (ok > 0) {
            byCode.put(200, ok);
        }
        return new Phase.Outcome(
                phase, sent, inTime, byCode, lost, unanswered, endNs - startNs, latencyNs, slipNs, generatorCpuNs);
    }

    private int forget(Connection connection) {
        int forgotten = 0;
        for (long nowNs = System.nanoTime(); connection.inFlight() > 0; forgotten++) {
            record(nowNs - connection.answered(false));
            outstanding--;
        }
        return forgotten;
    }

    private void record(long ns) {
        latencyNs.recordValue(Math.clamp(ns, 0, LATENCY_NS_MAX));
    }
}
