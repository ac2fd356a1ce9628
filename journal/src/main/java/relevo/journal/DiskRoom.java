package relevo.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the disk has room for more, asked at most every 250 ms, and the ballast that is thrown off when it is full. Any
 * thread.
 */
final class DiskRoom {
    private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);
    private static final long ASK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final FileStore store;
    private final Path ballast;
    private final long floorBytes;
    private final long reserveBytes;
    private final AtomicLong askedNanos = new AtomicLong();
    private volatile boolean enough = true;
    private volatile boolean ballastGone;

    DiskRoom(Path directory, long floorBytes, long reserveBytes) throws IOException {
        this.store = Files.getFileStore(directory);
        this.ballast = directory.resolve("ballast");
        this.floorBytes = floorBytes;
        this.reserveBytes = reserveBytes;
        this.askedNanos.set(System.nanoTime());
        restoreBallast();
        measure();
    }

    boolean enough() {
        long asked = askedNanos.get();
        long now = System.nanoTime();
        if (now - asked >= ASK_NANOS && askedNanos.compareAndSet(asked, now)) {
            try {
                if (ballastGone) {
                    restoreBallast();
                }
                measure();
            } catch (IOException e) {
                // Whoever cannot ask the disk should not take more; the next append will say what is wrong with it.
                enough = false;
            }
        }
        return enough;
    }

    /** Throws the ballast off; false when there is none left. */
    synchronized boolean giveUpBallast() throws IOException {
        enough = false;
        if (reserveBytes == 0 || ballastGone) {
            return false;
        }
        ballastGone = true;
        return Files.deleteIfExists(ballast);
    }

    void full() {
        enough = false;
    }

    private void measure() throws IOException {
        long usable = store.getUsableSpace();
        boolean before = enough;
        boolean now = !ballastGone && usable >= floorBytes;
        enough = now;
        if (before && !now) {
            LOG.warn(
                    "the disk is too full to take more: {} bytes are free, {} wanted",
                    usable,
                    floorBytes + missingBallast());
        } else if (!before && now) {
            LOG.info("there is room on the disk again: {} bytes are free", usable);
        }
    }

    private long missingBallast() {
        return ballastGone ? reserveBytes : 0;
    }

    private synchronized void restoreBallast() throws IOException {
        if (reserveBytes == 0) {
            return;
        }
        if (Files.exists(ballast) && Files.size(ballast) >= reserveBytes) {
            ballastGone = false;
            return;
        }
        ballastGone = true;
        if (store.getUsableSpace() < floorBytes + reserveBytes) {
            return;
        }
        Path beside = ballast.resolveSibling("ballast.tmp");
        try (FileChannel channel = FileChannel.open(
                        beside, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                ClaimedSpace space = new ClaimedSpace(beside, channel)) {
            if (!space.claimTo(reserveBytes)) {
                Files.delete(beside);
                return;
            }
            space.extend(reserveBytes);
        }
        SmallFile.moveOver(beside, ballast);
        ballastGone = false;
    }
}
