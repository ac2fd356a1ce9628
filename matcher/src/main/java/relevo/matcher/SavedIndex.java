package relevo.matcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A built {@link FaqMatcher} as bytes, so that a start reads in milliseconds what took a second to train. What is loaded
 * answers exactly as what was built; the same content, configuration and code give the same bytes.
 *
 * <pre>
 * 0        4         +4           +n             -4
 * | "RIDX" | n int   | stamp      | the matcher  | CRC32C of all before |
 * </pre>
 */
public final class SavedIndex {
    private static final int MAGIC = 0x52494458;
    private static final int FRAME = 3 * Integer.BYTES;

    private SavedIndex() {}

    /**
     * What an index must have been built from to be used: 32 hexadecimal digits of the entries, the configuration and this
     * package's code and word lists.
     *
     * @throws IOException where the code cannot be read
     */
    public static String stamp(List<FaqEntry> entries, MatcherConfig config) throws IOException {
        return FaqMatcher.versionOf(entries, config) + CodeVersion.read();
    }

    /** @param stamp of what the matcher was built from */
    public static byte[] save(FaqMatcher matcher, String stamp) {
        IndexBytes.Writer out = new IndexBytes.Writer().put(MAGIC).put(stamp);
        matcher.write(out);
        byte[] unsealed = out.toBytes();
        return ByteBuffer.allocate(unsealed.length + Integer.BYTES)
                .put(unsealed)
                .putInt(crc(unsealed, unsealed.length))
                .array();
    }

    /**
     * The matcher that was saved.
     *
     * @param stamp of what it must have been built from
     * @param config the configuration the stamp was made with
     * @throws IOException where the bytes are damaged, of another kind, or of other content or code: says which
     */
    public static FaqMatcher load(byte[] saved, String stamp, MatcherConfig config) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(saved);
        if (saved.length < FRAME || bytes.getInt(0) != MAGIC) {
            throw new IOException("no index");
        }
        int end = saved.length - Integer.BYTES;
        if (bytes.getInt(end) != crc(saved, end)) {
            throw new IOException("damaged: its checksum does not fit");
        }
        IndexBytes.Reader in = new IndexBytes.Reader(bytes.slice(Integer.BYTES, end - Integer.BYTES));
        String found = in.string();
        if (!found.equals(stamp)) {
            throw new IOException("of other content or code: " + found + ", not " + stamp);
        }
        return FaqMatcher.read(in, config);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
