package relevo.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** A {@link Result} for people. */
final class Table {
    private static final String ROW = "  %-8s %9s %9s %8s %8s %8s %8s %8s %8s  %s%n";

    private final PrintWriter out;

    Table(PrintWriter out) {
        this.out = out;
    }

    void print(Result result) {
        Result.Circumstances at = result.circumstances();
        out.printf("bench %s%n", at.command());
        out.printf(
                "%s, commit %s, %s, %d processors, %d MiB, %s, JDK %s%n",
                at.date(), at.commit(), at.machine(), at.processors(), at.memoryMib(), at.os(), at.jdk());
        Shape shape = result.shape();
        out.printf(
                "%d contacts over %d connections (%d in flight each), %d statuses to a message, bodies of %d bytes%n%n",
                shape.contacts(),
                shape.connections(),
                shape.inFlightMax(),
                shape.statusesPerMessage(),
                at.bodyBytesMean());
        Result.Ceiling max = result.max();
        if (max != null) {
            out.println("Maximum (closed loop), webhooks acknowledged a second; latencies are those of a full house");
            header();
            max.rounds().forEach(this::row);
            out.printf(
                    Locale.ROOT,
                    "  median: bare %.0f/s, disk %.0f/s, relevo %.0f/s; relevo to bare %.3f, disk to bare %.3f, relevo"
                            + " to disk %.3f%n%n",
                    max.barePerSecond(),
                    max.diskPerSecond(),
                    max.relevoPerSecond(),
                    max.ratio(),
                    max.diskRatio(),
                    max.ratioToDisk());
        }
        out.println("Latency (open loop, counted from when a request was due), ms");
        header();
        result.latency().forEach(this::row);
        if (!result.sweep().isEmpty()) {
            out.printf("%nSweep, ms%n");
            header();
            result.sweep().forEach(this::row);
        }
        usage(result.usage());
        journal(result);
        RunOptions.printGoals(out, result.goals());
    }

    private void header() {
        out.printf(ROW, "", "asked/s", "200/s", "p50", "p90", "p99", "p99.9", "p99.99", "max", "slip p99, answers");
    }

    private void row(Result.Stretch stretch) {
        Latency latency = stretch.latency();
        String rest = ms(stretch.slip().p99Ms()) + ", " + stretch.answersByCode();
        if (stretch.decidedAfterSeconds() > 0) {
            rest += String.format(Locale.ROOT, ", all decided %.1f s later", stretch.decidedAfterSeconds());
        }
        if (stretch.lost() + stretch.unanswered() > 0) {
            rest += ", lost " + stretch.lost() + ", unanswered " + stretch.unanswered();
        }
        out.printf(
                ROW,
                stretch.server(),
                stretch.perSecondAsked() == 0 ? "max" : whole(stretch.perSecondAsked()),
                whole(stretch.perSecond()),
                ms(latency.p50Ms()),
                ms(latency.p90Ms()),
                ms(latency.p99Ms()),
                ms(latency.p999Ms()),
                ms(latency.p9999Ms()),
                ms(latency.maxMs()),
                rest);
    }

    private void usage(Map<String, ProcessUsage> usage) {
        out.println();
        usage.forEach((server, used) -> out.printf(
                Locale.ROOT,
                "  %-8s %.1f s of processor, %d MiB resident (most %d), %d collections, >= %d MiB allocated, "
                        + "pauses %.1f ms in all, %.2f ms at most%n",
                server,
                used.cpuSeconds(),
                used.residentMib(),
                used.residentPeakMib(),
                used.collections(),
                used.allocatedMib(),
                used.pauseMsTotal(),
                used.pauseMsMax()));
    }

    private void journal(Result result) {
        JournalCheck.Verdict verdict = result.journal();
        if (verdict == null) {
            out.printf("%n  journal not checked: %s%n", result.journalNote());
            return;
        }
        out.printf(
                "%n  journal: %d acknowledged, %d found, missing %d, twice %d, out of order %d; "
                        + "%d messages, undecided %d, decided twice %d%n",
                verdict.acknowledged(),
                verdict.journaled(),
                verdict.missing(),
                verdict.twice(),
                verdict.outOfOrder(),
                verdict.messages(),
                verdict.undecided(),
                verdict.decidedTwice());
        verdict.examples().forEach(example -> out.println("    " + example));
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String ms(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
