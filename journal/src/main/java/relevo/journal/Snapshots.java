package relevo.journal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State as it was after some sequence, so that a start need not replay the whole log. A snapshot is a stream of payloads,
 * each sealed under its contact's key; it is on the medium under its name or not at all. The newest two of a name are kept;
 * a damaged one is passed over for the older. Numbers high byte first.
 *
 * <pre>
 *   NAME-THROUGH.snap   "RVSNAP01"(8)  through(8)  blob*  zero(4)  count(8)  crc32c of all before(4)
 *   blob                sealed length(4)  contact hi, lo(16)  key id(4)  nonce(12) payload gcm-tag(16)
 * </pre>
 *
 * Names are like {@code conversations-3}. Any thread; one writer a name.
 */
public final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final long MAGIC = 0x5256534E41503031L;
    private static final int KEPT = 2;
    /** So often what is written goes to the medium: one large force at the end would hold up the journal's own. */
    private static final long FORCE_EVERY_BYTES = 1 << 20;

    private static final long PAUSE_NANOS = 20_000_000;

    private static final int BLOB_BYTES_MAX = 64 << 20;
    private static final int SEAL_BYTES = Sealer.NONCE_BYTES + Sealer.TAG_BYTES;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final String SUFFIX = ".snap";

    private final Path directory;
    private final ContactKeys keys;

    /** One contact's part of the state. {@link Tag#NONE}: what belongs to nobody, under the journal's own key. */
    public record Blob(Tag contact, byte[] payload) {
        @Override
        public String toString() {
            return "blob of " + payload.length + " bytes";
        }
    }

    public Snapshots(Path directory, ContactKeys keys) {
        this.directory = directory;
        this.keys = keys;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new JournalException("cannot make " + directory, e);
        }
    }

    /**
     * Writes a snapshot; on return it is on the medium. Contacts whose key was destroyed meanwhile are left out.
     *
     * @param throughSequence the state has taken in every entry up to this one and none behind it
     */
    public void write(String name, long throughSequence, Iterator<Blob> blobs) {
        Path place = directory.resolve(String.format("%s-%019d%s", checked(name), throughSequence, SUFFIX));
        Path beside = place.resolveSibling(place.getFileName() + ".tmp");
        try {
            for (Path unfinished : files(name, ".snap.tmp")) {
                Files.delete(unfinished);
            }
            try (FileChannel channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                write(channel, name, throughSequence, blobs);
                channel.force(true);
            }
            keys.force();
            SmallFile.moveOver(beside, place);
            for (Path old : files(name, SUFFIX).stream().skip(KEPT).toList()) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            throw new JournalException("cannot write the snapshot " + place, e);
        }
    }

    /** The newest sound snapshot of this name, verified as a whole; null when there is none. To be closed. */
    public @Nullable Snapshot newest(String name) {
        try {
            for (Path file : files(checked(name), SUFFIX)) {
                String fault = fault(file);
                if (fault == null) {
                    return new Snapshot(file, name, keys);
                }
                LOG.error("snapshot {} is passed over: {}", file, fault);
            }
            return null;
        } catch (IOException e) {
            throw new JournalException("cannot read the snapshots in " + directory, e);
        }
    }

    private void write(FileChannel channel, String name, long through, Iterator<Blob> blobs) throws IOException {
        CRC32C crc = new CRC32C();
        DataOutputStream out = new DataOutputStream(
                new CheckedOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 18), crc));
        out.writeLong(MAGIC);
        out.writeLong(through);
        long count = 0;
        long unforced = 0;
        while (blobs.hasNext()) {
            Blob blob = blobs.next();
            Tag contact = blob.contact();
            if (blob.payload().length > BLOB_BYTES_MAX) {
                throw new IllegalArgumentException("a snapshot's blob has at most " + BLOB_BYTES_MAX
                        + " bytes, this has " + blob.payload().length);
            }
            if (!contact.isNone() && !keys.has(contact)) {
                continue;
            }
            ContactKeys.ContactKey key = keys.obtain(contact);
            byte[] sealed = new byte[SEAL_BYTES + blob.payload().length];
            keys.seal(key, aad(name, through, contact), blob.payload(), sealed, 0);
            out.writeInt(sealed.length);
            out.writeLong(contact.hi());
            out.writeLong(contact.lo());
            out.writeInt(key.id());
            out.write(sealed);
            count++;
            unforced += sealed.length;
            if (unforced >= FORCE_EVERY_BYTES) {
                unforced = 0;
                out.flush();
                channel.force(false);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        out.writeInt(0);
        out.writeLong(count);
        out.writeInt((int) crc.getValue());
        out.flush();
    }

    /** Newest first. */
    private List<Path> files(String name, String suffix) throws IOException {
        Pattern pattern = Pattern.compile(Pattern.quote(name) + "-\\d{19}" + Pattern.quote(suffix));
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child ->
                            pattern.matcher(String.valueOf(child.getFileName())).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static @Nullable String fault(Path file) throws IOException {
        long size = Files.size(file);
        if (size < 8 + 8 + 4 + 8 + 4) {
            return "it is cut short";
        }
        CRC32C crc = new CRC32C();
        try (CheckedInputStream checked = new CheckedInputStream(Files.newInputStream(file), crc)) {
            byte[] buffer = new byte[1 << 18];
            for (long left = size - 4; left > 0; ) {
                int read = checked.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return "it is cut short";
                }
                left -= read;
            }
            int value = (int) crc.getValue();
            byte[] stored = checked.readNBytes(4);
            return stored.length == 4 && BigEndian.getInt(stored, 0) == value ? null : "the checksum differs";
        }
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a snapshot's name is like \"conversations-3\", this is \"" + name + "\"");
        }
        return name;
    }

    private static byte[] aad(String name, long through, Tag contact) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        byte[] aad = new byte[24 + bytes.length];
        BigEndian.putLong(aad, 0, through);
        BigEndian.putLong(aad, 8, contact.hi());
        BigEndian.putLong(aad, 16, contact.lo());
        System.arraycopy(bytes, 0, aad, 24, bytes.length);
        return aad;
    }

    /** A snapshot being read, blob after blob. Owned by one thread. */
    public static final class Snapshot implements AutoCloseable {
        private final Path file;
        private final String name;
        private final ContactKeys keys;
        private final DataInputStream in;
        private final long throughSequence;
        private boolean ended;

        private Snapshot(Path file, String name, ContactKeys keys) throws IOException {
            this.file = file;
            this.name = name;
            this.keys = keys;
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 18));
            if (in.readLong() != MAGIC) {
                in.close();
                throw new JournalException(file + " is no snapshot, or one of a newer release");
            }
            this.throughSequence = in.readLong();
        }

        /** The entry the state had taken in last. */
        public long throughSequence() {
            return throughSequence;
        }

        /** The next blob whose contact still has its key; null at the end. */
        public @Nullable Blob next() {
            try {
                while (!ended) {
                    int length = in.readInt();
                    if (length == 0) {
                        ended = true;
                        break;
                    }
                    Tag contact = new Tag(in.readLong(), in.readLong());
                    int keyId = in.readInt();
                    if (length < SEAL_BYTES || length > BLOB_BYTES_MAX + SEAL_BYTES) {
                        throw new JournalException("snapshot " + file + " has a blob of " + length + " bytes");
                    }
                    byte[] sealed = in.readNBytes(length);
                    byte[] payload =
                            keys.open(contact, keyId, aad(name, throughSequence, contact), sealed, 0, sealed.length);
                    if (payload != null) {
                        return new Blob(contact, payload);
                    }
                }
                return null;
            } catch (IOException e) {
                throw new JournalException("cannot read the snapshot " + file, e);
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new JournalException("cannot close the snapshot " + file, e);
            }
        }
    }
}
