package relevo.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link BareServer} in a JVM of its own. */
final class BareTarget implements Target {
    private static final int HEAP_MB = 256;

    private final Path folder;
    private final int eventLoops;
    private @Nullable ChildJvm process;

    BareTarget(Path folder, int eventLoops) {
        this.folder = folder;
        this.eventLoops = eventLoops;
    }

    @Override
    public String name() {
        return "bare";
    }

    @Override
    public URI start() throws IOException {
        ChildJvm started = ChildJvm.start(
                folder,
                HEAP_MB,
                List.of(),
                Map.of(),
                BareServer.class.getName(),
                List.of(Integer.toString(eventLoops)));
        process = started;
        return started.awaitReady(Duration.ofSeconds(30), URI.create("http://127.0.0.1/"));
    }

    @Override
    public @Nullable ChildJvm process() {
        return process;
    }

    @Override
    public @Nullable Path journal() {
        return null;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
