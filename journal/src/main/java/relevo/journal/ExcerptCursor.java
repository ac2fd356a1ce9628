package relevo.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Walks the excerpts of one roll file by their header words, reading and never mapping or writing: a Chronicle tailer maps
 * the file, fills in its index, and stops for ever at a hole or at a missing end mark.
 *
 * <pre>
 *   header word (4, native order, at a multiple of 4)   content
 *   0                          nothing yet
 *   0x8000_0000 set            being written, or left half-written by a crash
 *   0xC000_0000                end of the file's cycle
 *   0x4000_0000 | length       Chronicle's own (file header, index)
 *   length                     one of our frames
 * </pre>
 *
 * Owned by one thread; another thread or process may append meanwhile.
 */
final class ExcerptCursor implements Closeable {
    /** What stands where the cursor is. */
    enum Step {
        /** A good frame; {@link #frame} has it. The cursor is behind it. */
        FRAME,
        /** Nothing complete yet. */
        OPEN_END,
        /** Chronicle's mark that the cycle is over. */
        CYCLE_END,
        /** Bytes that are neither; {@link #fault} says what. The cursor has not moved. */
        BAD
    }

    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    private static final int END_OF_CYCLE = NOT_COMPLETE | META_DATA;
    private static final int WINDOW_MIN = 1 << 12;
    private static final int WINDOW_MAX = 1 << 18;

    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();
    private byte[] window = new byte[WINDOW_MIN];
    private ByteBuffer buffer = ByteBuffer.wrap(window);
    private long windowAt;
    private int windowLength;
    private int windowWanted = WINDOW_MIN;
    private long offset;
    private int frameAt;
    private int frameLength;
    private String fault = "";

    /**
     * Opens the file for reading. It may be the one that is appended to, by this process or another, and then the kernel must
     * not read ahead of the writer; nobody who opens one knows for sure, so it never does.
     */
    ExcerptCursor(Path file) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        ReadAhead.off(channel);
    }

    /** Where the next header word is read. */
    long offset() {
        return offset;
    }

    void moveTo(long newOffset) {
        offset = newOffset;
    }

    long size() throws IOException {
        return channel.size();
    }

    String fault() {
        return fault;
    }

    /** A copy of the frame last stepped over. */
    byte[] frame() {
        byte[] copy = new byte[frameLength];
        System.arraycopy(window, frameAt, copy, 0, frameLength);
        return copy;
    }

    /** The bytes that hold the frame last stepped over, from {@link #frameAt}; valid until the next step. */
    byte[] window() {
        return window;
    }

    int frameAt() {
        return frameAt;
    }

    long sequence() {
        return Frame.sequence(window, frameAt);
    }

    long durable() {
        return Frame.durable(window, frameAt);
    }

    long atMs() {
        return Frame.atMs(window, frameAt);
    }

    int frameLength() {
        return frameLength;
    }

    /** Passes over the next frame, and over what Chronicle keeps between. */
    Step next() throws IOException {
        while (true) {
            int header = header();
            if (header == END_OF_CYCLE) {
                return Step.CYCLE_END;
            }
            if (header == 0 || (header & NOT_COMPLETE) != 0) {
                return Step.OPEN_END;
            }
            int length = header & ~META_DATA;
            if ((header & META_DATA) == 0) {
                return frame(length);
            }
            if (offset + 4 + length > channel.size()) {
                fault = "an index of " + length + " bytes reaches over the end of the file";
                return Step.BAD;
            }
            offset = aligned(offset + 4 + length);
        }
    }

    /**
     * Moves to the next place from here on at which a good frame begins, whatever lies before it, and returns whether there
     * is one before {@code limit}. The next {@link #next} steps over that frame.
     */
    boolean seekFrame(long limit) throws IOException {
        int wanted = WINDOW_MIN * 2;
        for (long at = aligned(Math.max(offset, 4)); at + Frame.HEADER_BYTES <= limit; at += 4) {
            if (!contains(at, Frame.HEADER_BYTES)) {
                wanted = Math.min(WINDOW_MAX, wanted * 2);
                if (!load(at, wanted, Frame.HEADER_BYTES)) {
                    return false;
                }
            }
            int index = (int) (at - windowAt);
            if (BigEndian.getLong(window, index) == 0) {
                // Nothing was ever written here: two steps at once.
                at += 4;
                continue;
            }
            if (BigEndian.getInt(window, index) != Frame.MAGIC) {
                continue;
            }
            int length = BigEndian.getInt(window, index + Frame.LENGTH_AT);
            if (length < Frame.HEADER_BYTES
                    || length > Frame.BYTES_MAX
                    || at + length > limit
                    || !available(at, length)) {
                continue;
            }
            if (Frame.fault(crc, window, (int) (at - windowAt), length) == null) {
                take(at, length);
                offset = at - 4;
                return true;
            }
        }
        return false;
    }

    /** Passes over the frame that {@link #seekFrame} found, even when the header word before it is bad. */
    void passFound() {
        offset = aligned(offset + 4 + frameLength);
    }

    private Step frame(int length) throws IOException {
        if (length < Frame.HEADER_BYTES || length > Frame.BYTES_MAX) {
            fault = "an excerpt of " + length + " bytes";
            return Step.BAD;
        }
        if (!available(offset + 4, length)) {
            fault = "an excerpt of " + length + " bytes reaches over the end of the file";
            return Step.BAD;
        }
        String wrong = Frame.fault(crc, window, (int) (offset + 4 - windowAt), length);
        if (wrong != null && load(offset + 4, Math.max(windowWanted, length), length)) {
            // It may have been read ahead while another process was writing it: what counts is what is there now.
            wrong = Frame.fault(crc, window, (int) (offset + 4 - windowAt), length);
        }
        if (wrong != null) {
            fault = wrong;
            return Step.BAD;
        }
        take(offset + 4, length);
        offset = aligned(offset + 4 + length);
        return Step.FRAME;
    }

    private void take(long at, int length) {
        frameAt = (int) (at - windowAt);
        frameLength = length;
    }

    /** The header word here; read afresh when what was read before had nothing there yet. */
    private int header() throws IOException {
        if (contains(offset, 4)) {
            int header = headerInWindow();
            if (header != 0 && (header & NOT_COMPLETE) == 0) {
                return header;
            }
            // At the end of what is written: read little, for it will be looked at often.
            windowWanted = WINDOW_MIN;
        } else {
            windowWanted = Math.min(WINDOW_MAX, windowWanted * 2);
        }
        return load(offset, windowWanted, 4) ? headerInWindow() : 0;
    }

    private int headerInWindow() {
        int index = (int) (offset - windowAt);
        int bigEndian = BigEndian.getInt(window, index);
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? bigEndian : Integer.reverseBytes(bigEndian);
    }

    private boolean contains(long at, int length) {
        return at >= windowAt && at + length <= windowAt + windowLength;
    }

    private boolean available(long at, int length) throws IOException {
        return contains(at, length) || load(at, Math.max(windowWanted, length), length);
    }

    /** Reads the window anew from {@code at}; false when the file has fewer than {@code needed} bytes there. */
    private boolean load(long at, int wanted, int needed) throws IOException {
        if (window.length < wanted) {
            window = new byte[wanted];
            buffer = ByteBuffer.wrap(window);
        }
        buffer.clear().limit(wanted);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
            // a short read: go on
        }
        windowAt = at;
        windowLength = buffer.position();
        return windowLength >= needed;
    }

    private static long aligned(long at) {
        return (at + 3) & ~3L;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
