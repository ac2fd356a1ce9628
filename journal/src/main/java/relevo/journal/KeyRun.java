package relevo.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * An immutable file of sorted keys, with its filter and the first key of each block in RAM: 1.3 bytes of RAM and 21.3
 * bytes of disk a key. Numbers high byte first.
 *
 * <pre>
 *   header   "RVDEDUP1"(8)  count(8)  covers from(8)  covers through(8)  newest second(8)  filter words(4)  crc32c(4)
 *   block    ( key hi(8)  key lo(8)  second(4) ) * 256, the last block has fewer   crc32c(4)
 *   filter   word(8) * filter words   crc32c(4)
 * </pre>
 *
 * Reads may come from any thread.
 */
final class KeyRun implements Closeable {
    static final int BLOCK_KEYS = 256;
    static final int ENTRY_BYTES = 20;
    static final int HEADER_BYTES = 48;
    static final long MAGIC = 0x5256444544555031L;
    private static final int BLOCK_BYTES = BLOCK_KEYS * ENTRY_BYTES + 4;

    /**
     * What a run is about.
     *
     * @param count how many keys
     * @param coversFrom first sequence of the journal whose keys are in it
     * @param coversThrough last one
     * @param newestSecond when the newest of its keys was seen
     */
    record Header(long count, long coversFrom, long coversThrough, long newestSecond, int filterWords) {}

    private final Path path;
    private final FileChannel channel;
    private final Header header;
    private final long[] fences;
    private final KeyFilter filter;

    private KeyRun(Path path, FileChannel channel, Header header, long[] fences, KeyFilter filter) {
        this.path = path;
        this.channel = channel;
        this.header = header;
        this.fences = fences;
        this.filter = filter;
    }

    /** Opens a run and verifies all of it; a damaged one is a JournalException that says where. */
    static KeyRun open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        KeyRun opened = null;
        try {
            Header header = readHeader(path, channel);
            long[] fences = new long[Math.toIntExact((header.count() + BLOCK_KEYS - 1) / BLOCK_KEYS)];
            byte[] block = new byte[BLOCK_BYTES * 64];
            for (int first = 0; first < fences.length; first += 64) {
                int blocks = Math.min(64, fences.length - first);
                long left = header.count() - (long) first * BLOCK_KEYS;
                int length = (int) Math.min(blocks * (long) BLOCK_BYTES, left * ENTRY_BYTES + 4L * blocks);
                read(path, channel, block, length, offset(first));
                for (int i = 0; i < blocks; i++) {
                    int at = i * BLOCK_BYTES;
                    check(path, block, at, Math.min(BLOCK_BYTES, length - at), offset(first + i));
                    fences[first + i] = BigEndian.getLong(block, at);
                }
            }
            opened = new KeyRun(path, channel, header, fences, readFilter(path, channel, header));
            return opened;
        } finally {
            if (opened == null) {
                channel.close();
            }
        }
    }

    Header header() {
        return header;
    }

    Path path() {
        return path;
    }

    /** RAM held, bytes. */
    long ramBytes() {
        return 8L * (fences.length + filter.words().length);
    }

    /** Second in which the key was seen, or -1 when it is not in this run. */
    long find(long hi, long lo) {
        if (!filter.mayContain(hi, lo) || fences.length == 0) {
            return -1;
        }
        int block = blockOf(hi);
        // A first long that many keys share (never by a keyed hash, but it may be) can reach over several blocks.
        for (int i = block; i >= 0 && Long.compareUnsigned(fences[i], hi) <= 0; i--) {
            long found = findIn(i, hi, lo);
            if (found >= 0 || Long.compareUnsigned(fences[i], hi) < 0) {
                return found;
            }
        }
        return -1;
    }

    /** Reads entry after entry, in order. */
    Reader reader() {
        return new Reader();
    }

    /** A pass over all entries of a run. Owned by one thread. */
    final class Reader {
        private byte[] block = new byte[0];
        private int inBlock;
        private int at;
        private int next;

        boolean advance() throws IOException {
            at += ENTRY_BYTES;
            if (at < inBlock * ENTRY_BYTES) {
                return true;
            }
            if (next == fences.length) {
                return false;
            }
            block = readBlock(next++);
            inBlock = block.length / ENTRY_BYTES;
            at = 0;
            return true;
        }

        long hi() {
            return BigEndian.getLong(block, at);
        }

        long lo() {
            return BigEndian.getLong(block, at + 8);
        }

        long second() {
            return Integer.toUnsignedLong(BigEndian.getInt(block, at + 16));
        }
    }

    private int blockOf(long hi) {
        int low = 0;
        int high = fences.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Long.compareUnsigned(fences[middle], hi) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long findIn(int index, long hi, long lo) {
        try {
            byte[] block = readBlock(index);
            int low = 0;
            int high = block.length / ENTRY_BYTES - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int at = middle * ENTRY_BYTES;
                int order = SortedKeys.compare(BigEndian.getLong(block, at), BigEndian.getLong(block, at + 8), hi, lo);
                if (order == 0) {
                    return Integer.toUnsignedLong(BigEndian.getInt(block, at + 16));
                } else if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -1;
        } catch (IOException e) {
            throw new JournalException("cannot read " + path, e);
        }
    }

    /** The entries of one block with its checksum behind them. */
    private byte[] readBlock(int index) throws IOException {
        long left = header.count() - (long) index * BLOCK_KEYS;
        byte[] block = new byte[(int) Math.min(BLOCK_KEYS, left) * ENTRY_BYTES + 4];
        read(path, channel, block, block.length, offset(index));
        check(path, block, 0, block.length, offset(index));
        return block;
    }

    private static long offset(int block) {
        return HEADER_BYTES + (long) block * BLOCK_BYTES;
    }

    private static Header readHeader(Path path, FileChannel channel) throws IOException {
        byte[] bytes = new byte[HEADER_BYTES];
        read(path, channel, bytes, HEADER_BYTES, 0);
        if (BigEndian.getLong(bytes, 0) != MAGIC) {
            throw damaged(path, 0, "this is no run of keys");
        }
        check(path, bytes, 0, HEADER_BYTES, 0);
        return new Header(
                BigEndian.getLong(bytes, 8),
                BigEndian.getLong(bytes, 16),
                BigEndian.getLong(bytes, 24),
                BigEndian.getLong(bytes, 32),
                BigEndian.getInt(bytes, 40));
    }

    private static KeyFilter readFilter(Path path, FileChannel channel, Header header) throws IOException {
        long blocks = (header.count() + BLOCK_KEYS - 1) / BLOCK_KEYS;
        long at = HEADER_BYTES + header.count() * ENTRY_BYTES + 4 * blocks;
        byte[] bytes = new byte[Math.addExact(Math.multiplyExact(header.filterWords(), 8), 4)];
        read(path, channel, bytes, bytes.length, at);
        check(path, bytes, 0, bytes.length, at);
        long[] words = new long[header.filterWords()];
        ByteBuffer.wrap(bytes).asLongBuffer().get(words);
        if (channel.size() != at + bytes.length) {
            throw damaged(path, at + bytes.length, "there is something behind the end");
        }
        return KeyFilter.of(words);
    }

    private static void read(Path path, FileChannel channel, byte[] into, int length, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw damaged(path, at + buffer.position(), "the file ends here");
            }
        }
    }

    /** The last four bytes are the checksum of those before. */
    private static void check(Path path, byte[] bytes, int at, int length, long offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, length - 4);
        if ((int) crc.getValue() != BigEndian.getInt(bytes, at + length - 4)) {
            throw damaged(path, offset, "the checksum differs");
        }
    }

    private static JournalException damaged(Path path, long offset, String what) {
        return new JournalException("run of keys " + path + " is damaged at offset " + offset + ": " + what);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
