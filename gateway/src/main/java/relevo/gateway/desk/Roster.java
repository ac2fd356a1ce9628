package relevo.gateway.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is on duty: an agent says so, with the queues he serves and how many conversations he can have at once, and stays so
 * for as long as he gives a sign now and then. Safe for use from any thread.
 */
public final class Roster {
    /** More than a desk has; one more is refused. */
    static final int AGENTS_MAX = 5_000;

    private final long leaseMs;
    private final Map<String, Duty> duties = new TreeMap<>();

    /** @param leaseMs how long an agent is on duty after his last sign */
    public Roster(long leaseMs) {
        this.leaseMs = leaseMs;
    }

    /** An agent on duty. */
    record Duty(String name, Set<String> queues, int capacity, long untilMs) {}

    /** From now on, or still, on duty. */
    synchronized Duty begin(String name, Set<String> queues, int capacity, long nowMs) {
        if (duties.size() >= AGENTS_MAX && !duties.containsKey(name)) {
            throw new RefusedException(RefusedException.Why.FULL, "no more than " + AGENTS_MAX + " agents on duty");
        }
        Duty duty = new Duty(name, Set.copyOf(new TreeSet<>(queues)), capacity, nowMs + leaseMs);
        duties.put(name, duty);
        return duty;
    }

    /** A sign: whatever an agent does shows that he is there. */
    synchronized void sign(String name, long nowMs) {
        duties.computeIfPresent(name, (same, duty) -> new Duty(name, duty.queues(), duty.capacity(), nowMs + leaseMs));
    }

    /** No more conversations for him; false when he was not on duty. */
    synchronized boolean end(String name) {
        return duties.remove(name) != null;
    }

    /** Takes those off duty who gave no sign for too long; returns who they were. */
    synchronized List<String> lapse(long nowMs) {
        List<String> gone = new ArrayList<>();
        duties.values().removeIf(duty -> {
            boolean late = duty.untilMs() < nowMs;
            if (late) {
                gone.add(duty.name());
            }
            return late;
        });
        return gone;
    }

    /** By name. */
    synchronized List<Duty> all() {
        return duties.values().stream().sorted(Comparator.comparing(Duty::name)).toList();
    }

    synchronized @Nullable Duty find(String name) {
        return duties.get(name);
    }

    /** Those who serve this queue. */
    synchronized List<Duty> of(String queue) {
        return duties.values().stream()
                .filter(duty -> duty.queues().contains(queue))
                .toList();
    }
}
