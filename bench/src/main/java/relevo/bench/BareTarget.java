package relevo.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link BareServer} in a JVM of its own: {@code bare} keeps nothing, {@code disk} forces every body. */
final class BareTarget implements Target {
    private static final int HEAP_MB = 256;

    private final Path folder;
    private final int eventLoops;
    private final boolean forcing;
    private @Nullable ChildJvm process;

    BareTarget(Path folder, int eventLoops, boolean forcing) {
        this.folder = folder;
        this.eventLoops = eventLoops;
        this.forcing = forcing;
    }

    @Override
    public String name() {
        return forcing ? "disk" : "bare";
    }

    @Override
    public URI start() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(eventLoops)));
        if (forcing) {
            arguments.add(folder.resolve("forced").toString());
        }
        ChildJvm started = ChildJvm.start(folder, HEAP_MB, List.of(), Map.of(), BareServer.class.getName(), arguments);
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
