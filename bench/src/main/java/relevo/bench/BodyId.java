package relevo.bench;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Which request of which run a body belongs to. It stands inside the wamid, so that it can be found again in whatever the
 * server kept of the body:
 *
 * <pre>
 * wamid.HBgLMzQ2MDAwMDAwMTEVAgASGBQ rrrrrrrr cccc kkkkkkkkkkkk AA==
 *                                   run      conn k            (hexadecimal)
 * </pre>
 *
 * @param run tells apart runs against one server, which would else drop the second as duplicates
 * @param connection from 0
 * @param k which request on that connection, from 0
 */
record BodyId(int run, int connection, long k) {
    static final String PREFIX = "wamid.HBgLMzQ2MDAwMDAwMTEVAgASGBQ";
    static final String SUFFIX = "AA==";
    static final int DIGITS = 24;

    private static final byte[] PREFIX_BYTES = PREFIX.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** Writes the {@link #DIGITS} of an id without making one. */
    static void write(int run, int connection, long k, byte[] into, int at) {
        writeHex(run & 0xffffffffL, 8, into, at);
        writeHex(connection, 4, into, at + 8);
        writeHex(k, 12, into, at + 12);
    }

    /** The first id in these bytes; null when there is none. */
    static @Nullable BodyId find(byte[] in) {
        int last = in.length - PREFIX_BYTES.length - DIGITS;
        for (int at = 0; at <= last; at++) {
            if (in[at] == 'w' && matches(in, at)) {
                String digits = new String(in, at + PREFIX_BYTES.length, DIGITS, StandardCharsets.US_ASCII);
                if (digits.chars().allMatch(HexFormat::isHexDigit)) {
                    return new BodyId(
                            HexFormat.fromHexDigits(digits, 0, 8),
                            HexFormat.fromHexDigits(digits, 8, 12),
                            HexFormat.fromHexDigitsToLong(digits, 12, 24));
                }
            }
        }
        return null;
    }

    private static boolean matches(byte[] in, int at) {
        for (int i = 1; i < PREFIX_BYTES.length; i++) {
            if (in[at + i] != PREFIX_BYTES[i]) {
                return false;
            }
        }
        return true;
    }

    private static void writeHex(long value, int digits, byte[] into, int at) {
        for (int i = digits - 1; i >= 0; i--) {
            into[at + i] = HEX[(int) (value & 15)];
            value >>>= 4;
        }
    }
}
