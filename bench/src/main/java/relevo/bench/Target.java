package relevo.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A server under load. Used from one thread. */
interface Target extends AutoCloseable {
    /** Its name in tables and reports: bare, disk or relevo. */
    String name();

    /** Starts it on a free port of the loopback interface and returns where webhooks go once it takes traffic. */
    URI start() throws IOException;

    /** Its process; null when it is not ours to look at. */
    @Nullable
    ChildJvm process();

    /** The folder where it keeps its journal; null when it has none, or we cannot read it. */
    @Nullable
    Path journal();

    /** Stops it in order, so that what it has accepted is worked off. */
    @Override
    void close() throws IOException;
}
