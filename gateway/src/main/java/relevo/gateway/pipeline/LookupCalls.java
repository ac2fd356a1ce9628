package relevo.gateway.pipeline;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Input;
import relevo.dialog.Lookups;
import relevo.journal.Tag;

/**
 * Asks other systems what guided flows want to know, and who a new customer is, and brings each outcome back through the
 * ring as an {@link Input.Looked} or {@link Input.Profile}: it is journaled before it is decided on, so the decision can be recomputed without asking again.
 *
 * <pre>
 *   decide-n -> Decided with a lookup -> waiting (bounded) -> lookup-n: asks -> ring -> journal -> decide-n
 * </pre>
 *
 * Who finds no room, or comes to his turn when the time is over, gets {@code failed}; so does the flow by its own timer when
 * nothing comes back at all. May be told of decisions from any thread; asks on threads of its own.
 */
public final class LookupCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LookupCalls.class);
    private static final long RING_FULL_NANOS = 2_000_000;
    private static final int INTRODUCED_MAX = 100_000;
    private static final String CUSTOMER = "customer";
    private static final Set<String> SEGMENTS = Set.of("regular", "premium", "vip");

    /**
     * Sizes.
     *
     * @param concurrentMax lookups asked at a time
     * @param waitingMax lookups that wait for a turn
     * @param budgetMs from the decision to the outcome; below the flow's own four seconds
     */
    public record Limits(int concurrentMax, int waitingMax, long budgetMs) {
        public Limits {
            if (concurrentMax < 1 || waitingMax < 1 || budgetMs < 1) {
                throw new IllegalArgumentException("limits of lookups must be above 0: " + concurrentMax + ", "
                        + waitingMax + ", " + budgetMs + " ms");
            }
        }
    }

    private final Limits limits;
    private final Map<String, Lookups> byNumber;
    private final InternalEntries ring;
    private final LongSupplier clockMs;
    private final ThreadPoolExecutor asking;
    /** Contacts the directory was asked about since the start; those asked longest ago go first. Guarded by itself. */
    private final Map<Tag, Boolean> introduced = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tag, Boolean> eldest) {
            return size() > INTRODUCED_MAX;
        }
    };

    /** @param byNumber whom to ask, by phone_number_id of the business number; a number without an entry asks nobody */
    public LookupCalls(Limits limits, Map<String, Lookups> byNumber, InternalEntries ring, LongSupplier clockMs) {
        this.limits = limits;
        this.byNumber = Map.copyOf(byNumber);
        this.ring = ring;
        this.clockMs = clockMs;
        asking = new ThreadPoolExecutor(
                limits.concurrentMax(),
                limits.concurrentMax(),
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.waitingMax()),
                new Named());
        asking.allowCoreThreadTimeOut(true);
    }

    /** Looks whether a decision asks for something, and whether the customer is a stranger. Returns at once. */
    public void decided(Tag contact, Decided decided) {
        if (decided.input() instanceof Input.Customer customer) {
            introduce(contact, decided, customer);
        }
        for (Decision decision : decided.decisions()) {
            if (decision instanceof Decision.Flow flow && flow.lookup() != null) {
                ask(new Question(contact, decided.number(), flow.step(), flow.lookup(), decided.epoch(), nowMs()));
            }
        }
    }

    /** Asks again what a process that ended was still waiting for; for whom the time is over, the flow's timer speaks. */
    public void resume(Recovered recovered, Engines engines) {
        long nowMs = nowMs();
        // A flow that waits for an answer has a timer: whoever has none ahead is not woken.
        recovered.kept().filter(kept -> isAhead(kept.nextTimerAtMs(), nowMs)).forEach(kept -> {
            Conversations.Live live = kept.live();
            Conversation state = live.state();
            Decision.Flow open = engines.of(live.number()).engine().openLookup(state);
            if (open != null && open.lookup() != null) {
                ask(new Question(kept.contact(), live.number(), open.step(), open.lookup(), state.epoch(), nowMs));
            }
        });
    }

    private static boolean isAhead(long timerAtMs, long nowMs) {
        return timerAtMs > nowMs && timerAtMs != Long.MAX_VALUE;
    }

    /** Lookups that wait for a turn. */
    public int waiting() {
        return asking.getQueue().size();
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }

    /** Asks the customer directory, where there is one, about a customer who has not been asked about lately. */
    private void introduce(Tag contact, Decided decided, Input.Customer customer) {
        Lookups lookups = byNumber.get(decided.number());
        if (lookups == null || decided.memory().segment() != null || !lookups.knows(CUSTOMER) || !isStranger(contact)) {
            return;
        }
        Map<String, String> known = new HashMap<>();
        putIfThere(known, "phone", decided.address().phone());
        putIfThere(known, "user_id", decided.address().userId());
        putIfThere(known, "name", customer.name());
        Question question = new Question(
                contact, decided.number(), CUSTOMER, new Decision.Lookup(CUSTOMER, known), decided.epoch(), nowMs());
        try {
            asking.execute(() -> {
                Lookups.Found found = look(question);
                if (found.outcome().equals("found")) {
                    answer(question, profile(found.values()));
                }
            });
        } catch (RejectedExecutionException noRoom) {
            LOG.warn("no room to ask who a customer is: too many lookups wait");
        }
    }

    private boolean isStranger(Tag contact) {
        synchronized (introduced) {
            return introduced.put(contact, Boolean.TRUE) == null;
        }
    }

    private static void putIfThere(Map<String, String> known, String name, @Nullable String value) {
        if (value != null) {
            known.put(name, value);
        }
    }

    private static Input.Profile profile(Map<String, String> values) {
        String segment = values.get("segment");
        return new Input.Profile(
                values.get("lang"), segment != null && SEGMENTS.contains(segment) ? segment : null, values.get("name"));
    }

    private record Question(
            Tag contact, String number, String step, Decision.Lookup lookup, long epoch, long askedAtMs) {}

    private void ask(Question question) {
        try {
            asking.execute(() -> answer(question, looked(question, look(question))));
        } catch (RejectedExecutionException noRoom) {
            LOG.warn("no room for lookup {}: too many wait", question.lookup().name());
            // Not on this thread: a decide thread never waits for the ring it serves.
            enter(question, looked(question, Lookups.Found.FAILED));
        }
    }

    private Lookups.Found look(Question question) {
        Lookups lookups = byNumber.get(question.number());
        if (lookups == null || late(question)) {
            return Lookups.Found.FAILED;
        }
        return lookups.look(question.lookup().name(), question.lookup().slots());
    }

    private void answer(Question question, Input input) {
        while (!late(question) && !Thread.currentThread().isInterrupted()) {
            if (enter(question, input)) {
                return;
            }
            LockSupport.parkNanos(RING_FULL_NANOS);
        }
    }

    private boolean enter(Question question, Input input) {
        return ring.enter(
                Pipeline.action(question.contact(), question.number(), nowMs(), input), Intake.Acknowledgement.NONE);
    }

    private static Input.Looked looked(Question question, Lookups.Found found) {
        return new Input.Looked(question.step(), found.outcome(), found.values(), question.epoch());
    }

    private boolean late(Question question) {
        return nowMs() - question.askedAtMs() > limits.budgetMs();
    }

    private long nowMs() {
        return clockMs.getAsLong();
    }

    /** Threads are named by role. */
    private static final class Named implements ThreadFactory {
        private final AtomicInteger made = new AtomicInteger();

        @Override
        public Thread newThread(Runnable work) {
            return Thread.ofPlatform()
                    .daemon()
                    .name("lookup-" + made.getAndIncrement())
                    .unstarted(work);
        }
    }
}
