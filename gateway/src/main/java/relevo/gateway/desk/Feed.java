package relevo.gateway.desk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the live pages show: remembers the last events of each conversation and passes new ones on to those who listen.
 *
 * <pre>
 *   publish --> memory (bounded) --> State     a page that is new, or that fell behind
 *          \--> backlog of each subscriber (bounded) --> the others
 * </pre>
 *
 * A listener always starts from a {@link FeedEvent.State} and then gets what came after it, nothing twice and nothing left
 * out. One that cannot keep up costs no memory: its backlog is dropped and it gets a new state.
 *
 * <p>Safe for use from any thread. {@link #publish} never waits for a page and does no work beyond a few moves under a lock,
 * so that the pipeline may call it.
 */
public final class Feed implements AutoCloseable {
    private final FeedLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Memory> conversations = new LinkedHashMap<>(64, 0.75f, true);
    private final Audience<Subscription> subscriptions;
    private int customers;
    private @Nullable Figures figures;

    public Feed(FeedLimits limits) {
        this.limits = limits;
        this.subscriptions = new Audience<>(lock, limits.subscribersMax(), "live pages");
    }

    /**
     * Remembers a customer of the phone for as long as the feed lives; a second time changes nothing.
     *
     * @throws RefusedException FULL
     */
    public void add(Customer customer) {
        lock.lock();
        try {
            Memory memory = conversations.get(customer.id());
            if (memory != null && memory.customer != null) {
                return;
            }
            if (customers == limits.customersMax()) {
                throw new RefusedException(RefusedException.Why.FULL, "no more than " + customers + " customers");
            }
            customers++;
            if (memory == null) {
                memory = new Memory();
                conversations.put(customer.id(), memory);
            }
            memory.customer = customer;
            pass(new Sent(customer.id(), new FeedEvent.CustomerAdded(customer)));
        } finally {
            lock.unlock();
        }
    }

    /** Tells of an event of a conversation. After {@link #close()} it does nothing. */
    public void publish(String conversation, FeedEvent event) {
        lock.lock();
        try {
            if (subscriptions.isClosed()) {
                return;
            }
            if (!(event instanceof FeedEvent.Typing)) {
                memory(conversation).add(event, limits.eventsPerConversationMax());
            }
            pass(new Sent(conversation, event));
        } finally {
            lock.unlock();
        }
    }

    /** Tells of new live figures. */
    public void publish(Figures now) {
        lock.lock();
        try {
            figures = now;
            pass(new Sent(null, now));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Starts to listen.
     *
     * @throws RefusedException FULL, or UNAVAILABLE after {@link #close()}
     */
    Subscription subscribe() {
        return subscriptions.join(new Subscription());
    }

    /** Ends all subscriptions. */
    @Override
    public void close() {
        subscriptions.close();
    }

    int subscribers() {
        return subscriptions.size();
    }

    private Memory memory(String conversation) {
        Memory memory = conversations.get(conversation);
        if (memory == null) {
            if (conversations.size() - customers >= limits.othersMax()) {
                forgetOne();
            }
            memory = new Memory();
            if (limits.othersMax() > 0) {
                conversations.put(conversation, memory);
            }
        }
        return memory;
    }

    /** The map is in order of use, so the first that is nobody of ours is the one longest without news. */
    private void forgetOne() {
        Iterator<Memory> all = conversations.values().iterator();
        while (all.hasNext()) {
            if (all.next().customer == null) {
                all.remove();
                return;
            }
        }
    }

    private void pass(Sent sent) {
        subscriptions.tell(subscription -> subscription.offer(sent));
    }

    private FeedEvent.State state() {
        List<FeedEvent.Remembered> all = new ArrayList<>(conversations.size());
        conversations.forEach(
                (id, memory) -> all.add(new FeedEvent.Remembered(id, memory.customer, List.copyOf(memory.events))));
        return new FeedEvent.State(all, figures);
    }

    /**
     * An event on its way to the pages.
     *
     * @param conversation null for what belongs to none
     */
    record Sent(@Nullable String conversation, FeedEvent event) {}

    private static final class Memory {
        private final ArrayDeque<FeedEvent> events = new ArrayDeque<>();
        private @Nullable Customer customer;

        void add(FeedEvent event, int max) {
            if (event instanceof FeedEvent.Tick tick) {
                // Only the furthest tick of a message is worth a place.
                if (events.stream().anyMatch(old -> old instanceof FeedEvent.Tick known && isFurther(known, tick))) {
                    return;
                }
                events.removeIf(old ->
                        old instanceof FeedEvent.Tick known && known.messageId().equals(tick.messageId()));
            }
            events.add(event);
            if (events.size() > max) {
                events.remove();
            }
        }

        private static boolean isFurther(FeedEvent.Tick one, FeedEvent.Tick other) {
            return one.messageId().equals(other.messageId()) && rank(one) > rank(other);
        }

        private static int rank(FeedEvent.Tick tick) {
            return switch (tick.status()) {
                case "read" -> 3;
                case "delivered" -> 2;
                case "failed" -> 1;
                default -> 0;
            };
        }
    }

    /** One who listens; used by one thread. */
    final class Subscription implements ServerSentEvents.Listening<Sent> {
        private final ArrayDeque<Sent> backlog = new ArrayDeque<>();
        private boolean behind = true;
        private boolean started;

        @Override
        public List<Sent> next(long timeoutMs) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                subscriptions.await(this, () -> behind || !backlog.isEmpty(), timeoutMs);
                if (!isOpen()) {
                    return List.of();
                }
                if (behind) {
                    if (started) {
                        // A page that cannot keep up would otherwise have its whole state written again and again.
                        subscriptions.rest(this, limits.restMs());
                    }
                    behind = false;
                    started = true;
                    return List.of(new Sent(null, state()));
                }
                List<Sent> all = List.copyOf(backlog);
                backlog.clear();
                return all;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean isOpen() {
            return subscriptions.includes(this);
        }

        /** Ends it; a second time does nothing. */
        @Override
        public void close() {
            subscriptions.leave(this);
        }

        private void offer(Sent sent) {
            if (behind) {
                return;
            }
            if (backlog.size() == limits.backlogMax()) {
                backlog.clear();
                behind = true;
                return;
            }
            backlog.add(sent);
        }
    }
}
