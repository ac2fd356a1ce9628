package relevo.gateway.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Owner;
import relevo.dialog.Wait;
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
    /** What waits comes first, the most urgent and then the oldest of it ahead; then what changed last. */
    private static final Comparator<Case> ORDER = Comparator.comparingInt((Case one) ->
                    one.owner() == Owner.QUEUED ? Workload.rank(one.priority()) : Workload.PRIORITIES.size())
            .thenComparingLong(one -> one.owner() == Owner.QUEUED ? one.sinceMs() : -one.changedAtMs())
            .thenComparing(one -> one.contact().toString());

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
    private final Map<Tag, Case> open = new HashMap<>();
    private final LinkedHashMap<Tag, Case> recent = new LinkedHashMap<>(256, 0.75f, true);
    private final Workload workload;
    private final Audience<Follower> followers;

    public Board(Limits limits, Roster roster) {
        this.limits = limits;
        this.roster = roster;
        this.workload = new Workload(limits.serviceSeconds());
        this.followers = new Audience<>(lock, limits.followersMax(), "streams");
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
                workload.served(before, decided.atMs());
            }
            followers.tell(follower -> follower.changed.add(contact));
        } finally {
            lock.unlock();
        }
    }

    private void replace(Tag contact, Case now) {
        Case before = open.remove(contact);
        if (before != null) {
            workload.remove(before);
        }
        if (now.open()) {
            recent.remove(contact);
            open.put(contact, now);
            workload.add(now);
            return;
        }
        recent.put(contact, now);
        if (recent.size() > limits.recentMax()) {
            recent.pollFirstEntry();
        }
    }

    /** The wait of one who joins now: behind those of his priority and above; null while nobody is on duty there. */
    @Override
    public @Nullable Wait of(String queueName, String priority) {
        List<Roster.Duty> duties = roster.of(queueName);
        lock.lock();
        try {
            return workload.of(queueName, priority, duties);
        } finally {
            lock.unlock();
        }
    }

    /** Every queue anything was ever in, by name. */
    List<Workload.Depth> depths() {
        lock.lock();
        try {
            return workload.depths();
        } finally {
            lock.unlock();
        }
    }

    /** How many conversations this agent has. */
    int heldBy(String agent) {
        lock.lock();
        try {
            return workload.heldBy(agent);
        } finally {
            lock.unlock();
        }
    }

    /** Conversations that wait for a person now. */
    public int waiting() {
        lock.lock();
        try {
            return workload.waiting();
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

    /** All that is in sight and wanted, in the order of the desk. */
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

    /**
     * Starts to follow changes.
     *
     * @throws RefusedException FULL, or UNAVAILABLE after {@link #close()}
     */
    Follower follow() {
        return followers.join(new Follower());
    }

    /** Ends all that follow. */
    public void close() {
        followers.close();
    }

    /**
     * One who follows: gets each conversation that changed, as it is when he looks. What changes twice before he looks comes
     * once, so a slow one needs no more room than there are conversations. Used by one thread.
     */
    final class Follower implements ServerSentEvents.Listening<Case> {
        private final Set<Tag> changed = new LinkedHashSet<>();

        @Override
        public List<Case> next(long timeoutMs) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                followers.await(this, () -> !changed.isEmpty(), timeoutMs);
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

        @Override
        public boolean isOpen() {
            return followers.includes(this);
        }

        @Override
        public void close() {
            followers.leave(this);
        }
    }
}
