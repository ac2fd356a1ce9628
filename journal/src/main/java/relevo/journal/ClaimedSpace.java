package relevo.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import net.openhft.posix.PosixAPI;

/**
 * Disk space claimed for one roll file before it is written. A store to a mapped page that has no block on a full disk is
 * a SIGBUS (InternalError in Java, at any later place); a claim that fails is a plain false. Not thread-safe: used under
 * the log's append lock.
 */
final class ClaimedSpace implements Closeable {
    private static final int OPEN_READ_WRITE = 2;
    private static final int KEEP_SIZE = 1;
    private static final int ENOSPC = 28;
    private static final int EDQUOT = 122;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;

    private final Path file;
    private final FileChannel channel;
    private final int descriptor;
    private long claimedTo;

    /** @param channel open for writing on the same file: used where the file system cannot allocate */
    ClaimedSpace(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.descriptor = PosixAPI.posix().open(file.toString(), OPEN_READ_WRITE, 0);
        if (descriptor < 0) {
            throw new JournalException("cannot open " + file + " to claim disk space: errno "
                    + PosixAPI.posix().lastError());
        }
    }

    long claimedTo() {
        return claimedTo;
    }

    /** Claims up to this offset; false when the disk is full. */
    boolean claimTo(long offset) throws IOException {
        if (offset <= claimedTo) {
            return true;
        }
        if (PosixAPI.posix().fallocate(descriptor, KEEP_SIZE, claimedTo, offset - claimedTo) == 0) {
            claimedTo = offset;
            return true;
        }
        int error = PosixAPI.posix().lastError();
        return switch (error) {
            case ENOSPC, EDQUOT -> false;
            case EOPNOTSUPP, ENOSYS -> claimByWriting(offset);
            default -> throw new IOException("cannot claim disk space for " + file + ": errno " + error);
        };
    }

    /** Makes the file as long as what was claimed. */
    void extend(long length) throws IOException {
        if (PosixAPI.posix().ftruncate(descriptor, length) != 0) {
            throw new IOException(
                    "cannot extend " + file + ": errno " + PosixAPI.posix().lastError());
        }
    }

    /** Gives back what lies behind this offset, and cuts the file there. */
    void cut(long end) throws IOException {
        if (PosixAPI.posix().ftruncate(descriptor, end) != 0) {
            throw new IOException(
                    "cannot cut " + file + ": errno " + PosixAPI.posix().lastError());
        }
        claimedTo = end;
    }

    /** Zeros over pages that the writer has not reached yet. */
    private boolean claimByWriting(long offset) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
        try {
            for (long at = claimedTo; at < offset; at += zeros.capacity()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), offset - at));
                SmallFile.writeFully(channel, zeros, at);
            }
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No space left")) {
                return false;
            }
            throw e;
        }
        claimedTo = offset;
        return true;
    }

    @Override
    public void close() {
        PosixAPI.posix().close(descriptor);
    }
}
