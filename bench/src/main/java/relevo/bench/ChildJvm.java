package relevo.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java program in a JVM of its own, with the flags of this one (module exports and the like, not its heap), its output
 * in files beside its data. Both servers of a comparison run this way, so that neither shares compiled code, heap or
 * collector with the generator.
 */
final class ChildJvm implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("(?m)^ready\\b.*?(http://\\S+)?\\s*$");
    private static final long POLL_MS = 20;

    private final Process process;
    private final Path folder;
    private final Thread killer;

    private ChildJvm(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        this.killer = new Thread(process::destroyForcibly, "kill-child");
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts the program.
     *
     * @param folder where out.log, err.log and gc.log go
     * @param heapMb -Xms and -Xmx
     * @param flags for the JVM, beside those of this one; a collector among them is taken instead of this one's
     */
    static ChildJvm start(
            Path folder,
            int heapMb,
            List<String> flags,
            Map<String, String> environment,
            String mainClass,
            List<String> args)
            throws IOException {
        return start(List.of(), folder, heapMb, flags, environment, mainClass, args);
    }

    /** The same, started by another program: {@code chrt --idle 0}. */
    static ChildJvm start(
            List<String> starter,
            Path folder,
            int heapMb,
            List<String> flags,
            Map<String, String> environment,
            String mainClass,
            List<String> args)
            throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        boolean ownCollector = flags.stream().anyMatch(ChildJvm::choosesCollector);
        inheritedFlags()
                .filter(flag -> !ownCollector || !choosesCollector(flag))
                .forEach(command::add);
        command.addAll(flags);
        command.add("-Xms" + heapMb + "m");
        command.add("-Xmx" + heapMb + "m");
        command.add("-Xlog:gc,gc+phases:file=" + folder.resolve("gc.log") + ":uptime");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.log").toFile())
                .redirectError(folder.resolve("err.log").toFile());
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start(), folder);
    }

    long pid() {
        return process.pid();
    }

    Path folder() {
        return folder;
    }

    /** Waits for the line {@code ready ...} on its output and returns the address in it, or the given one without. */
    URI awaitReady(Duration most, URI otherwise) throws IOException {
        long deadline = System.nanoTime() + most.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Matcher ready = READY.matcher(Files.readString(folder.resolve("out.log")));
            if (ready.find()) {
                return ready.group(1) == null ? otherwise : URI.create(ready.group(1));
            }
            if (exited(POLL_MS)) {
                throw new IOException("the server stopped with status " + process.exitValue() + " before it was ready: "
                        + lastWords());
            }
        }
        throw new IOException("the server was not ready within " + most.toSeconds() + " s: " + lastWords());
    }

    /** Asks it to stop (SIGTERM), and insists when it does not within a minute. */
    @Override
    public void close() {
        process.destroy();
        if (!exited(60_000)) {
            process.destroyForcibly();
            exited(10_000);
        }
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    /** Whether it is over, or was within this time. */
    boolean exited(long withinMs) {
        try {
            return process.waitFor(withinMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a child process", e);
        }
    }

    /** The status of one that is over. */
    int status() {
        return process.exitValue();
    }

    String lastWords() throws IOException {
        String err = Files.readString(folder.resolve("err.log"), StandardCharsets.UTF_8);
        return err.isBlank() ? "it said nothing" : err.substring(Math.max(0, err.length() - 2_000));
    }

    private static boolean choosesCollector(String flag) {
        return flag.matches("-XX:\\+Use\\w+GC");
    }

    private static Stream<String> inheritedFlags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> Stream.of(
                                "--add-", "--sun-misc", "--enable-native", "-Dchronicle", "-Drelevo.home", "-XX:")
                        .anyMatch(flag::startsWith));
    }
}
