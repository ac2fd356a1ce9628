package relevo.gateway.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Owner;
import relevo.dialog.Wait;
import relevo.dialog.WaitEstimate;
import relevo.dialog.Waits;
import relevo.journal.Tag;

/**
 * What the desk sees: every conversation that is with people, and the latest of the others, each as its last decision left
 * it. The queues' depths and the agents' service times are counted here too, and with them the wait of the next in line.
 *
 * <pre>
 *   decide-n --moved--> cases, depths, service times --> pages and API (lists, one case, changes as they come)
 *                                  \--> wait estimate of the next decision
 * </pre>
 *
 * Nothing here decides: it is rebuilt at every start from the recovered conversations; service times are measured anew.
 * Safe for use from any thread; {@link #moved} and {@link #of} hold a lock for a few map operations.
 */
public final class Board implements Waits {
    private static final double NEW_SERVICE_WEIGHT = 0.1;
    private static final double SERVICE_SECONDS_MIN = 5;
    private static final List<String> PRIORITIES = List.of("urgent", "high", "normal");

    /**
     * Bounds.
     *
     * @param recentMax conversations of the bot that are kept in sight; the one longest without news is forgotten first
     * @param followersMax those who listen to changes at a time
     * @param serviceSeconds what a conversation is taken to need of an agent until that is measured
     */
    public record Limits(int recentMax, int followersMax, int serviceSeconds) {
        public Limits {
            if (recentMax < 1 || followersMax < 1 || serviceSeconds < 1) {
                throw new IllegalArgumentException("limits of the board must be above 0: " + recentMax + ", "
                        + followersMax + ", " + serviceSeconds);
            }
        }
    }

    private final Limits limits;
    private final Roster roster;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<Tag, Case> open = new HashMap<>();
    private final LinkedHashMap<Tag, Case> recent = new LinkedHashMap<>(256, 0.75f, true);
    private final Map<String, Integer> held = new HashMap<>();
    private final Map<String, Queue> queues = new HashMap<>();
    private final Set<Follower> followers = new LinkedHashSet<>();
    private boolean closed;

    public Board(Limits limits, Roster roster) {
        this.limits = limits;
        this.roster = roster;
    }

    /** Counted under the lock. */
    private static final class Queue {
        private final int[] waiting = new int[PRIORITIES.size()];
        private double serviceSeconds;

        private Queue(double serviceSeconds) {
            this.serviceSeconds = serviceSeconds;
        }

        int waiting() {
            int all = 0;
            for (int some : waiting) {
                all += some;
            }
            return all;
        }
    }

    /** A conversation as recovery found it; before anything else happens. */
    public void restore(Tag contact, String number, Conversation state) {
        if (state.owner() != Owner.BOT) {
            lock.lock();
            try {
                replace(contact, Case.of(contact, number, state));
            } finally {
                lock.unlock();
            }
        }
    }

    /** One input was decided. */
    public void moved(Tag contact, Decided decided, Conversation state) {
        lock.lock();
        try {
            Case before = at(contact);
            replace(contact, Case.of(before, contact, decided, state));
            if (before != null
                    && before.owner() == Owner.HUMAN
                    && state.epoch() != before.state().epoch()) {
                served(before, decided.atMs());
            }
            for (Follower follower : followers) {
                follower.changed.add(contact);
            }
            if (!followers.isEmpty()) {
                news.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void replace(Tag contact, Case now) {
        Case before = open.remove(contact);
        if (before != null) {
            count(before, -1);
        }
        if (now.open()) {
            recent.remove(contact);
            open.put(contact, now);
            count(now, 1);
            return;
        }
        recent.put(contact, now);
        if (recent.size() > limits.recentMax()) {
            recent.pollFirstEntry();
        }
    }

    private void count(Case one, int by) {
        if (one.owner() == Owner.QUEUED) {
            queue(one.queue()).waiting[rank(one.priority())] += by;
        } else if (one.owner() == Owner.HUMAN) {
            held.merge(one.agent(), by, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    /** An agent is done with it: how long he had it moves the typical time a little. */
    private void served(Case done, long nowMs) {
        Queue queue = queue(done.queue());
        double seconds = Math.max(SERVICE_SECONDS_MIN, (nowMs - done.claimedAtMs()) / 1e3);
        queue.serviceSeconds += NEW_SERVICE_WEIGHT * (seconds - queue.serviceSeconds);
    }

    private Queue queue(String name) {
        return queues.computeIfAbsent(name, unseen -> new Queue(limits.serviceSeconds()));
    }

    private static int rank(String priority) {
        return Math.max(0, PRIORITIES.indexOf(priority));
    }

    /** The wait of one who joins now: behind those of his priority and above; null while nobody is on duty there. */
    @Override
    public @Nullable Wait of(String queueName, String priority) {
        List<Roster.Duty> duties = roster.of(queueName);
        if (duties.isEmpty()) {
            return null;
        }
        lock.lock();
        try {
            Queue queue = queue(queueName);
            int ahead = 0;
            for (int rank = 0; rank <= rank(priority); rank++) {
                ahead += queue.waiting[rank];
            }
            int agents = 0;
            int free = 0;
            for (Roster.Duty duty : duties) {
                agents += duty.capacity();
                free += Math.max(0, duty.capacity() - held.getOrDefault(duty.name(), 0));
            }
            return WaitEstimate.of(ahead, agents, Math.min(free, agents), queue.serviceSeconds);
        } finally {
            lock.unlock();
        }
    }

    /**
     * One queue now.
     *
     * @param waiting conversations nobody has yet
     * @param serviceSeconds typical time an agent has one
     */
    record Depth(String queue, int waiting, double serviceSeconds) {}

    /** Every queue anything was ever in, by name. */
    List<Depth> depths() {
        lock.lock();
        try {
            return queues.entrySet().stream()
                    .map(entry ->
                            new Depth(entry.getKey(), entry.getValue().waiting(), entry.getValue().serviceSeconds))
                    .sorted(Comparator.comparing(Depth::queue))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** How many conversations this agent has. */
    int heldBy(String agent) {
        lock.lock();
        try {
            return held.getOrDefault(agent, 0);
        } finally {
            lock.unlock();
        }
    }

    /** Conversations that wait for a person now. */
    public int waiting() {
        lock.lock();
        try {
            return queues.values().stream().mapToInt(Queue::waiting).sum();
        } finally {
            lock.unlock();
        }
    }

    /** Conversations that wait and whose queue was reminded of them at least once. */
    public int unclaimed() {
        return (int) openCases().stream()
                .filter(one -> one.owner() == Owner.QUEUED
                        && one.handed() != null
                        && one.handed().reminders() > 0)
                .count();
    }

    @Nullable
    Case find(Tag contact) {
        lock.lock();
        try {
            return at(contact);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Case at(Tag contact) {
        Case one = open.get(contact);
        return one == null ? recent.get(contact) : one;
    }

    /** Keeps what was read back of a case, unless it has changed meanwhile. */
    void complete(Case read) {
        lock.lock();
        try {
            open.computeIfPresent(
                    read.contact(),
                    (contact, now) -> now.escalated() == null && read.escalated() != null && now.open()
                            ? now.withEscalation(read.escalated())
                            : now);
        } finally {
            lock.unlock();
        }
    }

    /** Those with people. */
    List<Case> openCases() {
        lock.lock();
        try {
            return List.copyOf(open.values());
        } finally {
            lock.unlock();
        }
    }

    /** What waits comes first, the most urgent and then the oldest of it ahead; then what changed last. */
    List<Case> list(Predicate<Case> wanted) {
        List<Case> all = new ArrayList<>();
        lock.lock();
        try {
            all.addAll(open.values());
            all.addAll(recent.values());
        } finally {
            lock.unlock();
        }
        return all.stream().filter(wanted).sorted(ORDER).toList();
    }

    private static final Comparator<Case> ORDER = Comparator.comparingInt(
                    (Case one) -> one.owner() == Owner.QUEUED ? rank(one.priority()) : PRIORITIES.size())
            .thenComparingLong(one -> one.owner() == Owner.QUEUED ? one.sinceMs() : -one.changedAtMs())
            .thenComparing(one -> one.contact().toString());

    /** Starts to follow changes. */
    Follower follow() {
        lock.lock();
        try {
            if (closed) {
                throw new RefusedException(RefusedException.Why.UNAVAILABLE, "stopping");
            }
            if (followers.size() == limits.followersMax()) {
                throw new RefusedException(
                        RefusedException.Why.FULL, "no more than " + limits.followersMax() + " streams at a time");
            }
            Follower follower = new Follower();
            followers.add(follower);
            return follower;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all that follow. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            followers.clear();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * One who follows: gets each conversation that changed, as it is when he looks. What changes twice before he looks comes
     * once, so a slow one needs no more room than there are conversations. Used by one thread.
     */
    final class Follower implements AutoCloseable {
        private final Set<Tag> changed = new LinkedHashSet<>();

        /** Waits for changes; empty when the time is over. */
        List<Case> next(long timeoutMs) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long leftNs = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
                while (changed.isEmpty() && isOpen() && leftNs > 0) {
                    leftNs = news.awaitNanos(leftNs);
                }
                List<Case> now = new ArrayList<>(changed.size());
                for (Tag contact : changed) {
                    Case one = at(contact);
                    if (one != null) {
                        now.add(one);
                    }
                }
                changed.clear();
                return now;
            } finally {
                lock.unlock();
            }
        }

        boolean isOpen() {
            lock.lock();
            try {
                return followers.contains(this);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                followers.remove(this);
                news.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
