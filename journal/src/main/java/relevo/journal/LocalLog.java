package relevo.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of record in one directory of one machine, over Chronicle Queue.
 *
 * <pre>
 *   lock                     held by the process that appends (operating system lock)
 *   clean                    left by an orderly stop; absent while open
 *   ballast                  given up when the disk is full
 *   readers/NAME             how far a reader has released
 *   gen-0001.from-1/         what one process wrote: a Chronicle queue, never appended to again by another
 *     20261121-20F.cq4       one hour
 *   gen-0002.from-4711/      the next process; entries of gen-0001 from 4711 on, if there are any, count for nothing
 * </pre>
 *
 * <p>Each open begins a new generation, so that nothing a crash left behind (a half-written entry, a hole, a stale lock of
 * a re-used process id, a file of the future) is ever built upon. Any failed append or force breaks the log for good: every
 * later call throws.
 *
 * <p>A thread that is interrupted before it calls is served; do not interrupt one inside {@link #force}: Java would close
 * the file under it, and the log would stop.
 */
public final class LocalLog implements Log, ReadSource {
    private static final Logger LOG = LoggerFactory.getLogger(LocalLog.class);

    private final JournalConfig config;
    private final ContactKeys keys;
    private final SoleWriter lock;
    private final Recovery recovery;
    private final Generation generation;
    private final GuardedClock clock;
    private final DiskRoom room;
    private final ReleasedPositions released;
    private final FileList files;
    private final RollWriter writer;
    private final Retention retention;
    private final FrameEncoder encoder;
    private final Set<LocalReader> readers = ConcurrentHashMap.newKeySet();
    private final ReentrantLock appendLock = new ReentrantLock();
    private final ReentrantLock forceLock = new ReentrantLock();
    private volatile long last;
    private volatile long durable;
    private long lastAtMs;
    private volatile boolean closed;
    private volatile @Nullable Throwable broken;

    private LocalLog(JournalConfig config, InstantSource wall, ContactKeys keys, SoleWriter lock) throws IOException {
        this.config = config;
        this.keys = keys;
        this.lock = lock;
        Path directory = config.directory();
        this.room = new DiskRoom(directory, config.freeFloorBytes(), config.reserveBytes());
        this.released = new ReleasedPositions(directory.resolve("readers"));
        List<Generation> generations = Generation.list(directory);
        List<RollFile> found = Generation.rollFiles(generations);
        this.recovery = recover(generations, found);
        this.files = FileList.of(directory, found, recovery.lastSequence());
        this.last = recovery.lastSequence();
        this.durable = last;
        this.lastAtMs = recovery.lastAtMs();
        this.clock = new GuardedClock(wall, System::nanoTime, lastAtMs, config.clockForwardJumpMaxMs());
        Files.deleteIfExists(directory.resolve(CleanStop.FILE));
        this.generation = begin(generations);
        this.writer = new RollWriter(generation.path(), config, room, lastAtMs);
        this.encoder = new FrameEncoder(keys);
        this.retention = new Retention(directory, files, generation.number());
    }

    /**
     * Opens the log, or begins one. After an unclean stop the newest files are verified; see {@link #recovery()} for what
     * was found.
     *
     * @param wall the machine's clock; {@link #clock()} is what the rest of the gateway should use
     * @param keys open for writing; stays the caller's, to be closed after the log
     * @throws JournalException when another process has it open, or the disk fails
     */
    public static LocalLog open(JournalConfig config, InstantSource wall, ContactKeys keys) {
        RollWriter.quiet();
        Path directory = config.directory();
        try {
            Files.createDirectories(directory);
            SoleWriter lock = SoleWriter.of("the log", directory.resolve("lock"));
            boolean opened = false;
            try {
                LocalLog log = new LocalLog(config, wall, keys, lock);
                opened = true;
                return log;
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new JournalException("cannot open the log in " + directory, e);
        }
    }

    @Override
    public long append(Entry entry) {
        int length = FrameEncoder.length(entry);
        // Java closes a file under an interrupted thread, and the log would stop.
        boolean interrupted = Thread.interrupted();
        appendLock.lock();
        try {
            check();
            long sequence = last + 1;
            try {
                if (writer.prepare(length, clock.atMs())) {
                    files.add(new RollFile(writer.path(), generation.number(), sequence, entry.atMs(), Long.MAX_VALUE));
                }
                encoder.encode(sequence, durable, entry, length);
                writer.append(encoder.buffer(), length);
            } catch (IOException | RuntimeException | Error e) {
                throw broken("append of entry " + sequence, e);
            }
            lastAtMs = entry.atMs();
            last = sequence;
            return sequence;
        } finally {
            appendLock.unlock();
            restore(interrupted);
        }
    }

    @Override
    public void force() {
        check();
        long wanted = last;
        if (durable >= wanted) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        forceLock.lock();
        try {
            check();
            // Whoever had the lock may have begun after our append: then it is done.
            if (durable < wanted) {
                forceAll();
            }
        } finally {
            forceLock.unlock();
            restore(interrupted);
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void forceAll() {
        long through;
        List<RollWriter.Target> targets;
        appendLock.lock();
        try {
            through = last;
            targets = writer.unforced();
        } finally {
            appendLock.unlock();
        }
        try {
            boolean toMedium = config.durability() == Durability.DISK;
            // A key comes before what is sealed under it.
            keys.write(toMedium);
            if (toMedium) {
                for (RollWriter.Target target : targets) {
                    target.force();
                }
            }
            durable = through;
            if (targets.size() > 1) {
                finish(targets.subList(0, targets.size() - 1));
            }
        } catch (IOException | RuntimeException e) {
            throw broken("force", e);
        }
    }

    private void finish(List<RollWriter.Target> rolledAway) throws IOException {
        appendLock.lock();
        try {
            writer.forced(rolledAway);
        } finally {
            appendLock.unlock();
        }
    }

    @Override
    public long lastSequence() {
        return last;
    }

    @Override
    public long durableSequence() {
        return durable;
    }

    @Override
    public long firstSequence() {
        return files.firstSequence();
    }

    @Override
    public boolean admits() {
        return broken == null && !closed && room.enough();
    }

    @Override
    public LogReader reader(long afterSequence) {
        check();
        LocalReader reader = new LocalReader(this, keys, afterSequence);
        readers.add(reader);
        return reader;
    }

    @Override
    public void release(String readerName, long throughSequence) {
        released.release(readerName, throughSequence);
    }

    @Override
    public long released(String readerName) {
        return released.released(readerName);
    }

    /**
     * Deletes closed files whose entries are all older than the configured days. Never passes a reader that is open here, nor
     * what any named reader has released, nor {@code through}.
     *
     * @param through what the caller itself no longer needs, such as the sequence the newest snapshots cover
     * @return how many files went
     */
    public int retain(long through) {
        check();
        long before = clock.atMs() - TimeUnit.DAYS.toMillis(config.retentionDays());
        try {
            long limit = through;
            for (Map.Entry<String, Long> reader : released.all().entrySet()) {
                limit = Math.min(limit, reader.getValue());
            }
            for (LocalReader reader : readers) {
                limit = Math.min(limit, reader.position());
            }
            int count = retention.removable(before, Math.min(limit, durable));
            if (count > 0) {
                retention.note(count);
                appendLock.lock();
                try {
                    files.removeFirst(count);
                } finally {
                    appendLock.unlock();
                }
                retention.delete();
                LOG.info("retention removed {} files, the log begins with entry {}", count, firstSequence());
            }
            return count;
        } catch (IOException e) {
            throw new JournalException("retention failed in " + config.directory(), e);
        }
    }

    /** What was found when the log was opened. */
    public Recovery recovery() {
        return recovery;
    }

    /** Time for the whole gateway: never goes back, not even over a restart. */
    public GuardedClock clock() {
        return clock;
    }

    /** Why the log refuses everything; null while it is sound. */
    public @Nullable Throwable brokenBy() {
        return broken;
    }

    @Override
    public FileList files() {
        return files;
    }

    @Override
    public long endOf(RollFile file, ExcerptCursor cursor) throws IOException {
        return file.generation() == generation.number() && file.equals(files.newest()) ? writer.end() : cursor.size();
    }

    @Override
    public void forget(LocalReader reader) {
        readers.remove(reader);
    }

    /** Forces, leaves the note of an orderly stop, and gives the directory free. A broken log leaves no note. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        try {
            if (broken == null) {
                force();
            }
        } finally {
            closed = true;
            shutDown();
        }
    }

    private void shutDown() {
        appendLock.lock();
        try (lock) {
            List.copyOf(readers).forEach(LocalReader::close);
            writer.close();
            if (broken == null) {
                new CleanStop(generation.number(), last, lastAtMs)
                        .write(config.directory().resolve(CleanStop.FILE));
            }
        } catch (IOException e) {
            throw new JournalException("cannot close the log in " + config.directory(), e);
        } finally {
            appendLock.unlock();
        }
    }

    private void check() {
        Throwable cause = broken;
        if (cause != null) {
            throw new JournalException("the log stopped after an earlier fault: " + cause.getMessage(), cause);
        }
        if (closed) {
            throw new JournalException("the log is closed");
        }
    }

    private JournalException broken(String doing, Throwable cause) {
        if (broken == null) {
            broken = cause;
            LOG.error("the log stops: {} failed", doing, cause);
        }
        return new JournalException(doing + " failed in " + config.directory(), cause);
    }

    private Recovery recover(List<Generation> generations, List<RollFile> found) throws IOException {
        Recovery scanned = TailScan.of(config.directory(), generations, found, keys, true);
        if (scanned.clean()) {
            return scanned;
        }
        LOG.warn(
                "the log was not closed in order: {} entries verified, {} discarded, last is {}",
                scanned.scannedEntries(),
                scanned.discardedEntries(),
                scanned.lastSequence());
        if (!scanned.tail().isEmpty()) {
            LOG.warn("behind the last entry there was no sound one: {}", scanned.tail());
        }
        scanned.damages().forEach(damage -> LOG.error("{}", damage));
        return scanned;
    }

    private Generation begin(List<Generation> generations) throws IOException {
        int number = generations.isEmpty() ? 1 : generations.getLast().number() + 1;
        Generation next = Generation.of(config.directory(), number, last + 1);
        Files.createDirectory(next.path());
        for (Generation old : generations) {
            if (old.paths().isEmpty()) {
                old.delete();
            }
        }
        SmallFile.syncDirectory(config.directory());
        return next;
    }
}
