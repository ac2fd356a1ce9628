package relevo.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs the nightly job as the process of its own that it is, for the sandbox's button. One at a time; at most ten minutes.
 * Called from request threads.
 */
final class NightProcess implements Supplier<String> {
    private static final long MINUTES_MAX = 10;

    private final Path home;
    private final Path data;
    private final ReentrantLock running = new ReentrantLock();

    /** @param home the folder of the launcher */
    NightProcess(Path home, Path data) {
        this.home = home;
        this.data = data;
    }

    @Override
    public String get() {
        if (!running.tryLock()) {
            return "a night is running already";
        }
        try {
            return run();
        } catch (IOException e) {
            return "the night could not be started: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            running.unlock();
        }
    }

    private String run() throws IOException, InterruptedException {
        ZoneId zone = ZoneId.systemDefault();
        List<String> command = new ArrayList<>(List.of(
                home.toAbsolutePath().resolve("relevo").toString(),
                "nightly",
                "--date",
                LocalDate.now(zone).toString(),
                "--zone",
                zone.getId(),
                "--days",
                "30",
                "--data",
                data.toAbsolutePath().toString()));
        Path log = data.resolve("nightly.log");
        Files.createDirectories(data);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroy();
            return "the night took more than " + MINUTES_MAX + " minutes and was stopped";
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        return process.exitValue() == 0
                ? "the night is done"
                : "the night was not done: " + (lines.isEmpty() ? "see nightly.log" : lines.getLast());
    }
}
