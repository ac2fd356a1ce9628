package relevo.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How far each named reader has released the log: one small file a reader, so that the nightly job's process may write its
 * own beside the gateway's. Any thread.
 */
final class ReleasedPositions {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern CONTENT = Pattern.compile("through (\\d{1,19})");

    private final Path directory;
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    ReleasedPositions(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
    }

    synchronized void release(String name, long through) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a reader's name is like \"outbox-2\", this is \"" + name + "\"");
        }
        if (through <= released(name)) {
            return;
        }
        SmallFile.replaceLine(directory.resolve(name), "through " + through);
        known.put(name, through);
    }

    long released(String name) {
        Long through = known.get(name);
        if (through == null) {
            through = read(name);
            known.put(name, through);
        }
        return through;
    }

    /** All readers that ever released, as their files say now: one may belong to another process. */
    Map<String, Long> all() throws IOException {
        Map<String, Long> all = new TreeMap<>();
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                String name = String.valueOf(child.getFileName());
                if (NAME.matcher(name).matches()) {
                    all.put(name, read(name));
                }
            }
        }
        return all;
    }

    private long read(String name) {
        Path file = directory.resolve(name);
        String line = SmallFile.readLine(file);
        if (line == null) {
            return 0;
        }
        Matcher matcher = CONTENT.matcher(line);
        if (!matcher.matches()) {
            throw new JournalException("the released position " + file + " is damaged; remove it and the reader starts"
                    + " from the oldest entry");
        }
        return Long.parseLong(matcher.group(1));
    }
}
