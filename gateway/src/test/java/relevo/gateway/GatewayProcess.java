package relevo.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A gateway in a JVM of its own, that a test can really kill. Its output goes to a file and, on failure, into the message. */
public final class GatewayProcess implements AutoCloseable {
    static final String SECRET = "gateway-test-app-secret-0001";

    /** Patience with a machine that has much else to do; who measures the start looks at {@link #startup}. */
    private static final int STARTUP_SECONDS_MAX = 180;

    private final Process process;
    private final Path output;
    private final Duration startup;

    private GatewayProcess(Process process, Path output, Duration startup) {
        this.process = process;
        this.output = output;
        this.startup = startup;
    }

    /** Starts {@code command} with {@code arguments} and waits for its line "ready". */
    public static GatewayProcess start(Path dir, List<String> prefix, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(prefix);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--") || argument.startsWith("-Dchronicle"))
                .toList());
        line.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        line.add("-Drelevo.home=" + RepositoryRoot.path());
        line.add("relevo.gateway.Main");
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile(dir, "gateway-", ".log");
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(Map.of("RELEVO_APP_SECRET", SECRET, "RELEVO_VERIFY_TOKEN", "verify-me"));
        long startedNanos = System.nanoTime();
        Process process = builder.start();
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> copy(process, output, ready));
        boolean up = ready.completeOnTimeout(false, STARTUP_SECONDS_MAX, TimeUnit.SECONDS)
                .get();
        GatewayProcess started =
                new GatewayProcess(process, output, Duration.ofNanos(System.nanoTime() - startedNanos));
        if (!up) {
            started.close();
            throw new IllegalStateException("the gateway did not start:\n" + started.output());
        }
        return started;
    }

    /** Three free ports in a row. */
    public static int freePorts() throws Exception {
        for (int port = 21_000 + (int) (ProcessHandle.current().pid() % 1_000) * 3; port < 32_000; port += 3) {
            try (ServerSocket a = new ServerSocket(port);
                    ServerSocket b = new ServerSocket(port + 1);
                    ServerSocket c = new ServerSocket(port + 2)) {
                return a.getLocalPort();
            } catch (BindException taken) {
                continue;
            }
        }
        throw new IllegalStateException("no three free ports in a row");
    }

    private static void copy(Process process, Path output, CompletableFuture<Boolean> ready) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
                var writer = Files.newBufferedWriter(output)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                writer.write(text + "\n");
                writer.flush();
                if (text.startsWith("ready")) {
                    ready.complete(true);
                }
            }
        } catch (IOException ended) {
            // A killed process closes its pipe in the middle of a line.
        } finally {
            ready.complete(false);
        }
    }

    /** From the start of the JVM to the line "ready". */
    Duration startup() {
        return startup;
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the killed gateway did not end");
        }
    }

    /** SIGTERM; returns the exit status. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return waitForExit(40);
    }

    int waitForExit(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the gateway did not end within " + seconds + " s:\n" + output());
        }
        return process.exitValue();
    }

    boolean alive() {
        return process.isAlive();
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "(no output: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            kill();
        }
    }
}
