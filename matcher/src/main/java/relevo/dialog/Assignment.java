package relevo.dialog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who takes which waiting conversation: urgent before high before normal, then the oldest; to the agent of that queue with
 * the most room, and of those the one named first. The same input gives the same result; a queue drains whenever it is
 * called after somebody became free. Stateless.
 */
public final class Assignment {
    private static final List<String> PRIORITIES = List.of("urgent", "high", "normal");

    private Assignment() {}

    /** A conversation that waits for a person. */
    public record Waiting(String conversation, String queue, String priority, long sinceMs) {}

    /**
     * An agent on duty.
     *
     * @param queues those he serves: his skills
     * @param capacity how many conversations he may have at once
     * @param open how many he has now
     */
    public record OnDuty(String name, Set<String> queues, int capacity, int open) {}

    /** Who gets what. */
    public record Assigned(String conversation, String agent) {}

    /** As many as there is room for; the rest go on waiting. */
    public static List<Assigned> of(List<Waiting> waiting, List<OnDuty> agents) {
        Map<String, Integer> room = new HashMap<>();
        agents.forEach(agent -> room.put(agent.name(), agent.capacity() - agent.open()));
        List<Waiting> inOrder = waiting.stream()
                .sorted(Comparator.comparingInt((Waiting one) -> rank(one.priority()))
                        .thenComparingLong(Waiting::sinceMs)
                        .thenComparing(Waiting::conversation))
                .toList();
        List<Assigned> assigned = new ArrayList<>();
        for (Waiting one : inOrder) {
            agents.stream()
                    .filter(agent -> agent.queues().contains(one.queue()) && room.getOrDefault(agent.name(), 0) > 0)
                    .min(Comparator.comparingInt((OnDuty agent) -> -room.getOrDefault(agent.name(), 0))
                            .thenComparing(OnDuty::name))
                    .ifPresent(agent -> {
                        room.merge(agent.name(), -1, Integer::sum);
                        assigned.add(new Assigned(one.conversation(), agent.name()));
                    });
        }
        return assigned;
    }

    private static int rank(String priority) {
        int rank = PRIORITIES.indexOf(priority);
        return rank < 0 ? PRIORITIES.size() : rank;
    }
}
