package relevo.journal;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The note a log leaves when it is closed in good order: everything up to here is on the medium.
 *
 * @param generation the newest generation then
 * @param lastSequence of the newest entry
 * @param lastAtMs when that happened
 */
record CleanStop(int generation, long lastSequence, long lastAtMs) {
    static final String FILE = "clean";
    private static final Pattern CONTENT = Pattern.compile("generation (\\d{1,9}) last (\\d{1,18}) at (-?\\d{1,19})");

    void write(Path file) {
        SmallFile.replaceLine(file, "generation " + generation + " last " + lastSequence + " at " + lastAtMs);
    }

    /** The note in this file; null when there is none, or none that can be trusted (then the log is scanned). */
    static @Nullable CleanStop read(Path file) {
        String line = SmallFile.readLine(file);
        Matcher matcher = CONTENT.matcher(line == null ? "" : line);
        if (!matcher.matches()) {
            return null;
        }
        return new CleanStop(
                Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
    }
}
