package relevo.gateway.outbox;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Names of sends. The name follows from the input that caused the message and its place among the answers, so that an
 * input decided twice cannot be answered twice. It travels as callback data and comes back in statuses:
 *
 * <pre>
 *  13 bytes in base 32, 21 characters               then ~r on a repeat
 *  input sequence (43 bits), section (13), ordinal (8) | first 5 bytes of an HMAC over those
 * </pre>
 *
 * The HMAC tells our own names from callback data of anybody else who sends from the same business number. No personal
 * data. Owned by one thread.
 */
final class SendId {
    static final int ORDINALS = 1 << 8;

    private static final String REPEAT = "~r";
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BYTES = 13;
    private static final int CHARS = (BYTES * 8 + 4) / 5;

    private final Mac mac;

    /** The key must stay the same for as long as the journal is kept. */
    SendId(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    static long key(long inputSequence, int inputIndex, int ordinal) {
        if (inputSequence < 1 || inputSequence >> 43 != 0 || inputIndex >> 13 != 0 || ordinal >> 8 != 0) {
            throw new IllegalArgumentException(
                    "no send is named by " + inputSequence + "/" + inputIndex + "/" + ordinal);
        }
        return inputSequence << 21 | (long) inputIndex << 8 | ordinal;
    }

    /** A name as callback data. */
    static String callback(String name, boolean repeat) {
        return repeat ? name + REPEAT : name;
    }

    String name(long key) {
        byte[] bytes = signed(key);
        StringBuilder text = new StringBuilder(CHARS);
        for (int bit = 0; bit < BYTES * 8; bit += 5) {
            int five = 0;
            for (int i = bit; i < bit + 5; i++) {
                five = five << 1 | (i < BYTES * 8 ? bytes[i >> 3] >> (7 - (i & 7)) & 1 : 0);
            }
            text.append(ALPHABET.charAt(five));
        }
        return text.toString();
    }

    /** The key that this callback data stands for; 0 when it is not ours. */
    long parse(String callback) {
        byte[] bytes = decoded(callback);
        long key = bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
        return bytes != null && key != 0 && MessageDigest.isEqual(bytes, signed(key)) ? key : 0;
    }

    /** The key that this callback data claims to stand for, not proved; 0 when it looks like no name of ours. */
    static long claimed(String callback) {
        byte[] bytes = decoded(callback);
        return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
    }

    private static byte @Nullable [] decoded(String callback) {
        int length = callback.endsWith(REPEAT) ? callback.length() - REPEAT.length() : callback.length();
        if (length != CHARS) {
            return null;
        }
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < CHARS; i++) {
            int five = ALPHABET.indexOf(callback.charAt(i));
            if (five < 0) {
                return null;
            }
            for (int bit = 0; bit < 5; bit++) {
                int at = i * 5 + bit;
                if (at < BYTES * 8 && (five >> (4 - bit) & 1) == 1) {
                    bytes[at >> 3] |= (byte) (1 << (7 - (at & 7)));
                }
            }
        }
        return bytes;
    }

    private byte[] signed(long key) {
        byte[] packed = ByteBuffer.allocate(8).putLong(key).array();
        return ByteBuffer.allocate(BYTES)
                .put(packed)
                .put(mac.doFinal(packed), 0, BYTES - packed.length)
                .array();
    }
}
