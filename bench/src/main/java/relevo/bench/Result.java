package relevo.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of {@code bench e2e} found; the JSON object on stdout has these fields.
 *
 * @param warmedSeconds how long each server was under load before anything counted, by its name
 * @param max the ceilings; null with a fixed rate
 * @param latency open loop at half of the ceiling, or at the fixed rate
 * @param sweep open loop at rising rates; empty unless asked for
 * @param journal the zero-loss and order check; null when the journal could not be read, {@code journalNote} says why
 * @param usage processor, memory and collector of each server, by its name
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Result(
        Circumstances circumstances,
        Shape shape,
        Map<String, Double> warmedSeconds,
        @Nullable Ceiling max,
        List<Stretch> latency,
        List<Stretch> sweep,
        JournalCheck.@Nullable Verdict journal,
        String journalNote,
        Map<String, ProcessUsage> usage,
        List<Goal> goals) {

    /** Where, when and how; without it a figure means nothing. */
    record Circumstances(
            String date,
            String command,
            String commit,
            String machine,
            int processors,
            long memoryMib,
            String os,
            String jdk,
            int bodyBytesMean) {}

    /**
     * Closed-loop throughput, acknowledged webhooks a second.
     *
     * <p>A ratio is the median over the rounds, each measured back to back; 0 when one of the two was not run.
     *
     * @param ratio relevo to bare
     * @param diskRatio disk to bare: what no server can exceed that keeps what it acknowledges
     * @param ratioToDisk relevo to disk: what is left for us to lose
     */
    record Ceiling(
            double barePerSecond,
            double diskPerSecond,
            double relevoPerSecond,
            double ratio,
            double diskRatio,
            double ratioToDisk,
            List<Stretch> rounds) {}

    /**
     * One phase on one server.
     *
     * @param perSecondAsked the schedule; 0 for a closed loop
     * @param perSecond 200s a second that arrived in time
     * @param latency of every answer, from when its request should have been sent
     * @param slip how late requests were written
     * @param generatorCpu share of one processor that the generator took
     * @param decidedAfterSeconds how long after the load the last message was decided; it includes reading the journal
     */
    record Stretch(
            String server,
            double perSecondAsked,
            double perSecond,
            double seconds,
            long sent,
            Map<Integer, Long> answersByCode,
            long lost,
            long unanswered,
            Latency latency,
            Latency slip,
            double generatorCpu,
            double decidedAfterSeconds) {

        static Stretch of(String server, Phase.Outcome outcome, double decidedAfterSeconds) {
            return new Stretch(
                    server,
                    Math.round(outcome.phase().perSecond()),
                    Math.round(outcome.acknowledgedPerSecond()),
                    outcome.phase().seconds(),
                    outcome.sent(),
                    outcome.byCode(),
                    outcome.lost(),
                    outcome.unanswered(),
                    Latency.of(outcome.latencyNs()),
                    Latency.of(outcome.slipNs()),
                    Math.round(100.0 * outcome.generatorCpuNs() / outcome.elapsedNs()) / 100.0,
                    decidedAfterSeconds);
        }
    }

    /** One goal of architecture.md 7 and whether this run reached it. */
    record Goal(String what, double goal, double measured, boolean met) {
        static Goal atMost(String what, double goal, double measured) {
            return new Goal(what, goal, measured, measured <= goal);
        }

        static Goal atLeast(String what, double goal, double measured) {
            return new Goal(what, goal, measured, measured >= goal);
        }
    }

    /** Nothing acknowledged was lost, doubled or reordered, and nothing broke on the way. */
    boolean sound() {
        boolean kept = journal == null || journal.clean();
        return kept && latency.stream().allMatch(stretch -> stretch.lost() == 0 && stretch.unanswered() == 0);
    }
}
