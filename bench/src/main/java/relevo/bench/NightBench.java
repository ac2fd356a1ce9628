package relevo.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench nightly}: how long a night takes over made-up traffic, and what a gateway beside it feels. */
@Command(
        name = "nightly",
        description = "Makes days of traffic, runs the nightly job over them in a JVM of its own, and times it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "The floor is one thread that reads the journal once and opens every payload, and does nothing with it.",
            "Exit status: 0 done, 1 the night broke off (with --gate also: a goal was missed), 2 wrong usage."
        })
final class NightBench implements Callable<Integer> {
    private static final int MESSAGES_MIN = 1_000;
    private static final int MESSAGES_MAX = 100_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Option(
            names = "--messages",
            defaultValue = "1000000",
            description = "About how many messages customers wrote in seven days (${DEFAULT-VALUE}).")
    int messages;

    @Option(names = "--heap-mb", defaultValue = "1400", description = "Heap of the night, MiB (${DEFAULT-VALUE}).")
    int heapMb;

    @Option(names = "--seed", defaultValue = "1", description = "Another seed, other traffic (${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--beside",
            paramLabel = "R",
            description = "Also load a gateway with R webhooks a second, with and without a night beside it.")
    @Nullable
    Double beside;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "With --beside: seconds of load in each round (${DEFAULT-VALUE}).")
    double seconds;

    @Option(names = "--rounds", defaultValue = "4", description = "With --beside: rounds of each (${DEFAULT-VALUE}).")
    int rounds;

    @Option(
            names = "--jvm-arg",
            description = "A flag for the night's JVM, such as -XX:StartFlightRecording=...; may be repeated.")
    List<String> jvmArguments = List.of();

    @Option(names = "--config", description = "A folder with packs/retail (the shipped one).")
    @Nullable
    Path config;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    RunOptions options;

    @Override
    public Integer call() throws IOException {
        Path folder = config == null ? Path.of(System.getProperty("relevo.home", "."), "config") : config;
        check(folder.resolve("packs"));
        RunFolder files = options.folder(new SecureRandom().nextInt());
        Progress progress = RunOptions.progress(beside == null ? 3 : 4);
        NightLab lab = new NightLab(
                new NightLab.Plan(messages, seed, heapMb, jvmArguments, beside == null ? 0 : beside, seconds, rounds),
                files.path(),
                folder,
                progress);
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        NightResult result = lab.run(Surroundings.look(arguments, 0));
        if (options.json) {
            RunOptions.printJson(spec.commandLine().getOut(), result);
        } else {
            print(result);
        }
        return options.end(files, result.done(), result.goals());
    }

    private void check(Path packs) {
        if (!Files.isDirectory(packs)) {
            throw wrong("there are no packs in " + packs + ": name the folder by --config");
        }
        if (messages < MESSAGES_MIN || messages > MESSAGES_MAX) {
            throw wrong("--messages must be " + MESSAGES_MIN + " to " + MESSAGES_MAX);
        }
        if (seconds <= 0 || seconds > 3_600 || rounds < 1 || rounds > 100) {
            throw wrong("--seconds must be above 0, at most 3600, and --rounds 1 to 100");
        }
        if (beside != null && (beside < 1 || beside > 1_000_000)) {
            throw wrong("--beside must be 1 to 1000000 webhooks a second");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void print(NightResult result) {
        PrintWriter out = spec.commandLine().getOut();
        Result.Circumstances where = result.circumstances();
        out.printf("%s, %s, %d processors, JDK %s%n", where.date(), where.machine(), where.processors(), where.jdk());
        out.printf(
                Locale.ROOT,
                "%,d messages of %d days, %,d entries, %,d MiB of journal; load average %.1f before, %.1f after%n%n",
                result.messages(),
                NightLab.DAYS,
                result.entries(),
                result.journalMib(),
                result.loadBefore(),
                result.loadAfter());
        row(out, "floor", result.floor(), result.messages());
        row(out, "night", result.night(), result.messages());
        out.printf(Locale.ROOT, "  night: resident at most %,d MiB%n", result.residentPeakMib());
        NightResult.Beside measured = result.beside();
        if (measured != null) {
            out.printf(
                    Locale.ROOT,
                    "%nack p99 of a gateway at %.0f/s, median of %d rounds: alone %.3f ms, with a night beside it %.3f"
                            + " ms (%+.0f %%)%n",
                    measured.perSecond(),
                    measured.aloneP99Ms().size(),
                    measured.alone(),
                    measured.withNight(),
                    100 * (measured.ratio() - 1));
        }
        RunOptions.printGoals(out, result.goals());
    }

    private static void row(PrintWriter out, String name, NightResult.Time time, long messages) {
        out.printf(
                Locale.ROOT,
                "  %s: %.1f s, %.1f s of processor, %,.0f messages/s%n",
                name,
                time.seconds(),
                time.cpuSeconds(),
                messages / time.seconds());
    }
}
