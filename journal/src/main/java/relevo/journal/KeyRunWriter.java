package relevo.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes one {@link KeyRun}: keys in ascending order, then forced and renamed to its place. Owned by one thread. */
final class KeyRunWriter implements Closeable {
    private final Path place;
    private final Path beside;
    private final FileChannel channel;
    private final KeyFilter filter;
    private final CRC32C crc = new CRC32C();
    private final byte[] block = new byte[KeyRun.BLOCK_KEYS * KeyRun.ENTRY_BYTES + 4];
    private final ByteBuffer out = ByteBuffer.allocate(1 << 18);
    private int inBlock;
    private long count;
    private long newestSecond;
    private long offset = KeyRun.HEADER_BYTES;

    /** @param countMax no more keys than this will come */
    private KeyRunWriter(Path place, long countMax) throws IOException {
        this.place = place;
        this.beside = place.resolveSibling(place.getFileName() + ".tmp");
        this.channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        this.filter = KeyFilter.forKeys(countMax);
    }

    static KeyRun write(Path place, SortedKeys keys, long coversFrom, long coversThrough) throws IOException {
        try (KeyRunWriter writer = new KeyRunWriter(place, keys.size())) {
            for (int i = 0; i < keys.size(); i++) {
                writer.add(keys.hi(i), keys.lo(i), keys.second(i));
            }
            writer.finish(coversFrom, coversThrough);
        }
        return KeyRun.open(place);
    }

    /** Merges runs that follow one another; leaves out keys not seen since {@code keptFromSecond}. */
    static KeyRun merge(Path place, List<KeyRun> runs, long keptFromSecond) throws IOException {
        long countMax = runs.stream().mapToLong(run -> run.header().count()).sum();
        List<KeyRun.Reader> readers = new ArrayList<>();
        for (KeyRun run : runs) {
            KeyRun.Reader reader = run.reader();
            if (reader.advance()) {
                readers.add(reader);
            }
        }
        try (KeyRunWriter writer = new KeyRunWriter(place, countMax)) {
            while (!readers.isEmpty()) {
                KeyRun.Reader least = readers.getFirst();
                for (KeyRun.Reader reader : readers) {
                    if (SortedKeys.compare(reader.hi(), reader.lo(), least.hi(), least.lo()) < 0) {
                        least = reader;
                    }
                }
                writer.merge(readers, least.hi(), least.lo(), keptFromSecond);
            }
            writer.finish(
                    runs.getFirst().header().coversFrom(),
                    runs.getLast().header().coversThrough());
        }
        return KeyRun.open(place);
    }

    /** Writes the newest of the entries with this key, and passes all of them. */
    private void merge(List<KeyRun.Reader> readers, long hi, long lo, long keptFromSecond) throws IOException {
        long second = 0;
        for (int i = readers.size() - 1; i >= 0; i--) {
            KeyRun.Reader reader = readers.get(i);
            if (reader.hi() == hi && reader.lo() == lo) {
                second = Math.max(second, reader.second());
                if (!reader.advance()) {
                    readers.remove(i);
                }
            }
        }
        if (second >= keptFromSecond) {
            add(hi, lo, second);
        }
    }

    private void add(long hi, long lo, long second) throws IOException {
        int at = inBlock * KeyRun.ENTRY_BYTES;
        BigEndian.putLong(block, at, hi);
        BigEndian.putLong(block, at + 8, lo);
        BigEndian.putInt(block, at + 16, (int) second);
        filter.add(hi, lo);
        newestSecond = Math.max(newestSecond, second);
        count++;
        if (++inBlock == KeyRun.BLOCK_KEYS) {
            endBlock();
        }
    }

    private void endBlock() throws IOException {
        if (inBlock > 0) {
            put(block, inBlock * KeyRun.ENTRY_BYTES);
            inBlock = 0;
        }
    }

    /** Writes bytes and the checksum behind them; {@code bytes} has room for it. */
    private void put(byte[] bytes, int length) throws IOException {
        crc.reset();
        crc.update(bytes, 0, length);
        BigEndian.putInt(bytes, length, (int) crc.getValue());
        ByteBuffer all = ByteBuffer.wrap(bytes, 0, length + 4);
        if (all.remaining() > out.remaining()) {
            drain();
        }
        if (all.remaining() > out.capacity()) {
            int written = all.remaining();
            SmallFile.writeFully(channel, all, offset);
            offset += written;
        } else {
            out.put(all);
        }
    }

    private void drain() throws IOException {
        out.flip();
        int written = out.remaining();
        SmallFile.writeFully(channel, out, offset);
        offset += written;
        out.clear();
    }

    private void finish(long coversFrom, long coversThrough) throws IOException {
        endBlock();
        long[] words = filter.words();
        byte[] bytes = new byte[words.length * 8 + 4];
        for (int i = 0; i < words.length; i++) {
            BigEndian.putLong(bytes, 8 * i, words[i]);
        }
        put(bytes, words.length * 8);
        drain();
        byte[] header = new byte[KeyRun.HEADER_BYTES];
        BigEndian.putLong(header, 0, KeyRun.MAGIC);
        BigEndian.putLong(header, 8, count);
        BigEndian.putLong(header, 16, coversFrom);
        BigEndian.putLong(header, 24, coversThrough);
        BigEndian.putLong(header, 32, newestSecond);
        BigEndian.putInt(header, 40, words.length);
        crc.reset();
        crc.update(header, 0, 44);
        BigEndian.putInt(header, 44, (int) crc.getValue());
        SmallFile.writeFully(channel, ByteBuffer.wrap(header), 0);
        channel.force(true);
        channel.close();
        SmallFile.moveOver(beside, place);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
