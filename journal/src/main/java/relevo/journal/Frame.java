package relevo.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How one entry lies on disk: the content of one Chronicle excerpt. Numbers high byte first.
 *
 * <pre>
 *    0        4          8          16       24         32     33         34        36       40
 *    +--------+----------+----------+--------+----------+------+----------+---------+--------+----------- -
 *    | "RLV1" | length   | sequence | at ms  | durable  | type | zero     | count   | crc32c | sections ...
 *    +--------+----------+----------+--------+----------+------+----------+---------+--------+----------- -
 *      4        4          8          8        8          1      1          2         4
 *
 *    a section
 *    0      1      2      4               8                24           40    48       52           52 + sealed length
 *    +------+------+------+---------------+----------------+------------+-----+--------+--------------+
 *    | kind | zero | zero | sealed length | contact hi, lo | key hi, lo | ref | key id | sealed bytes |
 *    +------+------+------+---------------+----------------+------------+-----+--------+--------------+
 *      1      1      2      4               16               16           8     4        nonce(12) payload gcm-tag(16)
 * </pre>
 *
 * <ul>
 *   <li>length: of the whole frame. The last digit of the magic is the version; a reader refuses one it does not know.
 *   <li>durable: the highest sequence known to be on the medium when this was appended. After a crash it tells damage (an
 *       entry before it is bad) from a tail that was never forced.
 *   <li>crc32c (Castagnoli): over everything but itself.
 *   <li>sealed bytes: AES-256-GCM under the contact's key, bound to sequence, type, kind and contact.
 * </ul>
 */
final class Frame {
    static final int HEADER_BYTES = 40;
    static final int SECTION_HEADER_BYTES = 52;
    /** Bounded by what Chronicle maps at once. */
    static final int BYTES_MAX = 12 << 20;
    /** "RLV1". */
    static final int MAGIC = 0x524C5631;

    static final int LENGTH_AT = 4;
    static final int SEQUENCE_AT = 8;
    static final int AT_MS_AT = 16;
    static final int DURABLE_AT = 24;
    static final int TYPE_AT = 32;
    static final int COUNT_AT = 34;
    static final int CRC_AT = 36;
    static final int AAD_BYTES = 26;
    /** In a section. */
    static final int KEY_ID_AT = 48;

    private Frame() {}

    /** The checksum of the frame of this length at this place. */
    static int crc(CRC32C crc, byte[] bytes, int at, int length) {
        crc.reset();
        crc.update(bytes, at, CRC_AT);
        crc.update(bytes, at + HEADER_BYTES, length - HEADER_BYTES);
        return (int) crc.getValue();
    }

    /** What is wrong with the bytes as a frame; null when nothing is. Any bytes may be given. */
    static @Nullable String fault(CRC32C crc, byte[] bytes, int at, int available) {
        if (available < HEADER_BYTES) {
            return "too short for a frame: " + available + " bytes";
        }
        int magic = BigEndian.getInt(bytes, at);
        int length = BigEndian.getInt(bytes, at + LENGTH_AT);
        if (magic != MAGIC) {
            return "it does not begin like a frame";
        }
        if (length < HEADER_BYTES || length > available) {
            return "a frame of " + length + " bytes in an excerpt of " + available;
        }
        if (crc(crc, bytes, at, length) != BigEndian.getInt(bytes, at + CRC_AT)) {
            return "the checksum differs";
        }
        return sectionsFault(bytes, at, length);
    }

    private static @Nullable String sectionsFault(byte[] bytes, int at, int length) {
        int count = BigEndian.getUnsignedShort(bytes, at + COUNT_AT);
        int end = at + length;
        int section = at + HEADER_BYTES;
        for (int i = 0; i < count; i++) {
            int room = end - section - SECTION_HEADER_BYTES;
            int sealed = room < 0 ? -1 : BigEndian.getInt(bytes, section + 4);
            if (sealed < Sealer.NONCE_BYTES + Sealer.TAG_BYTES || sealed > room) {
                return "section " + i + " of " + count + " does not fit the frame";
            }
            section += SECTION_HEADER_BYTES + sealed;
        }
        return section == end ? null : "there are " + (end - section) + " bytes behind the last section";
    }

    static long sequence(byte[] bytes, int at) {
        return BigEndian.getLong(bytes, at + SEQUENCE_AT);
    }

    static long durable(byte[] bytes, int at) {
        return BigEndian.getLong(bytes, at + DURABLE_AT);
    }

    static long atMs(byte[] bytes, int at) {
        return BigEndian.getLong(bytes, at + AT_MS_AT);
    }

    /**
     * The record of a frame without fault that lies at the beginning of {@code frame}; keeps the array. Without keys its
     * payloads cannot be opened.
     */
    static LogRecord record(byte[] frame, @Nullable ContactKeys keys) {
        int count = BigEndian.getUnsignedShort(frame, COUNT_AT);
        List<LogRecord.Stored> sections = new ArrayList<>(count);
        int section = HEADER_BYTES;
        for (int i = 0; i < count; i++) {
            sections.add(new SealedSection(frame, section, keys));
            section += SECTION_HEADER_BYTES + BigEndian.getInt(frame, section + 4);
        }
        return new LogRecord(sequence(frame, 0), EntryType.of(frame[TYPE_AT]), atMs(frame, 0), sections);
    }

    /** Whether the keys of all sections are known or destroyed. */
    static boolean hasKeys(byte[] bytes, int at, ContactKeys keys) {
        int section = at + HEADER_BYTES;
        for (int i = BigEndian.getUnsignedShort(bytes, at + COUNT_AT); i > 0; i--) {
            Tag contact = new Tag(BigEndian.getLong(bytes, section + 8), BigEndian.getLong(bytes, section + 16));
            if (!keys.knows(contact, BigEndian.getInt(bytes, section + KEY_ID_AT))) {
                return false;
            }
            section += SECTION_HEADER_BYTES + BigEndian.getInt(bytes, section + 4);
        }
        return true;
    }

    /** What a section's payload is bound to. */
    static void aad(byte[] aad, long sequence, int type, int kind, Tag contact) {
        BigEndian.putLong(aad, 0, sequence);
        aad[8] = (byte) type;
        aad[9] = (byte) kind;
        BigEndian.putLong(aad, 10, contact.hi());
        BigEndian.putLong(aad, 18, contact.lo());
    }
}
