package relevo.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The key store on disk. Numbers high byte first.
 *
 * <pre>
 *   file     "RVKEYS01"(8)  forced-end(8)  crc32c of forced-end(4)  zero(4)  batch*
 *   batch    length of body(4)  crc32c of body(4)  body
 *   body     count(4)  gone(4)  ( tag(16) key-id(4) ) * count  key-id(4) * gone
 *            nonce(12)  sealed( key(32) * count )  gcm-tag(16)
 * </pre>
 *
 * <p>The gone are ids of keys that were destroyed: random numbers, which tell an erased payload from one whose key is missing.
 * *
 * One force writes one batch; its keys are sealed together under the tenant's wrapping key, bound to their tags. After the
 * force, forced-end is set (not forced itself): a bad batch before it is damage, one behind it was torn by a crash before
 * anything that needs it was acknowledged, and is cut off. Not thread-safe.
 */
final class KeyFile implements Closeable {
    static final int BATCH_MAX = 1 << 16;
    static final int HEADER_BYTES = 24;
    private static final long MAGIC = 0x52564B4559533031L;
    private static final int KEY_BYTES = 32;
    private static final int NAME_BYTES = 20;

    /** Takes what a batch holds, in its order. */
    interface Batch {
        void key(Tag tag, int id, byte[] keys, int at);

        void gone(int id);
    }

    private final Path file;
    private final FileChannel channel;
    private final Sealing sealing;
    private long end = HEADER_BYTES;

    /** Keys to be written, 32 bytes each in {@code keys}, and ids of destroyed ones. */
    record Keys(Tag[] tags, int[] ids, byte[] keys, int[] gone) {}

    /** How the keys of one batch are wrapped and unwrapped. */
    record Sealing(Sealer sealer, SecretKey wrapping) {}

    private KeyFile(Path file, FileChannel channel, Sealing sealing) {
        this.file = file;
        this.channel = channel;
        this.sealing = sealing;
    }

    static KeyFile create(Path file, Sealing sealing) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        KeyFile created = new KeyFile(file, channel, sealing);
        created.writeHeader();
        channel.force(true);
        return created;
    }

    static KeyFile open(Path file, Sealing sealing, boolean forWriting) throws IOException {
        return new KeyFile(
                file,
                forWriting
                        ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
                        : FileChannel.open(file, StandardOpenOption.READ),
                sealing);
    }

    /** Reads all batches, and for the owner cuts off a torn one; returns how many there were. */
    int load(Batch into, boolean forOwner) throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        if (!readFully(header, HEADER_BYTES, 0) || BigEndian.getLong(header, 0) != MAGIC) {
            throw damaged(0, "this is no key store");
        }
        long forcedEnd = BigEndian.getInt(header, 16) == crc(header, 8, 8) ? BigEndian.getLong(header, 8) : 0;
        long size = channel.size();
        int batches = 0;
        byte[] body = new byte[1 << 16];
        byte[] head = new byte[8];
        while (end < size) {
            int length = readFully(head, 8, end) ? BigEndian.getInt(head, 0) : -1;
            boolean sane = length >= 8 && length <= bodyBytes(BATCH_MAX, BATCH_MAX) && end + 8 + length <= size;
            if (sane && body.length < length) {
                body = new byte[length];
            }
            if (!sane || !readFully(body, length, end + 8) || crc(body, 0, length) != BigEndian.getInt(head, 4)) {
                break;
            }
            unwrap(body, length, into);
            end += 8 + length;
            batches++;
        }
        if (end < forcedEnd) {
            throw damaged(end, "a batch of keys was changed; restore the file from a backup");
        }
        if (forOwner && (end < size || end > forcedEnd)) {
            // What another process wrote and did not live to force counts from now on.
            channel.truncate(end);
            channel.force(true);
            writeHeader();
        }
        return batches;
    }

    /** Appends one batch, and forces it when {@code toMedium}. */
    void append(Keys batch, boolean toMedium) throws IOException {
        write(batch);
        if (toMedium) {
            channel.force(false);
        }
        writeHeader();
    }

    /** Appends one batch, to be forced with {@link #finish}. */
    void write(Keys keys) throws IOException {
        Tag[] tags = keys.tags();
        int length = bodyBytes(tags.length, keys.gone().length);
        byte[] batch = new byte[8 + length];
        BigEndian.putInt(batch, 8, tags.length);
        BigEndian.putInt(batch, 12, keys.gone().length);
        int at = 16;
        for (int i = 0; i < tags.length; i++) {
            BigEndian.putLong(batch, at, tags[i].hi());
            BigEndian.putLong(batch, at + 8, tags[i].lo());
            BigEndian.putInt(batch, at + 16, keys.ids()[i]);
            at += NAME_BYTES;
        }
        for (int id : keys.gone()) {
            BigEndian.putInt(batch, at, id);
            at += 4;
        }
        byte[] aad = Arrays.copyOfRange(batch, 8, at);
        sealing.sealer().seal(sealing.wrapping(), aad, aad.length, keys.keys(), keys.keys().length, batch, at);
        BigEndian.putInt(batch, 0, length);
        BigEndian.putInt(batch, 4, crc(batch, 8, length));
        SmallFile.writeFully(channel, ByteBuffer.wrap(batch), end);
        end += batch.length;
    }

    void finish() throws IOException {
        writeHeader();
        channel.force(true);
    }

    /** Writes zeros over all of it: for a copy that still holds a key that must not exist any more. */
    void scrub() throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
        long size = channel.size();
        for (long at = 0; at < size; at += zeros.capacity()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
            SmallFile.writeFully(channel, zeros, at);
        }
        channel.force(true);
        channel.truncate(0);
    }

    private void unwrap(byte[] body, int length, Batch into) {
        int count = BigEndian.getInt(body, 0);
        int gone = BigEndian.getInt(body, 4);
        boolean sane = count >= 0 && count <= BATCH_MAX && gone >= 0 && gone <= BATCH_MAX;
        if (!sane || bodyBytes(count, gone) != length) {
            throw damaged(end, "a batch of " + count + " keys cannot have " + length + " bytes");
        }
        int goneAt = 8 + count * NAME_BYTES;
        int sealedAt = goneAt + 4 * gone;
        byte @Nullable [] keys = sealing.sealer()
                .open(sealing.wrapping(), Arrays.copyOf(body, sealedAt), body, sealedAt, length - sealedAt);
        if (keys == null) {
            throw damaged(end, "its keys do not open: it belongs to another tenant key");
        }
        for (int i = 0; i < count; i++) {
            int at = 8 + i * NAME_BYTES;
            Tag tag = new Tag(BigEndian.getLong(body, at), BigEndian.getLong(body, at + 8));
            into.key(tag, BigEndian.getInt(body, at + 16), keys, i * KEY_BYTES);
        }
        for (int i = 0; i < gone; i++) {
            into.gone(BigEndian.getInt(body, goneAt + 4 * i));
        }
        Arrays.fill(keys, (byte) 0);
    }

    private void writeHeader() throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        BigEndian.putLong(header, 0, MAGIC);
        BigEndian.putLong(header, 8, end);
        BigEndian.putInt(header, 16, crc(header, 8, 8));
        SmallFile.writeFully(channel, ByteBuffer.wrap(header), 0);
    }

    private boolean readFully(byte[] into, int length, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private JournalException damaged(long offset, String what) {
        return new JournalException("key store " + file + " at offset " + offset + ": " + what);
    }

    private static int bodyBytes(int count, int gone) {
        return 8 + count * (NAME_BYTES + KEY_BYTES) + 4 * gone + Sealer.NONCE_BYTES + Sealer.TAG_BYTES;
    }

    private static int crc(byte[] bytes, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, length);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
