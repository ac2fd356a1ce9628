package relevo.gateway.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Input;
import relevo.gateway.outbox.Fence;
import relevo.gateway.outbox.RecentEntries;
import relevo.gateway.whatsapp.Update;
import relevo.gateway.whatsapp.Webhook;
import relevo.journal.DedupeWindow;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.Log;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * The hot path between the webhook port and the decision core, and all of it:
 *
 * <pre>
 *  event loops --tryPublish--> ring --> journal --> decide-0
 *  agents, timers, results ---^         |      \--> decide-n-1
 *        (full: refused)                |             |
 *                                   dedupe          match, score, decide
 *                                   append          append DECIDED
 *                                   force           replay
 *                                   acknowledge     wake the outbox
 * </pre>
 *
 * The journal stage completes a batch before any shard sees it, so nothing is decided that is not durable.
 */
public final class Pipeline implements Intake, InternalEntries, AutoCloseable {
    private final Disruptor<RingEvent> disruptor;
    private final RingBuffer<RingEvent> ring;
    private final Function<String, Tag> tags;
    private final PipelineCounters counters;
    private final JournalStage journal;
    private final List<DecideShard> shards = new ArrayList<>();

    /** Wires the stages; {@link #start} lets them run. */
    public Pipeline(
            PipelineConfig config,
            Log log,
            DedupeWindow seen,
            Function<String, Tag> tags,
            Engines engines,
            Fence fence,
            RecentEntries recent,
            DecisionListener listener,
            PipelineCounters counters,
            LongSupplier clockMs,
            Recovered recovered,
            Consumer<Throwable> fault) {
        this.tags = tags;
        this.counters = counters;
        disruptor = new Disruptor<>(
                RingEvent::new,
                config.ringSlots(),
                new RoleNames(config.decideShards()),
                ProducerType.MULTI,
                new StagedWait(config.idleMs()));
        ring = disruptor.getRingBuffer();
        disruptor.setDefaultExceptionHandler(new StopOnFault(fault));

        journal = new JournalStage(log, seen, recovered.identities(), config.groupMax(), recent, counters, fault);
        for (int shard = 0; shard < config.decideShards(); shard++) {
            shards.add(new DecideShard(
                    shard,
                    config.decideShards(),
                    config.ringSlots(),
                    config.decideNiceness(),
                    log,
                    engines,
                    recovered.conversations(shard),
                    fence,
                    listener,
                    counters,
                    clockMs,
                    this));
        }
        disruptor.handleEventsWith(journal).then(shards.toArray(new EventHandler[0]));
    }

    /** What an agent did, or another system answered, as an entry for {@link #enter}. */
    public static Entry action(Tag contact, String number, long atMs, Input input) {
        byte[] payload = StoredInput.encode(number, input);
        return new Entry(EntryType.ACTION, atMs, new Section(SectionKind.ACTION, contact, Tag.NONE, 0, payload));
    }

    /** The conversation that a customer not seen before will get: by user id first, by phone second. */
    public static Tag conversationOf(
            String number, @Nullable String userId, @Nullable String phone, Function<String, Tag> tags) {
        Arrival.Names names = Arrival.Names.of(number, userId, null, phone, tags);
        return names.user().isNone() ? names.phone() : names.user();
    }

    /** Decides what a crash left undecided, then takes traffic. */
    public void start(Recovered recovered) {
        for (DecideShard shard : shards) {
            shard.startAfter(recovered.through());
        }
        for (StoredInput input : recovered.undecided()) {
            shards.get(input.contact().shard(shards.size())).decide(input);
        }
        disruptor.start();
    }

    @Override
    public boolean offer(Webhook webhook, Acknowledgement acknowledgement) {
        List<Arrival> arrivals = new ArrayList<>(webhook.updates().size());
        for (Update update : webhook.updates()) {
            arrivals.add(Arrival.of(update, tags));
        }
        return publish(event -> event.webhook(webhook, arrivals, acknowledgement, System.nanoTime()));
    }

    @Override
    public boolean enter(Entry entry, Acknowledgement acknowledgement) {
        return publish(event -> event.internal(entry, acknowledgement, System.nanoTime()));
    }

    private boolean publish(Consumer<RingEvent> fill) {
        long sequence;
        try {
            sequence = ring.tryNext();
        } catch (InsufficientCapacityException full) {
            counters.ringFull.increment();
            return false;
        }
        try {
            fill.accept(ring.get(sequence));
        } finally {
            ring.publish(sequence);
        }
        return true;
    }

    @Override
    public long room() {
        return ring.remainingCapacity();
    }

    public int ringSlots() {
        return ring.getBufferSize();
    }

    List<DecideShard> shards() {
        return shards;
    }

    long dedupeCovered() {
        return journal.dedupeCovered();
    }

    /** Live conversations in memory, as of the last batches. */
    public long conversationCount() {
        return shards.stream().mapToLong(DecideShard::conversationCount).sum();
    }

    /** Lets what was taken run through, at most {@code drainMs}; what is left then is decided after the restart. */
    public void drain(long drainMs) {
        try {
            disruptor.shutdown(drainMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            disruptor.halt();
        }
    }

    @Override
    public void close() {
        disruptor.halt();
    }

    /** Threads are named by role. */
    private static final class RoleNames implements ThreadFactory {
        private final AtomicInteger made = new AtomicInteger();
        private final int shards;

        RoleNames(int shards) {
            this.shards = shards;
        }

        @Override
        public Thread newThread(Runnable work) {
            int n = made.getAndIncrement();
            Thread thread = new Thread(work, n == 0 ? "journal" : "decide-" + (n - 1) % shards);
            thread.setDaemon(true);
            return thread;
        }
    }

    /** An exception that reaches the ring is a fault of ours: the process stops, recovery replays. */
    private record StopOnFault(Consumer<Throwable> fault) implements ExceptionHandler<RingEvent> {
        @Override
        public void handleEventException(Throwable cause, long sequence, RingEvent event) {
            fault.accept(cause);
        }

        @Override
        public void handleOnStartException(Throwable cause) {
            fault.accept(cause);
        }

        @Override
        public void handleOnShutdownException(Throwable cause) {
            fault.accept(cause);
        }
    }
}
