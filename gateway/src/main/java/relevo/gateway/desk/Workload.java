package relevo.gateway.desk;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Owner;
import relevo.dialog.Wait;
import relevo.dialog.WaitEstimate;

/**
 * How much there is to do: what waits in each queue, how many conversations each agent has, how long one takes. Service times
 * are a moving mean, in which a new one weighs a tenth. No lock of its own: guarded by the board's.
 */
final class Workload {
    /** From the most urgent down. */
    static final List<String> PRIORITIES = List.of("urgent", "high", "normal");

    private static final double NEW_SERVICE_WEIGHT = 0.1;
    private static final double SERVICE_SECONDS_MIN = 5;

    private final int usualSeconds;
    private final Map<String, Integer> held = new HashMap<>();
    private final Map<String, Queue> queues = new HashMap<>();

    /** @param usualSeconds what a conversation is taken to need of an agent until that is measured */
    Workload(int usualSeconds) {
        this.usualSeconds = usualSeconds;
    }

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

    /**
     * One queue now.
     *
     * @param waiting conversations nobody has yet
     * @param serviceSeconds typical time an agent has one
     */
    record Depth(String queue, int waiting, double serviceSeconds) {}

    /** Place of a priority, 0 for the most urgent; an unknown one counts as that, so that nothing is overlooked. */
    static int rank(String priority) {
        return Math.max(0, PRIORITIES.indexOf(priority));
    }

    void add(Case one) {
        count(one, 1);
    }

    void remove(Case one) {
        count(one, -1);
    }

    private void count(Case one, int by) {
        if (one.owner() == Owner.QUEUED) {
            queue(one.queue()).waiting[rank(one.priority())] += by;
        } else if (one.owner() == Owner.HUMAN) {
            held.merge(one.agent(), by, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    /** An agent is done with it: how long he had it moves the typical time a little. */
    void served(Case done, long nowMs) {
        Queue queue = queue(done.queue());
        double seconds = Math.max(SERVICE_SECONDS_MIN, (nowMs - done.claimedAtMs()) / 1e3);
        queue.serviceSeconds += NEW_SERVICE_WEIGHT * (seconds - queue.serviceSeconds);
    }

    private Queue queue(String name) {
        return queues.computeIfAbsent(name, unseen -> new Queue(usualSeconds));
    }

    /** The wait of one who joins now, behind those of his priority and above; null when nobody is on duty. */
    @Nullable
    Wait of(String queueName, String priority, List<Roster.Duty> duties) {
        if (duties.isEmpty()) {
            return null;
        }
        Queue queue = queue(queueName);
        int ahead = 0;
        for (int rank = 0; rank <= rank(priority); rank++) {
            ahead += queue.waiting[rank];
        }
        int agents = 0;
        int free = 0;
        for (Roster.Duty duty : duties) {
            agents += duty.capacity();
            free += Math.max(0, duty.capacity() - heldBy(duty.name()));
        }
        return WaitEstimate.of(ahead, agents, Math.min(free, agents), queue.serviceSeconds);
    }

    /** Every queue anything was ever in, by name. */
    List<Depth> depths() {
        return queues.entrySet().stream()
                .map(entry -> new Depth(entry.getKey(), entry.getValue().waiting(), entry.getValue().serviceSeconds))
                .sorted(Comparator.comparing(Depth::queue))
                .toList();
    }

    /** How many conversations this agent has. */
    int heldBy(String agent) {
        return held.getOrDefault(agent, 0);
    }

    /** Conversations that wait for a person. */
    int waiting() {
        return queues.values().stream().mapToInt(Queue::waiting).sum();
    }
}
