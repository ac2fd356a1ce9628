package relevo.batch;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import relevo.journal.Log;
import relevo.review.ReviewFolder;

/**
 * Decides whether a night is to be worked, worked on, or left as it is, and does it.
 *
 * <pre>
 * never run, or a failed or killed run   -> start, or go on where it stopped
 * done, the day was not over then        -> a new run
 * done                                   -> refused, unless asked to run again
 * another job runs (operating system lock) -> refused
 * </pre>
 *
 * Used from one thread.
 */
final class NightlyRun {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyRun.class);
    private static final int RUNS_MAX = 10_000;

    /** As many threads read as the smallest machine has processors. */
    private static final int PARTS = 2;

    private final Folders folders;
    private final StoreAddress database;
    private final Supplier<Source> journal;
    private final Learning learning;
    private final InstantSource clock;
    private final Progress progress;

    /**
     * @param database where the job repository and what the night remembers are
     * @param journal opens the journal for reading
     * @param clock only says whether the day is over
     */
    NightlyRun(
            Folders folders,
            StoreAddress database,
            Supplier<Source> journal,
            Learning learning,
            InstantSource clock,
            Progress progress) {
        this.folders = folders;
        this.database = database;
        this.journal = journal;
        this.learning = learning;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What the learning steps need.
     *
     * @param content which pack speaks where; without one the night only counts
     * @param reviews where suggestions go
     * @param days to look back at, the business day included
     */
    record Learning(Content content, ReviewFolder reviews, Learn.Mining mining, int days) {}

    /** A log for reading, and what has to be closed with it. */
    interface Source extends AutoCloseable {
        Log log();

        @Override
        void close();
    }

    /** What came of it. */
    sealed interface Outcome {
        /** The report stands. */
        record Done(boolean restarted, long run) implements Outcome {}

        /** Nothing was done, for this reason. */
        record Refused(String because) implements Outcome {}

        /** It broke off; the next start goes on. */
        record Failed(String because) implements Outcome {}
    }

    Outcome run(BusinessDay day, boolean rerun) throws IOException {
        if (day.fromMs() > clock.millis()) {
            return new Outcome.Refused(day.date() + " has not begun yet in " + day.zone());
        }
        Files.createDirectories(folders.nightly());
        try (FileChannel channel =
                        FileChannel.open(folders.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            if (lock == null) {
                return new Outcome.Refused("another nightly job is running on " + folders.data());
            }
            try (JobStore store = new JobStore(database);
                    Source source = journal.get()) {
                recoverStale(store);
                return decide(store, source.log(), day, rerun);
            }
        }
    }

    private Outcome decide(JobStore store, Log log, BusinessDay day, boolean rerun) throws IOException {
        boolean partial = clock.millis() < day.untilMs();
        JobExecution last = lastExecution(store.repository(), day);
        if (last == null) {
            return start(store, log, night(day, 1, partial, log), false);
        }
        JobParameters before = last.getJobParameters();
        boolean done = last.getStatus() == BatchStatus.COMPLETED;
        if (!done && !rerun) {
            return start(store, log, Night.of(before), true);
        }
        boolean wasPartial = Boolean.parseBoolean(before.getString("partial"));
        if (done && !rerun && !wasPartial) {
            return new Outcome.Refused(
                    day.date() + " is done already (run " + before.getLong("run") + "); --rerun makes the report anew");
        }
        folders.deleteWork(before);
        long run = run(before) + 1;
        return start(store, log, night(day, run, partial, log), false);
    }

    private Night night(BusinessDay day, long run, boolean partial, Log log) {
        return new Night(day, run, partial, log.lastSequence(), learning.days());
    }

    private Outcome start(JobStore store, Log log, Night night, boolean restarted) throws IOException {
        ObservationRegistry observations = ObservationRegistry.create();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        observations
                .observationConfig()
                .observationHandler(new DefaultMeterObservationHandler(meters))
                // An item takes microseconds, observing it as long again; jobs, steps and chunks say enough.
                .observationPredicate((name, context) -> !name.startsWith("spring.batch.item"));
        NightlyJob nightly = new NightlyJob(
                store,
                new NightlyJob.Setting(
                        log,
                        folders,
                        learning.content(),
                        learning.reviews(),
                        learning.mining(),
                        PARTS,
                        progress,
                        observations),
                night);
        JobExecution execution;
        try {
            execution = store.operator().start(nightly.job(), night.parameters());
        } catch (JobExecutionException e) {
            return new Outcome.Failed(rootMessage(e));
        } finally {
            MetricsFile.write(folders.metrics(), meters);
        }
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return new Outcome.Done(restarted, night.run());
        }
        Throwable cause =
                execution.getAllFailureExceptions().stream().findFirst().orElse(null);
        LOG.error("the nightly job broke off", cause);
        return new Outcome.Failed(cause == null ? execution.getExitStatus().toString() : rootMessage(cause));
    }

    /** We hold the lock: whatever the repository believes to be running was killed. */
    private static void recoverStale(JobStore store) {
        for (JobExecution stale : store.repository().findRunningJobExecutions(NightlyJob.NAME)) {
            LOG.warn(
                    "the run of {} that began {} was killed; it will go on where it stopped",
                    stale.getJobParameters().getString("date"),
                    stale.getStartTime());
            store.operator().recover(stale);
        }
    }

    private static @Nullable JobExecution lastExecution(JobRepository repository, BusinessDay day) {
        JobExecution last = null;
        for (int run = 1; run <= RUNS_MAX; run++) {
            JobInstance instance =
                    repository.getJobInstance(NightlyJob.NAME, new Night(day, run, false, 0, 1).parameters());
            if (instance == null) {
                break;
            }
            last = repository.getLastJobExecution(instance);
        }
        return last;
    }

    /** What the innermost cause says: those around it only say that a step failed. */
    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = root.getCause(); cause != null && cause != root; cause = root.getCause()) {
            root = cause;
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static long run(JobParameters parameters) {
        Long run = parameters.getLong("run");
        return run == null ? 1 : run;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by another thread of this very process
        }
    }
}
