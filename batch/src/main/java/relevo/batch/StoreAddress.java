package relevo.batch;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the night keeps what it remembers: an H2 file beside the journal, or a PostgreSQL that several machines reach.
 *
 * @param url {@code jdbc:h2:file:...} or {@code jdbc:postgresql:...}
 * @param user the database's user
 * @param password from the environment only; empty for H2
 */
record StoreAddress(String url, String user, String password) {
    private static final String VARIABLE = "RELEVO_DB_PASSWORD";

    /** The H2 file of a data folder. */
    static StoreAddress file(Path file) {
        String path = file.toAbsolutePath().toString();
        if (path.indexOf(';') >= 0) {
            throw new IllegalArgumentException("the data folder must have no ';' in its path: " + path);
        }
        // No compaction at close: the file stays small, and H2 2.4.240 trips over an assertion of its own there. No
        // delay: a
        // chunk that was committed is in the file, so that a night that is killed goes on behind it.
        return new StoreAddress("jdbc:h2:file:" + path + ";MAX_COMPACT_TIME=0;WRITE_DELAY=0", "sa", "");
    }

    /** The database that was named, else the file. */
    static StoreAddress of(@Nullable String url, @Nullable String user, Path file, Map<String, String> environment) {
        if (url == null) {
            return file(file);
        }
        if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
            throw new IllegalArgumentException("--db must begin with jdbc:postgresql: or jdbc:h2:, not " + url);
        }
        return new StoreAddress(url, user == null ? "relevo" : user, environment.getOrDefault(VARIABLE, ""));
    }

    boolean postgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    @Override
    public String toString() {
        return url.replaceAll("(?i)(password=)[^&;]*", "$1…");
    }
}
