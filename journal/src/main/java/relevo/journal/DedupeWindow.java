package relevo.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Knows exactly which deliveries were seen within the window (eight days; Meta repeats for seven), across restarts.
 *
 * <pre>
 *   admit ->  active keys (RAM)  ->  frozen keys (RAM, being written)  ->  runs (sorted files; filter in RAM in front)
 * </pre>
 *
 * A key is new when it was not seen in the last {@code windowSeconds} whole seconds. Keys go to disk only after their
 * entries did: when {@link #isDue}, force everything admitted, then call {@link #forced}. What was not written to a run
 * yet is rebuilt from the journal at the start ({@link #rebuild}). Files are written and merged by one thread of the
 * window's own; everything else belongs to the journal thread, which never waits for it unless four times
 * {@code recentKeysMax} keys have come meanwhile.
 *
 * <p>Cost a key: 1.3 bytes of RAM and 21.3 of disk in runs; 50 to 100 bytes of RAM while it is recent. A lookup of a new
 * key reads one block of 5 KiB from about one run in seventy.
 */
public final class DedupeWindow implements AutoCloseable {
    private static final int OVERFULL = 4;

    /**
     * @param windowMs how long a delivery is remembered
     * @param recentKeysMax how many keys are kept in RAM before they are written to a run
     */
    public record Limits(long windowMs, int recentKeysMax) {
        public Limits {
            if (windowMs < 1_000 || recentKeysMax < 16) {
                throw new IllegalArgumentException("dedupe window-ms is " + windowMs
                        + " (at least 1000), recent-keys-max is " + recentKeysMax + " (at least 16)");
            }
        }

        /** Eight days, 250,000 keys. */
        public static Limits standard() {
            return new Limits(TimeUnit.DAYS.toMillis(8), 250_000);
        }
    }

    private final Path directory;
    private final long windowSeconds;
    private final int recentKeysMax;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("dedupe").factory());
    private RecentKeys active;
    private @Nullable RecentKeys frozen;
    private @Nullable CompletableFuture<RunSet> writing;
    private RunSet runs;
    private long newestSecond;

    private DedupeWindow(Path directory, Limits limits, RunSet runs) {
        this.directory = directory;
        this.windowSeconds = limits.windowMs() / 1_000;
        this.recentKeysMax = limits.recentKeysMax();
        this.runs = runs;
        this.active = new RecentKeys(recentKeysMax);
    }

    /**
     * Opens the window kept in this directory and verifies its files; call {@link #rebuild} before the first
     * {@link #admit}. A damaged file is set aside, and its keys are rebuilt too.
     */
    public static DedupeWindow open(Path directory, Limits limits) {
        try {
            return new DedupeWindow(directory, limits, RunSet.open(directory));
        } catch (IOException e) {
            throw new JournalException("cannot open the dedupe window in " + directory, e);
        }
    }

    /** The sequence up to which every key is in a file; keys behind it come from the journal. Retention must not pass it. */
    public long coveredSequence() {
        return runs.covers();
    }

    /**
     * Takes in all keys behind {@link #coveredSequence} from the log, which must be whole from there on; a JournalException
     * when retention has removed them.
     */
    public void rebuild(Log log) {
        long covered = coveredSequence();
        if (log.firstSequence() > covered + 1 && covered > 0) {
            throw new JournalException("the dedupe window in " + directory + " covers entries up to " + covered
                    + ", but the log begins with " + log.firstSequence()
                    + ": deliveries between would be taken twice. Remove"
                    + " the directory to accept that");
        }
        try (LogReader reader = log.reader(covered)) {
            for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
                note(record);
            }
        }
    }

    /** Takes in the keys of one entry, for a caller that reads the log anyway. */
    public void note(LogRecord entry) {
        for (LogRecord.Stored section : entry.sections()) {
            Tag key = section.key();
            if (!key.isNone()) {
                admit(key, entry.atMs());
            }
        }
    }

    /**
     * Whether this delivery is new; it is remembered from now on. {@link Tag#NONE} is always new.
     *
     * @param atMs the gateway's guarded time, not before 1970
     */
    public boolean admit(Tag key, long atMs) {
        if (key.isNone()) {
            return true;
        }
        install(false);
        long second = atMs / 1_000;
        newestSecond = Math.max(newestSecond, second);
        if (seenWithin(key.hi(), key.lo(), second - windowSeconds)) {
            return false;
        }
        active.put(key.hi(), key.lo(), second);
        return true;
    }

    /** Whether enough keys have come for a file and the last one is written: time to force the log and call {@link #forced}. */
    public boolean isDue() {
        install(active.size() >= OVERFULL * recentKeysMax);
        return active.size() >= recentKeysMax && writing == null;
    }

    /**
     * Says that the entries of all keys admitted so far are in the log and forced, the last of them at or before
     * {@code throughSequence}. Starts writing a run when one {@link #isDue}.
     */
    public void forced(long throughSequence) {
        if (isDue()) {
            startWriting(throughSequence);
        }
    }

    /** Writes all keys to disk now, for an orderly stop; the same promise as {@link #forced}. */
    public void flush(long throughSequence) {
        install(true);
        if (active.size() > 0 && throughSequence > runs.covers()) {
            startWriting(throughSequence);
            install(true);
        }
    }

    /** How many files there are. */
    public int runCount() {
        return runs.runs().size();
    }

    /** How many keys the files hold, some of them perhaps no longer in the window. */
    public long keysOnDisk() {
        return runs.runs().stream().mapToLong(run -> run.header().count()).sum();
    }

    /** RAM held for the files, bytes. */
    public long ramBytes() {
        return runs.runs().stream().mapToLong(KeyRun::ramBytes).sum();
    }

    private boolean seenWithin(long hi, long lo, long afterSecond) {
        if (active.find(hi, lo) > afterSecond) {
            return true;
        }
        RecentKeys before = frozen;
        if (before != null && before.find(hi, lo) > afterSecond) {
            return true;
        }
        for (int i = runs.runs().size() - 1; i >= 0; i--) {
            KeyRun run = runs.runs().get(i);
            if (run.header().newestSecond() > afterSecond && run.find(hi, lo) > afterSecond) {
                return true;
            }
        }
        return false;
    }

    private void startWriting(long throughSequence) {
        RecentKeys full = active;
        RunSet before = runs;
        long keptFrom = newestSecond - windowSeconds + 1;
        long spanMax = Math.max(1, windowSeconds / 8);
        frozen = full;
        active = new RecentKeys(recentKeysMax);
        writing = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return before.expired(keptFrom)
                                .with(directory, full.sorted(), throughSequence, keptFrom, spanMax);
                    } catch (IOException e) {
                        throw new JournalException("cannot write the dedupe window in " + directory, e);
                    }
                },
                worker);
    }

    /** Takes over what the worker has finished, if it has; waits for it when told to. */
    private void install(boolean wait) {
        CompletableFuture<RunSet> pending = writing;
        if (pending == null || (!wait && !pending.isDone())) {
            return;
        }
        try {
            RunSet next = pending.join();
            RunSet before = runs;
            worker.execute(() -> before.deleteWithout(next));
            runs = next;
            frozen = null;
            writing = null;
        } catch (CompletionException | CancellationException e) {
            throw new JournalException("the dedupe window in " + directory + " cannot be written", e);
        }
    }

    /** Waits for the file being written; keys not written yet will be rebuilt from the journal. */
    @Override
    public void close() {
        try {
            install(true);
        } finally {
            worker.close();
            try {
                runs.close();
            } catch (IOException e) {
                throw new JournalException("cannot close the dedupe window in " + directory, e);
            }
        }
    }
}
