package relevo.journal;

import java.util.HexFormat;

/**
 * A 128-bit keyed hash (the first half of an HMAC-SHA256 under the tenant's key). Names a contact, or the identity of a
 * delivery for dedupe, without saying who or what it is. Immutable; {@link #NONE} stands for "not about a contact".
 *
 * @param hi first eight bytes, big endian
 * @param lo last eight bytes, big endian
 */
public record Tag(long hi, long lo) {
    public static final Tag NONE = new Tag(0, 0);

    /** Reads the 32 hexadecimal digits that {@link #toString()} writes; anything else is an IllegalArgumentException. */
    public static Tag parse(String hex) {
        if (hex.length() != 32) {
            throw new IllegalArgumentException("a tag has 32 hexadecimal digits, this has " + hex.length());
        }
        return new Tag(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }

    public boolean isNone() {
        return hi == 0 && lo == 0;
    }

    /** Which of {@code shards} (at least 1) owns this contact; stable across restarts and releases. */
    public int shard(int shards) {
        return (int) Long.remainderUnsigned(hi, shards);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(hi) + hex.toHexDigits(lo);
    }
}
