package relevo.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** That this process, and no other, writes something: an operating system lock, which dies with its holder. */
final class SoleWriter implements Closeable {
    private final FileChannel channel;

    private SoleWriter(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock on what is named; a JournalException when it is held already, by another process or this one. */
    static SoleWriter of(String what, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held in this very process: said below like any other holder.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new JournalException("another process has " + what + " open: " + file + " is locked");
        }
        return new SoleWriter(channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new JournalException("cannot give a lock back", e);
        }
    }
}
