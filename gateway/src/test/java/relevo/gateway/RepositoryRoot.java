package relevo.gateway;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the checkout is, found from the directory a test runs in. */
public final class RepositoryRoot {
    private RepositoryRoot() {}

    public static Path path() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("relevo")) && Files.isDirectory(at.resolve("config"))) {
                return at;
            }
        }
        throw new IllegalStateException("not inside a checkout: " + Path.of("").toAbsolutePath());
    }
}
