package relevo.gateway.outbox;

import java.util.TreeMap;

/**
 * Places of the journal that must still be there after a restart, since something they caused is not settled. Owned by the
 * outbox thread.
 */
final class Holds {
    private final TreeMap<Long, Integer> counts = new TreeMap<>();

    void hold(long sequence) {
        counts.merge(sequence, 1, Integer::sum);
    }

    void drop(long sequence) {
        counts.computeIfPresent(sequence, (key, count) -> count == 1 ? null : count - 1);
    }

    /** The oldest place held; {@link Long#MAX_VALUE} when none is. */
    long lowest() {
        return counts.isEmpty() ? Long.MAX_VALUE : counts.firstKey();
    }

    int size() {
        return counts.size();
    }
}
