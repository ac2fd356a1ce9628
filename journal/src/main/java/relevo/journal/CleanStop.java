package relevo.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The note a log leaves when it is closed in good order: everything up to here is on the medium.
 *
 * @param generation the newest generation then
 * @param lastSequence of the newest entry
 * @param lastAtMs when that happened
 */
record CleanStop(int generation, long lastSequence, long lastAtMs) {
    private static final Pattern CONTENT =
            Pattern.compile("generation (\\d{1,9}) last (\\d{1,18}) at (-?\\d{1,19}) crc ([0-9a-f]{8})\\n");

    void write(Path file) {
        String content = "generation " + generation + " last " + lastSequence + " at " + lastAtMs;
        SmallFile.replace(file, (content + " crc " + crc(content) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The note in this file; null when there is none, or none that can be trusted (then the log is scanned). */
    static @Nullable CleanStop read(Path file) {
        byte[] content = SmallFile.read(file);
        Matcher matcher = CONTENT.matcher(content == null ? "" : new String(content, StandardCharsets.US_ASCII));
        if (!matcher.matches()
                || !crc(matcher.group().substring(0, matcher.start(4) - " crc ".length()))
                        .equals(matcher.group(4))) {
            return null;
        }
        return new CleanStop(
                Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
    }

    private static String crc(String content) {
        CRC32C crc = new CRC32C();
        crc.update(content.getBytes(StandardCharsets.US_ASCII));
        return String.format("%08x", crc.getValue());
    }
}
