package relevo.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Appends to one generation through Chronicle Queue, and decides what Chronicle must not: which cycle it is (Chronicle asks
 * us for the time), where the disk space comes from (claimed before Chronicle maps a page), and what is on the medium (our
 * own channel, opened before the first write to a file). Called under the log's append lock.
 */
final class RollWriter {
    /** A file that is written or not forced yet. */
    static final class Target {
        private final Path path;
        private final FileChannel channel;
        private final ClaimedSpace space;
        private volatile long lastFrameAt;
        private volatile long end;

        Target(Path path, FileChannel channel, ClaimedSpace space) {
            this.path = path;
            this.channel = channel;
            this.space = space;
        }

        void force() throws IOException {
            channel.force(false);
        }

        /** Gives back what was claimed behind Chronicle's last mark. */
        private void finish() throws IOException {
            try (ExcerptCursor cursor = new ExcerptCursor(path)) {
                cursor.moveTo(lastFrameAt);
                if (end > 0 && cursor.next() == ExcerptCursor.Step.FRAME) {
                    cursor.next();
                    space.cut(cursor.offset() + 8);
                }
            }
            space.close();
            channel.close();
        }
    }

    private static final int BLOCK_BYTES = 64 << 20;
    /** Chronicle maps a quarter more than a block, and writes there too. */
    private static final int OVERLAP_BYTES = BLOCK_BYTES / 4;

    private final Path directory;
    private final RollCycle cycle;
    private final DateTimeFormatter names;
    private final long preallocateBytes;
    private final long marginBytes;
    private final DiskRoom room;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private volatile long cycleTimeMs;
    private int currentCycle = -1;
    private volatile @Nullable Target current;
    private @Nullable BytesStore<?, ?> advised;
    /** Files rolled away from and not forced since. */
    private final List<Target> retired = new ArrayList<>();

    RollWriter(Path directory, JournalConfig config, DiskRoom room, long floorMs) {
        this.directory = directory;
        this.cycle = switch (config.rollEvery()) {
            case HOUR -> RollCycles.FAST_HOURLY;
            case FIVE_MINUTES -> RollCycles.FIVE_MINUTELY;
            case SECOND -> TestRollCycles.TEST_SECONDLY;
        };
        this.names = DateTimeFormatter.ofPattern(cycle.format()).withZone(ZoneOffset.UTC);
        this.preallocateBytes = config.preallocateBytes();
        // Chronicle may put two index pages before an entry, and a mark of eight bytes behind it.
        this.marginBytes = 2L * (8L * cycle.defaultIndexCount() + 4096) + 65_536;
        this.room = room;
        this.cycleTimeMs = floorMs;
        TimeProvider time = () -> cycleTimeMs;
        this.queue = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(cycle)
                .blockSize(BLOCK_BYTES)
                .timeProvider(time)
                .build();
        this.appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    /** Turns off what Chronicle does besides: telemetry, a start banner, a disk watcher. Before its first class loads. */
    static void quiet() {
        for (String part : List.of("analytics", "announcer", "disk.monitor")) {
            String property = "chronicle." + part + ".disable";
            if (System.getProperty(property) == null) {
                System.setProperty(property, "true");
            }
        }
    }

    /** Whether a file of a new cycle was begun by the append to come; to be asked once before each {@link #append}. */
    boolean prepare(int length, long nowMs) throws IOException {
        int wanted = (int) (Math.max(nowMs, cycleTimeMs) / cycle.lengthInMillis());
        boolean rolled = wanted != currentCycle && (current == null || room.enough()) && roll(wanted);
        Target target = target();
        long needed = target.end + length + marginBytes;
        long claimed = target.space.claimedTo();
        if (claimed < needed + preallocateBytes / 2) {
            long goal = needed + preallocateBytes;
            if (!target.space.claimTo(goal)) {
                room.full();
                if (claimed < needed && !(room.giveUpBallast() && target.space.claimTo(needed))) {
                    throw new IOException("no space left on the disk of " + target.path);
                }
            }
        }
        return rolled;
    }

    /** Appends {@code length} bytes as one excerpt, all or nothing. */
    void append(byte[] frame, int length) {
        try (DocumentContext document = appender.writingDocument()) {
            boolean written = false;
            try {
                Target target = target();
                Bytes<?> bytes = Objects.requireNonNull(document.wire()).bytes();
                withoutReadAhead(bytes);
                target.lastFrameAt = bytes.writePosition() - 4;
                bytes.write(frame, 0, length);
                target.end = bytes.writePosition();
                written = true;
            } finally {
                if (!written) {
                    document.rollbackOnClose();
                }
            }
        }
    }

    /** Once for each block that Chronicle maps. */
    private void withoutReadAhead(Bytes<?> bytes) {
        BytesStore<?, ?> block = bytes.bytesStore();
        if (block != advised && block != null) {
            advised = block;
            ReadAhead.off(block.addressForRead(block.start()), BLOCK_BYTES + OVERLAP_BYTES);
        }
    }

    Path path() {
        return target().path;
    }

    /** The offset behind the last entry of the current file. Any thread. */
    long end() {
        Target target = current;
        return target == null ? 0 : target.end;
    }

    /** The files that hold entries not forced yet, oldest first; the last is the current one. */
    List<Target> unforced() {
        List<Target> targets = new ArrayList<>(retired);
        if (current != null) {
            targets.add(current);
        }
        return targets;
    }

    /** Closes the files rolled away from, now that they are on the medium, and gives back what they did not need. */
    void forced(List<Target> targets) throws IOException {
        for (Target target : targets) {
            if (target != current && retired.remove(target)) {
                target.finish();
            }
        }
    }

    private boolean roll(int wanted) throws IOException {
        Path path = directory.resolve(
                names.format(Instant.ofEpochMilli((long) wanted * cycle.lengthInMillis())) + RollFile.SUFFIX);
        Target next = create(path);
        if (next == null) {
            if (current == null) {
                throw new IOException("no space left on the disk of " + path);
            }
            // The old cycle still has claimed space: better a late roll than none at all.
            return false;
        }
        if (current != null) {
            retired.add(current);
        }
        current = next;
        currentCycle = wanted;
        cycleTimeMs = (long) wanted * cycle.lengthInMillis();
        return true;
    }

    /** A file with space claimed, not yet known to Chronicle; null when the disk is full. */
    private @Nullable Target create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ClaimedSpace space = new ClaimedSpace(path, channel);
        long goal = preallocateBytes + marginBytes;
        if (!space.claimTo(goal)) {
            room.full();
            if (current != null || !(room.giveUpBallast() && space.claimTo(goal))) {
                space.close();
                channel.close();
                Files.delete(path);
                return null;
            }
        }
        SmallFile.syncDirectory(directory);
        return new Target(path, channel, space);
    }

    private Target target() {
        return Objects.requireNonNull(current, "no file yet");
    }

    /** Closes everything; the log has forced it before. */
    void close() throws IOException {
        appender.close();
        queue.close();
        for (Target target : unforced()) {
            target.finish();
        }
        retired.clear();
        current = null;
    }
}
