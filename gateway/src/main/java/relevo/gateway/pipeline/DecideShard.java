package relevo.gateway.pipeline;

import com.lmax.disruptor.EventHandler;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.dialog.Address;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.DialogEngine;
import relevo.dialog.Input;
import relevo.dialog.Json;
import relevo.gateway.outbox.Fence;
import relevo.gateway.pipeline.Conversations.Live;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.Log;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * Second stage of the ring: decides the inputs of its own contacts, one after the other, and is the only writer of their
 * conversations.
 *
 * <p>The ring is a speed-up. When the backlog passes half of it, the shard lets the ring run on and takes what it owes
 * from the journal until it has caught up; so a slow decision never refuses a webhook.
 *
 * <pre>
 *        ring  --- near: decide from the slot ----------------.
 *                                                              +--> decide -> append DECIDED -> replay -> fence, timers
 *        log   --- far behind: read back, until level ---------'
 * </pre>
 *
 * Runs on the {@code decide-n} thread.
 */
final class DecideShard implements EventHandler<RingEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(DecideShard.class);
    /** How long entries are read back before the ring is looked at again: at least, and at most while it has room. */
    private static final long CATCH_UP_MIN_NANOS = 1_000_000;

    private static final long CATCH_UP_MAX_NANOS = 50_000_000;
    /** The ring's room is looked at before every so many events. */
    private static final long LOOK_MASK = 15;

    private final int shard;
    private final int shards;
    private final int ringSize;
    private final int niceness;
    private final Log log;
    private final Engines engines;
    private final Conversations conversations;
    private final Fence fence;
    private final DecisionListener listener;
    private final PipelineCounters counters;
    private final LongSupplier clockMs;
    private final InternalEntries ring;
    private final PriorityQueue<DueTimer> timers = new PriorityQueue<>();
    private final Queue<DueTimer> refused = new ConcurrentLinkedQueue<>();

    private long decidedThrough;
    private long owedThrough;
    private @Nullable LogReader behind;
    private boolean spoke;
    private final AtomicReference<@Nullable CompletableFuture<Image>> imageWanted = new AtomicReference<>();
    private volatile int conversationCount;

    DecideShard(
            int shard,
            int shards,
            int ringSize,
            int niceness,
            Log log,
            Engines engines,
            Conversations conversations,
            Fence fence,
            DecisionListener listener,
            PipelineCounters counters,
            LongSupplier clockMs,
            InternalEntries ring) {
        this.shard = shard;
        this.shards = shards;
        this.ringSize = ringSize;
        this.niceness = niceness;
        this.log = log;
        this.engines = engines;
        this.conversations = conversations;
        this.fence = fence;
        this.listener = listener;
        this.counters = counters;
        this.clockMs = clockMs;
        this.ring = ring;
    }

    /** Tells where recovery has got to, before the thread starts. */
    void startAfter(long sequence) {
        decidedThrough = sequence;
        owedThrough = sequence;
        conversations.eachTimer((contact, atMs) -> timers.add(new DueTimer(atMs, contact)));
    }

    @Override
    public void onStart() {
        Niceness.ofThisThread(niceness);
    }

    @Override
    public void onBatchStart(long batchSize, long queueDepth) {
        if (behind == null && queueDepth > ringSize / 2) {
            fallBehind();
        }
    }

    private void fallBehind() {
        behind = log.reader(decidedThrough);
        counters.catchUps.increment();
    }

    @Override
    public void onEvent(RingEvent event, long ringSequence, boolean endOfBatch) {
        if (event.sequence > 0) {
            owedThrough = event.sequence;
            // A batch may be long: the ring can fill up while it lasts.
            if (behind == null && (ringSequence & LOOK_MASK) == 0 && ring.room() < ringSize / 2) {
                fallBehind();
            }
            if (behind == null) {
                for (StoredInput input : event.inputs) {
                    if (mine(input.contact())) {
                        decide(input);
                    }
                }
                decidedThrough = event.sequence;
            }
        }
        if (endOfBatch) {
            endOfBatch();
        }
    }

    @Override
    public void onTimeout(long ringSequence) {
        endOfBatch();
    }

    private void endOfBatch() {
        if (behind == null) {
            fireTimers();
        } else {
            catchUp(behind);
        }
        if (spoke) {
            spoke = false;
            listener.messagesDecided();
        }
        conversationCount = conversations.size();
        CompletableFuture<Image> request = imageWanted.getAndSet(null);
        if (request != null) {
            request.complete(image());
        }
    }

    private void catchUp(LogReader reader) {
        long startedNanos = System.nanoTime();
        while (decidedThrough < owedThrough && mayGoOn(System.nanoTime() - startedNanos)) {
            LogRecord record = reader.poll();
            if (record == null) {
                return;
            }
            decideAll(record);
            decidedThrough = record.sequence();
        }
        if (decidedThrough >= owedThrough) {
            reader.close();
            behind = null;
        }
    }

    private boolean mayGoOn(long forNanos) {
        return forNanos < CATCH_UP_MIN_NANOS || forNanos < CATCH_UP_MAX_NANOS && ring.room() > ringSize / 2;
    }

    /** Decides the inputs of one entry read back from the log; those already decided are passed over. */
    private void decideAll(LogRecord record) {
        switch (record.type()) {
            case RECEIVED, ACTION, TIMER, SEND_RESULT -> {
                for (int index = 0; index < record.sections().size(); index++) {
                    if (mine(record.sections().get(index).contact())) {
                        StoredInput input = StoredInput.decode(record, index);
                        if (input != null) {
                            decide(input);
                        }
                    }
                }
            }
            case DECIDED, SEND_INTENT, QUARANTINED, MARK -> {}
        }
    }

    private boolean mine(Tag contact) {
        return !contact.isNone() && contact.shard(shards) == shard;
    }

    /** Decides one input unless its conversation has seen it. Also used by recovery for what was left undecided. */
    void decide(StoredInput input) {
        Live before = conversations.get(input.contact());
        Address address = merged(before == null ? null : before.address(), input.address());
        if (address == null) {
            return;
        }
        Engines.Content content = engines.of(before == null ? input.number() : before.number());
        if (before == null) {
            before = new Live(input.number(), address, content.fresh());
        }
        if (before.state().hasApplied(input.sequence(), input.index())) {
            return;
        }
        long startedNanos = System.nanoTime();
        Decided decided = decideGuarded(content.engine(), before.state(), address, input);
        long sequence = log.append(new Entry(
                EntryType.DECIDED,
                input.atMs(),
                new Section(SectionKind.DECISION, input.contact(), Tag.NONE, input.sequence(), Json.encode(decided))));
        Conversation after = apply(input.contact(), before, decided);
        counters.decisions.increment();
        counters.decisionNanos.recordValue(Math.clamp(System.nanoTime() - startedNanos, 0, 60_000_000_000L));
        listener.decided(sequence, input.contact(), decided, after);
    }

    /** What is known already stays when a later message leaves it out; a new id replaces the old. */
    private static @Nullable Address merged(@Nullable Address known, @Nullable Address fresh) {
        if (known == null || fresh == null) {
            return fresh == null ? known : fresh;
        }
        return new Address(
                fresh.userId() == null ? known.userId() : fresh.userId(),
                fresh.phone() == null ? known.phone() : fresh.phone());
    }

    /** A fault of the decision core sends this one conversation to a person; the others go on. */
    private Decided decideGuarded(DialogEngine engine, Conversation before, Address address, StoredInput input) {
        try {
            return engine.decide(
                    before,
                    input.sequence(),
                    input.index(),
                    input.atMs(),
                    input.number(),
                    address,
                    input.input(),
                    engines.waits());
        } catch (RuntimeException | StackOverflowError e) {
            counters.internalErrors.increment();
            LOG.atError()
                    .addKeyValue("sequence", input.sequence())
                    .addKeyValue("contact", input.contact())
                    .addKeyValue("fault", e.getClass().getName())
                    .log("the decision core failed; the conversation goes to a person");
            return engine.decideAfterFault(
                    before, input.sequence(), input.index(), input.atMs(), input.number(), address, input.input());
        }
    }

    private Conversation apply(Tag contact, Live before, Decided decided) {
        Live after = before.replay(decided);
        conversations.put(contact, after);
        fence.raise(contact, after.state().epoch());
        setTimer(contact, after);
        for (Decision decision : decided.decisions()) {
            spoke |= !decision.messages().isEmpty();
        }
        return after.state();
    }

    private void setTimer(Tag contact, Live live) {
        long atMs = live.state().nextTimerAtMs();
        if (atMs != Long.MAX_VALUE) {
            timers.add(new DueTimer(atMs, contact));
        }
    }

    /** Due timers enter the ring like any other input, so that inputs have one order; refused ones come back here. */
    private void fireTimers() {
        for (DueTimer back = refused.poll(); back != null; back = refused.poll()) {
            timers.add(back);
        }
        DueTimer first = timers.peek();
        if (first == null) {
            return;
        }
        long nowMs = clockMs.getAsLong();
        while (first != null && first.atMs() <= nowMs) {
            Live live = conversations.get(first.contact());
            if (live != null && live.state().nextTimerAtMs() == first.atMs() && !fire(first, live, nowMs)) {
                return;
            }
            timers.remove();
            first = timers.peek();
        }
    }

    private boolean fire(DueTimer due, Live live, long nowMs) {
        Input.Timer timer = live.state().timerDue(nowMs);
        if (timer == null) {
            return true;
        }
        byte[] payload = StoredInput.encode(live.number(), timer);
        Entry entry =
                new Entry(EntryType.TIMER, nowMs, new Section(SectionKind.TIMER, due.contact(), Tag.NONE, 0, payload));
        return ring.enter(entry, new Intake.Acknowledgement() {
            @Override
            public void durable() {}

            @Override
            public void refused() {
                refused.add(due);
            }
        });
    }

    /**
     * A picture of all conversations, taken on the shard's own thread at the end of a batch.
     *
     * @param through everything up to this sequence is in it
     */
    record Image(long through, List<Conversations.Kept> conversations) {}

    /** Asks for a picture; from any thread. A second request before the first is served replaces it. */
    CompletableFuture<Image> requestImage() {
        CompletableFuture<Image> request = new CompletableFuture<>();
        imageWanted.set(request);
        return request;
    }

    /** The picture, from a thread that knows the shard is at rest. */
    Image image() {
        return new Image(decidedThrough, conversations.copy());
    }

    int conversationCount() {
        return conversationCount;
    }

    private record DueTimer(long atMs, Tag contact) implements Comparable<DueTimer> {
        @Override
        public int compareTo(DueTimer other) {
            return Long.compare(atMs, other.atMs);
        }
    }
}
