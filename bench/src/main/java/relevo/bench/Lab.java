package relevo.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import relevo.batch.JournalView;
import relevo.journal.LogReader;

/**
 * Runs the phases of one comparison:
 *
 * <pre>
 * warm up all, each until its ceiling rises no more
 *             -> bare, disk, relevo, bare, disk, relevo ... closed loop, ceilings and ratios
 *             -> bare, disk, relevo at half of relevo's ceiling, open loop, latency
 *             -> sweep if asked -> check the journal
 * </pre>
 *
 * All servers live all the time, each in its own JVM; those that are not under load idle. The gateway acknowledges first
 * and decides when there is room: after each of its phases we wait until everything acknowledged is decided, say how long
 * that took, and only then go on, so that no work is carried into the next server's turn. Used from one thread.
 */
final class Lab {
    private static final int ROUNDS = 4;
    private static final double WARM_UP_WINDOW_SECONDS = 5;
    /** What is no more than this above the best window so far is no rise; windows on a shared machine differ by as much. */
    private static final double WARM_UP_RISE = 0.05;

    private static final int WARM_UP_FLAT_WINDOWS = 3;
    private static final int SWEEP_STEPS = 10;
    private static final double SWEEP_SECONDS = 5;
    private static final long SETTLE_NANOS_MAX = 120_000_000_000L;
    private static final long SETTLE_POLL_NANOS = 250_000_000;
    /** Messages are held for a moment, in case another bubble follows: only after this long without a decision all is done. */
    private static final long QUIET_NANOS = 2_000_000_000;

    /**
     * What to run.
     *
     * @param perSecond the rate; 0: find the maximum, then take half of it
     * @param seconds of measurement on each server, in the ceiling phase and in the latency phase
     * @param warmUpSeconds of load on each server at least before anything counts; 0: none
     * @param warmUpSecondsMax and at most, should its ceiling still rise
     */
    record Plan(
            Shape shape,
            String secret,
            double perSecond,
            double seconds,
            double warmUpSeconds,
            double warmUpSecondsMax,
            boolean sweep) {}

    /** A server and what sends to it. */
    private record Rig(Target target, Traffic traffic, LoadGenerator generator) {}

    private final Plan plan;
    private final int run;
    private final Function<Path, JournalView> journalOpener;
    private final Progress progress;
    private final List<Rig> rigs = new ArrayList<>();
    private @Nullable JournalCheck check;
    private long checkedThrough;

    /**
     * @param run see {@link BodyId#run()}
     * @param journalOpener opens the journal in a data folder as it stands, beside the server that writes it
     */
    Lab(Plan plan, int run, Function<Path, JournalView> journalOpener, Progress progress) {
        this.plan = plan;
        this.run = run;
        this.journalOpener = journalOpener;
        this.progress = progress;
    }

    /** Number of steps that {@link #run} will report. */
    static int steps(Plan plan, int servers) {
        int ceiling = plan.perSecond() == 0 ? ROUNDS * servers : 0;
        return servers + ceiling + servers + (plan.sweep() ? SWEEP_STEPS : 0) + 1;
    }

    /** Starts the servers, measures, checks, stops them. */
    Result run(List<Target> targets, Result.Circumstances circumstances) throws IOException {
        try {
            for (Target target : targets) {
                rigs.add(rig(target));
            }
            Rig ours = rigs.getLast();
            if (ours.target().journal() != null) {
                check = new JournalCheck(
                        ours.traffic(), run, plan.shape(), ours.generator().connections());
            }
            Map<String, Double> warmedSeconds = new TreeMap<>();
            for (Rig rig : rigs) {
                warmedSeconds.put(rig.target().name(), warmUp(rig));
            }
            Result.Ceiling ceiling = plan.perSecond() == 0 ? ceiling() : null;
            double perSecond = ceiling == null ? plan.perSecond() : halfOf(ceiling);
            List<Result.Stretch> latency = new ArrayList<>();
            for (Rig rig : rigs) {
                latency.add(measure(rig, "open loop", new Phase(perSecond, plan.seconds())));
            }
            List<Result.Stretch> sweep = plan.sweep() ? sweep(perSecond * 2) : List.of();
            Map<String, ProcessUsage> usage = usage();
            String note = ours.target().journal() == null ? "no journal to read" : "";
            JournalCheck.Verdict verdict = check == null ? null : verdict(check);
            return new Result(
                    circumstances,
                    plan.shape(),
                    warmedSeconds,
                    ceiling,
                    latency,
                    sweep,
                    verdict,
                    note,
                    usage,
                    goals(ceiling, latency));
        } finally {
            for (Rig rig : rigs) {
                rig.generator().close();
            }
            for (Target target : targets) {
                target.close();
            }
        }
    }

    private Rig rig(Target target) throws IOException {
        URI webhook = target.start();
        byte[] secret = plan.secret().getBytes(StandardCharsets.UTF_8);
        Traffic traffic = new Traffic(plan.shape(), run, webhook, secret, InstantSource.system());
        return new Rig(target, traffic, new LoadGenerator(plan.shape(), traffic, webhook));
    }

    /**
     * Closed loop until three windows in a row bring no more than the best before them. Compilers take a minute over a
     * gateway that shares two processors with its load, and a ceiling met on that way tells mostly how far they have got.
     *
     * @return how many seconds of load that were
     */
    private double warmUp(Rig rig) throws IOException {
        Progress.Step step = progress.begin(rig.target().name() + ", warm up", plan.warmUpSecondsMax());
        double seconds = 0;
        double best = 0;
        double perSecond = 0;
        int flatWindows = 0;
        while (seconds < plan.warmUpSeconds()
                || (flatWindows < WARM_UP_FLAT_WINDOWS && seconds < plan.warmUpSecondsMax())) {
            Phase window = new Phase(0, Math.min(WARM_UP_WINDOW_SECONDS, plan.warmUpSecondsMax() - seconds));
            perSecond = rig.generator().run(window).acknowledgedPerSecond();
            seconds += window.seconds();
            flatWindows = perSecond > best * (1 + WARM_UP_RISE) ? 0 : flatWindows + 1;
            best = Math.max(best, perSecond);
        }
        double decidedAfterSeconds = settle(rig);
        step.end(String.format(
                Locale.ROOT,
                "%.0f s, the last %.0f/s, the best %.0f/s, all decided %.1f s later",
                seconds,
                perSecond,
                best,
                decidedAfterSeconds));
        return seconds;
    }

    /** Rounds in alternation, so that a drift of the machine meets all servers alike. */
    private Result.Ceiling ceiling() throws IOException {
        List<Result.Stretch> rounds = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (Rig rig : rigs) {
                rounds.add(measure(rig, "maximum, round " + round, new Phase(0, plan.seconds() / ROUNDS)));
            }
        }
        double[] bare = perSecond(rounds, "bare");
        double[] disk = perSecond(rounds, "disk");
        double[] ours = perSecond(rounds, "relevo");
        return new Result.Ceiling(
                median(bare),
                median(disk),
                median(ours),
                ratio(ours, bare),
                ratio(disk, bare),
                ratio(ours, disk),
                rounds);
    }

    /** Median over the rounds; 0 unless both servers ran. */
    private static double ratio(double[] part, double[] whole) {
        double[] ratios = new double[part.length == whole.length ? part.length : 0];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = part[i] / whole[i];
        }
        return Math.round(median(ratios) * 1000) / 1000.0;
    }

    private List<Result.Stretch> sweep(double ceiling) throws IOException {
        List<Result.Stretch> sweep = new ArrayList<>();
        for (int i = 1; i <= SWEEP_STEPS; i++) {
            Phase phase = new Phase(ceiling * i / SWEEP_STEPS, SWEEP_SECONDS);
            sweep.add(measure(rigs.getLast(), "sweep, " + 100 * i / SWEEP_STEPS + " %", phase));
        }
        return sweep;
    }

    private Result.Stretch measure(Rig rig, String what, Phase phase) throws IOException {
        String rate = phase.isMax() ? "" : String.format(Locale.ROOT, " at %.0f/s", phase.perSecond());
        Progress.Step step = progress.begin(rig.target().name() + ", " + what + rate, phase.seconds());
        Phase.Outcome outcome = rig.generator().run(phase);
        Result.Stretch stretch = Result.Stretch.of(rig.target().name(), outcome, settle(rig));
        step.end(String.format(
                Locale.ROOT,
                "%.0f/s acknowledged, p50 %.3f ms, p99 %.3f ms, max %.1f ms, answers %s, all decided %.1f s later",
                stretch.perSecond(),
                stretch.latency().p50Ms(),
                stretch.latency().p99Ms(),
                stretch.latency().maxMs(),
                stretch.answersByCode(),
                stretch.decidedAfterSeconds()));
        return stretch;
    }

    /** Follows the journal until nothing more is decided; seconds until the last decision, 0 for another server. */
    private double settle(Rig rig) {
        Path folder = rig.target().journal();
        JournalCheck following = check;
        if (folder == null || following == null) {
            return 0;
        }
        long startedNanos = System.nanoTime();
        long nowNanos = startedNanos;
        long lastNewsNanos = startedNanos;
        while ((!following.settled() || nowNanos - lastNewsNanos < QUIET_NANOS)
                && nowNanos - startedNanos < SETTLE_NANOS_MAX) {
            long before = following.entriesDecided();
            try (JournalView view = journalOpener.apply(folder);
                    LogReader reader = view.log().reader(checkedThrough)) {
                following.advance(reader);
                checkedThrough = reader.position();
            }
            nowNanos = System.nanoTime();
            lastNewsNanos = following.entriesDecided() > before ? nowNanos : lastNewsNanos;
            LockSupport.parkNanos(SETTLE_POLL_NANOS);
        }
        return Math.round((lastNewsNanos - startedNanos) / 1e7) / 100.0;
    }

    private JournalCheck.Verdict verdict(JournalCheck settled) {
        Progress.Step step = progress.begin("check of the journal", 1);
        JournalCheck.Verdict verdict = settled.verdict();
        step.end(verdict.clean() ? "nothing lost, nothing twice, order kept" : "VIOLATIONS: " + verdict);
        return verdict;
    }

    private Map<String, ProcessUsage> usage() throws IOException {
        Map<String, ProcessUsage> usage = new TreeMap<>();
        for (Rig rig : rigs) {
            ChildJvm process = rig.target().process();
            if (process != null) {
                usage.put(rig.target().name(), ProcessUsage.of(process));
            }
        }
        return usage;
    }

    private static List<Result.Goal> goals(Result.@Nullable Ceiling ceiling, List<Result.Stretch> latency) {
        List<Result.Goal> goals = new ArrayList<>();
        if (ceiling != null && ceiling.ratio() > 0) {
            goals.add(Result.Goal.atLeast("ratio to the bare server", 0.5, ceiling.ratio()));
        }
        latency.stream().filter(stretch -> stretch.server().equals("relevo")).forEach(stretch -> {
            goals.add(Result.Goal.atMost("p50, ms", 1, stretch.latency().p50Ms()));
            goals.add(Result.Goal.atMost("p99, ms", 5, stretch.latency().p99Ms()));
            goals.add(Result.Goal.atMost("p99.9, ms", 25, stretch.latency().p999Ms()));
        });
        return goals;
    }

    private static double halfOf(Result.Ceiling ceiling) {
        double whole = DoubleStream.of(ceiling.relevoPerSecond(), ceiling.diskPerSecond(), ceiling.barePerSecond())
                .filter(perSecond -> perSecond > 0)
                .findFirst()
                .orElse(0);
        if (whole < 2) {
            throw new IllegalStateException("nothing was acknowledged: is the app secret the server's?");
        }
        return Math.floor(whole / 2);
    }

    private static double[] perSecond(List<Result.Stretch> rounds, String server) {
        return rounds.stream()
                .filter(stretch -> stretch.server().equals(server))
                .mapToDouble(Result.Stretch::perSecond)
                .toArray();
    }

    static double median(double... values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
