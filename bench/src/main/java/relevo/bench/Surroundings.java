package relevo.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds out where a measurement is taken. */
final class Surroundings {
    private Surroundings() {}

    /**
     * @param bodyBytesMean of a webhook; 0 where there are none
     */
    static Result.Circumstances look(List<String> arguments, int bodyBytesMean) throws IOException {
        return new Result.Circumstances(
                OffsetDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                String.join(" ", arguments),
                commit(),
                fromFile("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                memoryMib(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.runtime.version"),
                bodyBytesMean);
    }

    private static long memoryMib() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getTotalMemorySize() >> 20
                : 0;
    }

    private static String fromFile(String file, String key) throws IOException {
        Path path = Path.of(file);
        if (Files.exists(path)) {
            for (String line : Files.readAllLines(path)) {
                if (line.startsWith(key)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        return System.getProperty("os.arch");
    }

    /** The commit of the sources beside us; unknown without git. */
    private static String commit() throws IOException {
        String home = System.getProperty("relevo.home", ".");
        Process git;
        try {
            git = new ProcessBuilder("git", "-C", home, "describe", "--always", "--dirty", "--abbrev=12")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return "unknown";
        }
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? said : "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
