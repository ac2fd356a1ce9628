package relevo.gateway.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.journal.JournalException;
import relevo.journal.Log;

/**
 * Writes the conversations to snapshots now and then, so that a restart has little to replay, and lets the journal go that
 * nothing needs any more. The shards only copy references; writing and sealing happen on the {@code snapshot} thread.
 */
public final class Snapshotter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshotter.class);
    private static final long IMAGE_WAIT_MS = 30_000;
    private static final long LOOK_MS = 200;
    private static final int NICENESS = 10;

    private final Pipeline pipeline;
    private final ConversationSnapshots snapshots;
    private final Log log;
    private final LongConsumer retain;
    private final long everyMs;
    private final long everyEntries;
    private final Thread thread;
    private volatile boolean stopped;
    private long coveredBefore;

    /** @param retain deletes what the journal need not keep up to the sequence given */
    public Snapshotter(
            Pipeline pipeline,
            ConversationSnapshots snapshots,
            Log log,
            LongConsumer retain,
            long everyMs,
            long everyEntries) {
        this.pipeline = pipeline;
        this.snapshots = snapshots;
        this.log = log;
        this.retain = retain;
        this.everyMs = everyMs;
        this.everyEntries = everyEntries;
        this.thread = Thread.ofPlatform().daemon().name("snapshot").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        Niceness.ofThisThread(NICENESS);
        long lastNanos = System.nanoTime();
        long lastSequence = log.lastSequence();
        while (!stopped) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(LOOK_MS, everyMs)));
            boolean grown = log.lastSequence() > lastSequence;
            boolean due = System.nanoTime() - lastNanos >= TimeUnit.MILLISECONDS.toNanos(everyMs);
            if (!stopped && grown && (due || log.lastSequence() - lastSequence >= everyEntries)) {
                lastNanos = System.nanoTime();
                lastSequence = log.lastSequence();
                try {
                    writeAll();
                } catch (JournalException e) {
                    // The state is still whole in the log: a start without this snapshot only takes longer.
                    LOG.error("a snapshot could not be written", e);
                }
            }
        }
    }

    private void writeAll() {
        List<DecideShard> shards = pipeline.shards();
        List<DecideShard.Image> images = new ArrayList<>(shards.size());
        for (DecideShard shard : shards) {
            try {
                images.add(shard.requestImage().get(IMAGE_WAIT_MS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException | ExecutionException busy) {
                LOG.warn("a decide shard had no time for a snapshot");
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        write(images);
    }

    private void write(List<DecideShard.Image> images) {
        long covered = Long.MAX_VALUE;
        for (int shard = 0; shard < images.size(); shard++) {
            snapshots.write(shard, images.size(), images.get(shard));
            covered = Math.min(covered, images.get(shard).through());
        }
        // The snapshot before this one is what a damaged newest file falls back to: the log is kept from there on.
        log.release("snapshots", coveredBefore);
        retain.accept(Math.min(coveredBefore, pipeline.dedupeCovered()));
        coveredBefore = covered;
    }

    /** Ends the thread; with the shards at rest, writes a last snapshot. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(IMAGE_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last snapshot of an orderly stop: after the pipeline was drained. */
    public void writeFinal() {
        write(pipeline.shards().stream().map(DecideShard::image).toList());
    }
}
