package relevo.gateway.outbox;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Decided;
import relevo.gateway.whatsapp.Sender;
import relevo.journal.Log;

/**
 * Sends what was decided to the customers, and journals what becomes of it.
 *
 * <pre>
 *           DECIDED, statuses, results           SEND_INTENT, on the medium   requests
 *  journal ------------ Follower --> Ledger, Lanes --> Dispatcher --> journal ---------> Cloud API
 *                                         ^                                                |
 *     ring <--- SEND_RESULT --- Results --'<----------------- Inbox <------ answers -------'
 * </pre>
 *
 * It follows the journal, so nothing decided is lost: after a restart it goes on where the journal says it stopped. One
 * message to a customer at a time, in the order decided. A message goes out at most once, unless its fate is unknown and
 * no status came within {@link OutboxConfig#unknownWaitMs()}: then a reply is repeated once, marked in the journal and by
 * {@code ~r} at the end of its callback data (ADR 0008).
 *
 * <p>One thread of its own, named outbox, which alone touches all of its state; {@link #wake}, {@link #counters} and
 * {@link #resume} may be called from any. A fault of the journal, or ours, ends the thread through {@code onFault}.
 */
public final class Outbox implements AutoCloseable {
    /** Name under which the outbox releases the journal. */
    public static final String READER = "outbox";

    private static final int READ_BUDGET = 1_024;
    private static final long TICK_MS = 1_000;
    private static final int SWEEP_TICKS = 10;
    private static final long CLOSE_MS = 5_000;
    private static final long NANOS_OF_MS = 1_000_000;

    private final OutboxConfig config;
    private final Log log;
    private final RecentEntries recent;
    private final Function<byte[], Decided> decoder;
    private final Sender sender;
    private final ResultSink sink;
    private final Fence fence;
    private final byte[] sendIdKey;
    private final LongSupplier clockMs;
    private final RandomGenerator random;
    private final Consumer<Throwable> onFault;
    private final Tally tally = new Tally();
    private final Inbox inbox = new Inbox(this::wake);
    private final Thread thread = new Thread(this::run, "outbox");

    private @Nullable Parts parts;
    private @Nullable Thread owner;
    private volatile long afterSequence;
    private volatile boolean resting;
    private volatile boolean stopping;
    private volatile boolean halted;
    private long tickMs;
    private boolean recovered;
    private int ticks;

    private record Parts(
            Recovery recovery, Lanes lanes, Results results, Ledger ledger, Follower follower, Dispatcher dispatcher) {}

    /**
     * Wires the parts; nothing runs before {@link #start}.
     *
     * @param recent what this process appends to the log, noted by whoever does
     * @param decoder of the payload of a DECISION section
     * @param sink the way of results into the ring
     * @param fence shared with the decide shards
     * @param sendIdKey keys the names of sends; the same as long as the journal is kept
     * @param clockMs milliseconds since 1970 UTC, the gateway's guarded clock
     * @param random for the spread of pauses
     * @param onFault called on the outbox thread when it has to end; the process must stop
     */
    public Outbox(
            OutboxConfig config,
            Log log,
            RecentEntries recent,
            Function<byte[], Decided> decoder,
            Sender sender,
            ResultSink sink,
            Fence fence,
            byte[] sendIdKey,
            LongSupplier clockMs,
            RandomGenerator random,
            Consumer<Throwable> onFault) {
        this.config = config;
        this.log = log;
        this.recent = recent;
        this.decoder = decoder;
        this.sender = sender;
        this.sink = sink;
        this.fence = fence;
        this.sendIdKey = sendIdKey.clone();
        this.clockMs = clockMs;
        this.random = random;
        this.onFault = onFault;
        thread.setDaemon(true);
    }

    /** Starts the thread, which first reads everything behind {@code after}; usually {@code log.released(READER)}. */
    public void start(long after) {
        afterSequence = after;
        thread.start();
    }

    /** There may be something new in the journal. Cheap; may be left out, then it takes up to {@code idleMs} longer. */
    public void wake() {
        if (resting) {
            LockSupport.unpark(thread);
        }
    }

    public OutboxCounters counters() {
        return tally.counters();
    }

    /** An operator has mended what held this number: it goes on at once. */
    public void resume(String number) {
        inbox.add(nowMs -> {
            if (parts != null) {
                parts.lanes().gate(number, nowMs).resume();
            }
        });
    }

    /** Begins no more sends, waits up to five seconds for answers under way and their results, then ends the thread. */
    @Override
    public void close() {
        stopping = true;
        if (Thread.currentThread() == thread) {
            halted = true;
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MS);
            halted = true;
            LockSupport.unpark(thread);
            thread.join();
        } catch (InterruptedException e) {
            halted = true;
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            begin(afterSequence);
            while (!halted && !(stopping && isQuiet())) {
                if (work()) {
                    gather();
                } else {
                    rest();
                }
            }
            end();
        } catch (RuntimeException | Error e) {
            // Whatever it is, this thread's state can no longer be trusted: the process stops, recovery reads the
            // journal.
            onFault.accept(e);
        }
    }

    /** Reads the journal up to its present end and restores what is not settled. */
    void begin(long after) {
        owner = Thread.currentThread();
        SendId ids = new SendId(sendIdKey);
        Recovery recovery = new Recovery(ids);
        long through = recovery.read(log, after);
        Lanes lanes = new Lanes(config, random);
        Results results = new Results(sink, tally.sinkFull, this::wake);
        Ledger ledger = new Ledger(config, ids, lanes, results, tally, recovery);
        LastInbound windows = new LastInbound(config.contactsMax());
        Follower follower = new Follower(
                config,
                log,
                after,
                decoder,
                recent,
                lanes,
                ledger,
                windows,
                fence,
                tally,
                new Receipts(config, lanes, sender, tally, inbox));
        Dispatcher dispatcher = new Dispatcher(
                config, log, lanes, ledger, windows, fence, follower, recent, sender, tally, random, inbox);
        follower.recover(through, clockMs.getAsLong());
        tickMs = clockMs.getAsLong() - TICK_MS;
        parts = new Parts(recovery, lanes, results, ledger, follower, dispatcher);
        tally.releasedThrough = after;
    }

    /** One round; true when there may be more to do at once. */
    boolean work() {
        Parts my = mine();
        long now = clockMs.getAsLong();
        boolean progress = inbox.work(now);
        progress |= my.results().flush(now);
        boolean crowded = my.results().crowded();
        boolean atEnd = false;
        if (!crowded) {
            long before = my.follower().position();
            atEnd = my.follower().read(READ_BUDGET, now);
            progress |= my.follower().position() > before;
            progress |= my.follower().hasBacklog() && my.follower().readBacklogs(now);
        }
        progress |= my.lanes().ring(now);
        // Also while stopping: an intent without a request would have to wait for a status after the restart.
        progress |= my.dispatcher().release(now);
        if (!crowded && !stopping) {
            progress |= my.dispatcher().dispatch(atEnd, now);
        }
        if (now - tickMs >= TICK_MS || now < tickMs) {
            tickMs = now;
            tick(my, now);
        }
        tally.pending = my.lanes().pending();
        tally.inFlight = my.dispatcher().inFlight();
        tally.resultsWaiting = my.results().waiting();
        tally.readThrough = my.follower().position();
        return progress;
    }

    private void tick(Parts my, long nowMs) {
        release(my);
        if (!my.follower().hasBacklog()) {
            fence.age(my.follower().position(), log::lastSequence);
            if (!recovered) {
                recovered = true;
                my.recovery().done();
            }
        }
        if (++ticks % SWEEP_TICKS == 0) {
            my.lanes().sweep(nowMs);
        }
        tally.lanes = my.lanes().size();
        tally.oldestPendingMs = my.lanes().oldestMs(nowMs);
        tally.numbers = List.copyOf(
                my.lanes().gates().stream().map(gate -> gate.state(nowMs)).toList());
    }

    private void release(Parts my) {
        long through = my.follower().through();
        if (through > tally.releasedThrough) {
            log.release(READER, through);
            tally.releasedThrough = through;
        }
    }

    private boolean isQuiet() {
        Parts my = mine();
        return my.dispatcher().inFlight() == 0
                && !my.dispatcher().isWaiting()
                && my.results().isEmpty()
                && inbox.isEmpty();
    }

    /** Lets a little come together after a round of work, unless there is much to do already. Nobody ends this rest early. */
    private void gather() {
        Parts my = mine();
        if (!halted && !my.follower().hasBacklog() && my.follower().behind() < READ_BUDGET / 2) {
            LockSupport.parkNanos(NANOS_OF_MS * config.gatherMs());
        }
    }

    private void rest() {
        Parts my = mine();
        if (my.follower().behind() > 0 || my.dispatcher().isWaiting()) {
            // An entry or a force is about to come; nobody will tell.
            LockSupport.parkNanos(NANOS_OF_MS * Math.max(1, config.gatherMs()));
            return;
        }
        resting = true;
        if (inbox.isEmpty() && my.follower().behind() == 0 && !halted) {
            long restMs = my.lanes().restMs(clockMs.getAsLong(), config.idleMs());
            // Results that found the ring full are offered again soon.
            LockSupport.parkNanos(NANOS_OF_MS * Math.max(1, my.results().isEmpty() ? restMs : 1));
        }
        resting = false;
    }

    /** Releases what is dealt with and lets go of the journal. */
    void end() {
        Parts my = mine();
        release(my);
        my.follower().close();
    }

    private Parts mine() {
        if (parts == null || owner != Thread.currentThread()) {
            throw new IllegalStateException("only the outbox thread, after its start");
        }
        return parts;
    }
}
