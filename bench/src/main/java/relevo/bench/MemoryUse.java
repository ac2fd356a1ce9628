package relevo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench memory}: what a gateway's live conversations need, in a JVM of their own, read from outside. */
@Command(
        name = "memory",
        description = "Fills live conversations in a JVM of its own and prints what it holds.",
        mixinStandardHelpOptions = true)
final class MemoryUse implements Callable<Integer> {
    private static final Duration FILL_MAX = Duration.ofMinutes(15);
    private static final long GOAL_MIB = 1_536;

    @Option(names = "--conversations", defaultValue = "1000000", description = "How many (${DEFAULT-VALUE}).")
    int conversations;

    @Option(names = "--heap-mb", defaultValue = "1152", description = "Heap of that JVM, MiB (${DEFAULT-VALUE}).")
    int heapMb;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("relevo-memory");
        try (ChildJvm child = ChildJvm.start(
                folder,
                heapMb,
                List.of("-XX:+UseStringDeduplication"),
                Map.of(),
                ConversationFill.class.getName(),
                List.of(Integer.toString(conversations)))) {
            child.awaitReady(FILL_MAX, java.net.URI.create("http://127.0.0.1/"));
            ProcessUsage usage = ProcessUsage.of(child);
            String filled = Files.readString(folder.resolve("out.log"))
                    .lines()
                    .findFirst()
                    .orElse("");
            print(filled);
            print(String.format(
                    Locale.ROOT,
                    "resident %d MiB (peak %d), goal for a million %d MiB: %s",
                    usage.residentMib(),
                    usage.residentPeakMib(),
                    GOAL_MIB,
                    usage.residentMib() <= GOAL_MIB ? "held" : "not held"));
            return usage.residentMib() <= GOAL_MIB ? 0 : 1;
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
