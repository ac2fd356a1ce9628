package relevo.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import relevo.batch.JournalView;

/** {@code bench e2e}: the whole way of a webhook under load, beside a bare server. */
@Command(
        name = "e2e",
        description =
                "Loads the whole gateway and, in alternation, two floors: a bare Netty server that only answers 200"
                        + " (bare) and one that first forces the body to the disk (disk).",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 done, 1 something acknowledged was lost, doubled or reordered (with --gate also: a goal was"
                    + " missed), 2 wrong usage."
        })
final class E2e implements Callable<Integer> {
    /** The numbers that make up {@link Shape} and their defaults. */
    static final class ShapeOptions {
        @Option(names = "--contacts", defaultValue = "50000", description = "How many people write (${DEFAULT-VALUE}).")
        int contacts;

        @Option(
                names = "--connections",
                defaultValue = "64",
                description = "Keep-alive connections (${DEFAULT-VALUE}).")
        int connections;

        @Option(
                names = "--in-flight",
                defaultValue = "1",
                description = "Unanswered requests on a connection at most (${DEFAULT-VALUE}, as the provider does).")
        int inFlight;

        @Option(names = "--numbers", defaultValue = "1", description = "Business numbers (${DEFAULT-VALUE}).")
        int numbers;

        @Option(
                names = "--statuses-per-message",
                defaultValue = "3",
                description = "Status webhooks for each message (${DEFAULT-VALUE}).")
        int statusesPerMessage;

        @Option(names = "--seed", defaultValue = "1", description = "Of contacts and texts (${DEFAULT-VALUE}).")
        long seed;

        Shape shape() {
            return new Shape(contacts, connections, inFlight, numbers, statusesPerMessage, seed);
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "Seconds of measurement on each server and phase (${DEFAULT-VALUE}).")
    double seconds;

    @Option(
            names = "--rate",
            defaultValue = "max",
            paramLabel = "R|max",
            description = "Webhooks a second, open loop; max: find the ceiling, then measure at half of it"
                    + " (${DEFAULT-VALUE}).")
    String rate = "max";

    @Option(
            names = "--warm-up-seconds",
            defaultValue = "15",
            description = "Load on each server at least before anything counts (${DEFAULT-VALUE}).")
    double warmUpSeconds;

    @Option(
            names = "--warm-up-seconds-max",
            defaultValue = "120",
            description = "And at most, should its ceiling still rise (${DEFAULT-VALUE}).")
    double warmUpSecondsMax;

    @Option(names = "--sweep", description = "Also measure latency at 10 %% to 100 %% of the ceiling.")
    boolean sweep;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    ShapeOptions shape;

    @Option(names = "--only", paramLabel = "bare|disk|relevo", description = "Load only one of the servers.")
    @Nullable
    String only;

    @Option(
            names = "--url",
            description = "Load a gateway that runs already, by the address of its webhook; RELEVO_APP_SECRET holds its"
                    + " secret.")
    @Nullable
    URI url;

    @Option(names = "--data", description = "With --url: its data folder, for the check of the journal.")
    @Nullable
    Path data;

    @Option(
            names = "--gateway-arg",
            description = "An argument for the gateway beside sandbox --port P --data DIR, such as --no-limits; may be"
                    + " repeated.")
    List<String> gatewayArguments = new ArrayList<>();

    @Option(
            names = "--jvm-arg",
            description = "A flag for the gateway's JVM, such as -XX:StartFlightRecording=...; may be repeated.")
    List<String> jvmArguments = new ArrayList<>();

    @Option(names = "--heap-mb", defaultValue = "3072", description = "Heap of the gateway, MiB (${DEFAULT-VALUE}).")
    int heapMb;

    @Option(names = "--bare-event-loops", defaultValue = "2", description = "Of the two floors (${DEFAULT-VALUE}).")
    int bareEventLoops;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    RunOptions options;

    @Override
    public Integer call() throws IOException {
        int run = new SecureRandom().nextInt();
        RunFolder files = options.folder(run);
        String secret = secret();
        Lab.Plan plan = plan(secret);
        List<Target> targets = targets(files.path(), secret);
        Progress progress = RunOptions.progress(Lab.steps(plan, targets.size()));
        Lab lab = new Lab(plan, run, folderToRead -> JournalView.open(folderToRead, System.getenv()), progress);
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        Result result = lab.run(targets, Surroundings.look(arguments, Traffic.bodyBytesMean(plan.shape())));
        PrintWriter out = spec.commandLine().getOut();
        if (options.json) {
            RunOptions.printJson(out, result);
        } else {
            new Table(out).print(result);
        }
        return options.end(files, result.sound(), result.goals());
    }

    private Lab.Plan plan(String secret) {
        try {
            double perSecond = rate.equals("max") ? 0 : Double.parseDouble(rate);
            if (perSecond < 0 || perSecond > 10_000_000 || (perSecond == 0 && !rate.equals("max"))) {
                throw new NumberFormatException(rate);
            }
            if (seconds <= 0 || warmUpSeconds < 0 || seconds > 86_400 || warmUpSeconds > 3_600) {
                throw new IllegalArgumentException("--seconds and --warm-up-seconds must be positive, at most a day");
            }
            double warmUpMax = warmUpSeconds == 0 ? 0 : Math.max(warmUpSeconds, warmUpSecondsMax);
            return new Lab.Plan(shape.shape(), secret, perSecond, seconds, warmUpSeconds, warmUpMax, sweep);
        } catch (NumberFormatException e) {
            throw wrong("--rate must be max or a number of webhooks a second, not " + rate);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private List<Target> targets(Path folder, String secret) {
        List<Target> targets = List.of(
                new BareTarget(folder.resolve("bare"), bareEventLoops, false),
                new BareTarget(folder.resolve("disk"), bareEventLoops, true),
                url != null
                        ? new UrlTarget(url, data)
                        : new GatewayTarget(folder.resolve("relevo"), secret, heapMb, jvmArguments, gatewayArguments));
        List<Target> wanted = targets.stream()
                .filter(target -> only == null || only.equals(target.name()))
                .toList();
        if (wanted.isEmpty()) {
            throw wrong("--only must be bare, disk or relevo, not " + only);
        }
        return wanted;
    }

    /** Of a server we start: a fresh one. Of one that runs: from the environment, as the server has it. */
    private String secret() {
        if (url == null) {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        }
        String secret = System.getenv("RELEVO_APP_SECRET");
        if (secret == null || secret.isBlank()) {
            throw wrong("--url needs the app secret of that gateway in RELEVO_APP_SECRET");
        }
        return secret;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
