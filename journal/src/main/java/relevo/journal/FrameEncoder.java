package relevo.journal;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Seals an entry and lays it out as a {@link Frame}, in a buffer that is used again. Owned by the log's append lock. */
final class FrameEncoder {
    private final ContactKeys keys;
    private final Sealer sealer = new Sealer(new SecureRandom());
    private final CRC32C crc = new CRC32C();
    private final byte[] aad = new byte[Frame.AAD_BYTES];
    private byte[] buffer = new byte[1 << 16];

    FrameEncoder(ContactKeys keys) {
        this.keys = keys;
    }

    /** How long the frame will be; an IllegalArgumentException when the entry breaks a bound of {@link Log}. */
    static int length(Entry entry) {
        List<Section> sections = entry.sections();
        if (sections.isEmpty() || sections.size() > Log.SECTIONS_MAX) {
            throw new IllegalArgumentException(
                    "an entry has 1 to " + Log.SECTIONS_MAX + " sections, this has " + sections.size());
        }
        long length = Frame.HEADER_BYTES;
        for (Section section : sections) {
            if (section.payload().length > Log.SECTION_BYTES_MAX) {
                throw new IllegalArgumentException("a section has at most " + Log.SECTION_BYTES_MAX
                        + " bytes, this has " + section.payload().length);
            }
            length += Frame.SECTION_HEADER_BYTES + Sealer.NONCE_BYTES + section.payload().length + Sealer.TAG_BYTES;
        }
        if (length > Frame.BYTES_MAX) {
            throw new IllegalArgumentException(
                    "an entry has at most " + Frame.BYTES_MAX + " bytes, this has " + length);
        }
        return (int) length;
    }

    /** Encodes into {@link #buffer()}, from its beginning. */
    void encode(long sequence, long durable, Entry entry, int length) {
        if (buffer.length < length) {
            buffer = new byte[Math.max(length, buffer.length * 2)];
        }
        byte[] out = buffer;
        int type = entry.type().code();
        BigEndian.putInt(out, 0, Frame.MAGIC);
        BigEndian.putInt(out, Frame.LENGTH_AT, length);
        BigEndian.putLong(out, Frame.SEQUENCE_AT, sequence);
        BigEndian.putLong(out, Frame.AT_MS_AT, entry.atMs());
        BigEndian.putLong(out, Frame.DURABLE_AT, durable);
        out[Frame.TYPE_AT] = (byte) type;
        out[Frame.TYPE_AT + 1] = 0;
        BigEndian.putShort(out, Frame.COUNT_AT, entry.sections().size());
        int at = Frame.HEADER_BYTES;
        for (Section section : entry.sections()) {
            at = encode(sequence, type, section, at);
        }
        BigEndian.putInt(out, Frame.CRC_AT, Frame.crc(crc, out, 0, length));
    }

    private int encode(long sequence, int type, Section section, int at) {
        byte[] out = buffer;
        byte[] payload = section.payload();
        int kind = section.kind().code();
        ContactKeys.ContactKey key = keys.obtain(section.contact());
        Frame.aad(aad, sequence, type, kind, section.contact());
        int sealed =
                sealer.seal(key.key(), aad, aad.length, payload, payload.length, out, at + Frame.SECTION_HEADER_BYTES);
        Arrays.fill(out, at + 1, at + 4, (byte) 0);
        out[at] = (byte) kind;
        BigEndian.putInt(out, at + 4, sealed);
        BigEndian.putLong(out, at + 8, section.contact().hi());
        BigEndian.putLong(out, at + 16, section.contact().lo());
        BigEndian.putLong(out, at + 24, section.key().hi());
        BigEndian.putLong(out, at + 32, section.key().lo());
        BigEndian.putLong(out, at + 40, section.ref());
        BigEndian.putInt(out, at + Frame.KEY_ID_AT, key.id());
        return at + Frame.SECTION_HEADER_BYTES + sealed;
    }

    byte[] buffer() {
        return buffer;
    }
}
