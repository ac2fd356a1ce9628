package relevo.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relevo.batch.JournalView;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.SectionKind;

/**
 * Runs the nightly job over made-up traffic, as the launcher would, and measures it from outside:
 *
 * <pre>
 * make traffic -> floor: read the journal once -> the night -> alone, night, alone, night ... beside a gateway if asked
 * </pre>
 *
 * Each part has a JVM of its own, the night the collector, and the place behind all others on the processor, that the
 * launcher gives it. Used from one thread.
 */
final class NightLab {
    static final int DAYS = 7;
    /** The launcher's, for the jobs of the night. */
    private static final List<String> NIGHT_FLAGS = List.of("-XX:+UseParallelGC");

    private static final String MAIN = "relevo.batch.Main";
    private static final String NUMBER = "900000000000001";
    private static final double MESSAGES_A_CONVERSATION = 1.04;
    private static final long BYTES_A_MESSAGE = 4_096;
    private static final int GATEWAY_HEAP_MB = 2_048;
    private static final double WARM_UP_SECONDS = 15;
    private static final long POLL_MS = 200;
    private static final double RESIDENT_MIB_MAX = 2_048;
    private static final double SECONDS_A_MILLION_MAX = 60;
    private static final double SLOWER_MAX = 1.1;

    /**
     * What to run.
     *
     * @param messages about so many
     * @param jvmArguments for the night
     * @param besidePerSecond webhooks a second on a gateway; 0: none is started
     */
    record Plan(
            int messages,
            long seed,
            int heapMb,
            List<String> jvmArguments,
            double besidePerSecond,
            double seconds,
            int rounds) {}

    private final Plan plan;
    private final Path folder;
    private final Path data;
    private final Path config;
    private final Progress progress;
    private final LocalDate yesterday;

    /**
     * @param folder where everything goes
     * @param config with packs/
     */
    NightLab(Plan plan, Path folder, Path config, Progress progress) {
        this.plan = plan;
        this.folder = folder;
        this.data = folder.resolve("data");
        this.config = config.toAbsolutePath();
        this.progress = progress;
        this.yesterday = LocalDate.now(ZoneId.systemDefault()).minusDays(1);
    }

    /** What the journal holds, and how long reading it took. */
    private record Floor(long messages, long entries, NightResult.Time time) {}

    /** What a child left. */
    private record Ran(boolean done, NightResult.Time time, long residentPeakMib) {}

    NightResult run(Result.Circumstances circumstances) throws IOException {
        double generateSeconds = generate();
        Floor floor = floor();
        double loadBefore = load();
        Ran night = night();
        double loadAfter = load();
        NightResult.Beside beside = plan.besidePerSecond() > 0 && night.done() ? beside() : null;
        return new NightResult(
                circumstances,
                night.done(),
                floor.messages(),
                floor.entries(),
                journalMib(),
                generateSeconds,
                loadBefore,
                loadAfter,
                floor.time(),
                night.time(),
                night.residentPeakMib(),
                beside,
                goals(floor, night, beside));
    }

    private static List<Result.Goal> goals(Floor floor, Ran night, NightResult.@Nullable Beside beside) {
        double millions = Math.max(floor.messages(), 1) / 1e6;
        List<Result.Goal> goals = new ArrayList<>(List.of(
                Result.Goal.atMost(
                        "seconds a million messages",
                        SECONDS_A_MILLION_MAX,
                        night.time().seconds() / millions),
                Result.Goal.atMost("MiB resident", RESIDENT_MIB_MAX, night.residentPeakMib())));
        if (beside != null) {
            goals.add(Result.Goal.atMost("ack p99 with a night over without", SLOWER_MAX, beside.ratio()));
        }
        return goals;
    }

    private double generate() throws IOException {
        Files.createDirectories(data);
        FileStore disk = Files.getFileStore(data);
        if (disk.getUsableSpace() < plan.messages() * BYTES_A_MESSAGE) {
            throw new IOException("the journal needs about " + (plan.messages() * BYTES_A_MESSAGE >> 20) + " MiB in "
                    + data + ", and there are " + (disk.getUsableSpace() >> 20));
        }
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        Files.writeString(data.resolve("tenant-key"), HexFormat.of().formatHex(secret));
        Files.writeString(
                data.resolve("content.json"),
                "{\"packs\": \"" + config.resolve("packs") + "\", \"numbers\": {\"" + NUMBER + "\": \"retail\"}}");
        int perDay = Math.max(1, (int) (plan.messages() / MESSAGES_A_CONVERSATION / DAYS));
        Progress.Step step = progress.begin("make about " + plan.messages() + " messages", plan.messages() / 5e3);
        Ran made = finish(ChildJvm.start(
                folder.resolve("demo"),
                plan.heapMb(),
                NIGHT_FLAGS,
                Map.of(),
                MAIN,
                List.of(
                        "demo",
                        "--data",
                        data.toString(),
                        "--packs",
                        config.resolve("packs").toString(),
                        "--days",
                        Integer.toString(DAYS),
                        "--a-day",
                        Integer.toString(perDay),
                        "--seed",
                        Long.toString(plan.seed()))));
        if (!made.done()) {
            throw new IOException(
                    "no traffic was made, see " + folder.resolve("demo").resolve("err.log"));
        }
        step.end(String.format(Locale.ROOT, "%.1f s", made.time().seconds()));
        return made.time().seconds();
    }

    private Floor floor() {
        Progress.Step step = progress.begin("floor: read the journal once", plan.messages() / 5e4);
        long startedNs = System.nanoTime();
        long cpuStartedNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long messages = 0;
        long entries = 0;
        try (JournalView view = JournalView.open(data, System.getenv());
                LogReader reader = view.log().reader(0)) {
            for (LogRecord entry = reader.poll(); entry != null; entry = reader.poll()) {
                entries++;
                for (LogRecord.Stored section : entry.sections()) {
                    boolean opened = section.open() != null;
                    messages += opened && section.kind() == SectionKind.MESSAGE ? 1 : 0;
                }
            }
        }
        NightResult.Time time = new NightResult.Time(
                rounded(System.nanoTime() - startedNs),
                rounded(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStartedNs));
        step.end(String.format(Locale.ROOT, "%,d messages, %,d entries, %.1f s", messages, entries, time.seconds()));
        return new Floor(messages, entries, time);
    }

    private Ran night() throws IOException {
        Progress.Step step = progress.begin("the night", plan.messages() * SECONDS_A_MILLION_MAX / 1e6);
        Ran ran = finish(startNight(plan.jvmArguments()));
        step.end(String.format(
                Locale.ROOT,
                "%s in %.1f s, %.1f s of processor, %d MiB resident at most",
                ran.done()
                        ? "done"
                        : "BROKE OFF, see " + folder.resolve("night").resolve("err.log"),
                ran.time().seconds(),
                ran.time().cpuSeconds(),
                ran.residentPeakMib()));
        return ran;
    }

    private ChildJvm startNight(List<String> flags) throws IOException {
        List<String> all = new ArrayList<>(NIGHT_FLAGS);
        all.addAll(flags);
        return ChildJvm.start(
                idleTimeOnly(),
                folder.resolve("night"),
                plan.heapMb(),
                all,
                Map.of(),
                MAIN,
                List.of(
                        "nightly",
                        "--date",
                        yesterday.toString(),
                        "--days",
                        Integer.toString(DAYS),
                        "--data",
                        data.toString(),
                        "--rerun",
                        "--json"));
    }

    /** As the launcher does: the night takes the time of processor and disk that nobody else wants. */
    private static List<String> idleTimeOnly() {
        List<String> starter = new ArrayList<>();
        Path chrt = Path.of("/usr/bin/chrt");
        if (Files.isExecutable(chrt)) {
            starter.addAll(List.of(chrt.toString(), "--idle", "0"));
        }
        Path ionice = Path.of("/usr/bin/ionice");
        if (Files.isExecutable(ionice)) {
            starter.addAll(List.of(ionice.toString(), "-c", "3"));
        }
        return starter;
    }

    /** Waits for its end and tells what it used, looked at now and then. */
    private static Ran finish(ChildJvm started) throws IOException {
        long startedNs = System.nanoTime();
        try (ChildJvm child = started) {
            // What is looked at when it is going already says nothing: the most that was ever seen counts.
            double cpuSeconds = 0;
            long residentPeakMib = 0;
            while (!child.exited(POLL_MS)) {
                try {
                    ProcessUsage usage = ProcessUsage.of(child);
                    cpuSeconds = Math.max(cpuSeconds, usage.cpuSeconds());
                    residentPeakMib = Math.max(residentPeakMib, usage.residentPeakMib());
                } catch (IOException gone) {
                    child.exited(TimeUnit.SECONDS.toMillis(10));
                }
            }
            NightResult.Time time = new NightResult.Time(rounded(System.nanoTime() - startedNs), cpuSeconds);
            return new Ran(child.status() == 0, time, residentPeakMib);
        }
    }

    private NightResult.Beside beside() throws IOException {
        double inAll = WARM_UP_SECONDS + 2 * plan.rounds() * plan.seconds();
        Progress.Step step = progress.begin("a gateway, with and without a night beside it", inAll);
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        Shape shape = new Shape(50_000, 64, 1, 1, 3, plan.seed());
        List<Double> alone = new ArrayList<>();
        List<Double> withNight = new ArrayList<>();
        int nightAllAlong = 0;
        try (GatewayTarget gateway =
                new GatewayTarget(folder.resolve("gateway"), secret, GATEWAY_HEAP_MB, List.of(), List.of())) {
            URI webhook = gateway.start();
            Traffic traffic = new Traffic(
                    shape,
                    new SecureRandom().nextInt(),
                    webhook,
                    secret.getBytes(StandardCharsets.UTF_8),
                    InstantSource.system());
            try (LoadGenerator generator = new LoadGenerator(shape, traffic, webhook)) {
                generator.run(new Phase(plan.besidePerSecond(), WARM_UP_SECONDS));
                Phase phase = new Phase(plan.besidePerSecond(), plan.seconds());
                for (int round = 0; round < plan.rounds(); round++) {
                    alone.add(p99Ms(generator.run(phase)));
                    try (ChildJvm night = startNight(List.of())) {
                        withNight.add(p99Ms(generator.run(phase)));
                        nightAllAlong += night.exited(0) ? 0 : 1;
                    }
                }
            }
        }
        double without =
                Lab.median(alone.stream().mapToDouble(Double::doubleValue).toArray());
        double with =
                Lab.median(withNight.stream().mapToDouble(Double::doubleValue).toArray());
        step.end(String.format(Locale.ROOT, "p99 %.3f ms alone, %.3f ms with a night", without, with));
        return new NightResult.Beside(
                plan.besidePerSecond(),
                alone,
                withNight,
                nightAllAlong,
                without,
                with,
                Math.round(100 * with / without) / 100.0);
    }

    private static double p99Ms(Phase.Outcome outcome) {
        return Latency.of(outcome.latencyNs()).p99Ms();
    }

    private long journalMib() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("journal"))) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes >> 20;
        }
    }

    private static double load() {
        return Math.round(10 * ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()) / 10.0;
    }

    private static double rounded(long nanos) {
        return Math.round(nanos / 1e8) / 10.0;
    }
}
