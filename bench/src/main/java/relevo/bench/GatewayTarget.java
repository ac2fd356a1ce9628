package relevo.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole gateway, as {@code ./relevo sandbox} starts it, in a JVM of its own: webhook, journal, decisions, outbox and
 * the simulated Cloud API that takes its answers.
 */
final class GatewayTarget implements Target {
    private static final String MAIN = "relevo.gateway.Main";
    private static final int PORTS = 3;

    private final Path folder;
    private final String secret;
    private final int heapMb;
    private final List<String> jvmArguments;
    private final List<String> extraArguments;
    private @Nullable ChildJvm process;

    /**
     * @param folder where its data and logs go
     * @param secret the app secret it is to know
     * @param heapMb heap of its JVM, MiB
     * @param jvmArguments flags for its JVM beside those of this one
     * @param extraArguments added to {@code sandbox --port P --data DIR}
     */
    GatewayTarget(Path folder, String secret, int heapMb, List<String> jvmArguments, List<String> extraArguments) {
        this.folder = folder;
        this.secret = secret;
        this.heapMb = heapMb;
        this.jvmArguments = jvmArguments;
        this.extraArguments = extraArguments;
    }

    @Override
    public String name() {
        return "relevo";
    }

    @Override
    public URI start() throws IOException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "sandbox", "--port", Integer.toString(port), "--data", journal().toString()));
        arguments.addAll(extraArguments);
        ChildJvm started =
                ChildJvm.start(folder, heapMb, jvmArguments, Map.of("RELEVO_APP_SECRET", secret), MAIN, arguments);
        process = started;
        URI webhook = URI.create("http://127.0.0.1:" + port + "/webhook");
        started.awaitReady(Duration.ofSeconds(60), webhook);
        return webhook;
    }

    @Override
    public @Nullable ChildJvm process() {
        return process;
    }

    @Override
    public Path journal() {
        return folder.resolve("data");
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    /** A port whose two successors are free as well. */
    private static int freePort() throws IOException {
        for (int attempt = 0; attempt < 100; ) {
            List<ServerSocket> taken = new ArrayList<>();
            try {
                taken.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                int first = taken.getFirst().getLocalPort();
                for (int i = 1; i < PORTS; i++) {
                    taken.add(new ServerSocket(first + i, 1, InetAddress.getLoopbackAddress()));
                }
                return first;
            } catch (BindException | IllegalArgumentException inUseOrPastTheLastPort) {
                attempt++;
            } finally {
                for (ServerSocket socket : taken) {
                    socket.close();
                }
            }
        }
        throw new IOException("found no three free ports in a row");
    }
}
