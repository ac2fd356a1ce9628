package relevo.bench;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that somebody else started. It must know the app secret in RELEVO_APP_SECRET.
 *
 * @param url of its webhook
 * @param journal its data folder, when it can be read from here
 */
record UrlTarget(URI url, @Nullable Path journal) implements Target {
    @Override
    public String name() {
        return "relevo";
    }

    @Override
    public URI start() {
        return url;
    }

    @Override
    public @Nullable ChildJvm process() {
        return null;
    }

    @Override
    public void close() {}
}
