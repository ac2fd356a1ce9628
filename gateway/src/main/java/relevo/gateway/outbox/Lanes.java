package relevo.gateway.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import relevo.gateway.whatsapp.TokenBucket;
import relevo.journal.Tag;

/**
 * The messages waiting to go out, by customer and business number, and whose turn it is when. Every lane with messages is in
 * exactly one place: its number's queue, the timers, or under way. Owned by the outbox thread.
 */
final class Lanes {
    private final OutboxConfig config;
    private final RandomGenerator random;
    private final Map<Tag, Lane> lanes = new HashMap<>();
    private final Map<String, NumberGate> gates = new HashMap<>();
    private final List<NumberGate> gatesInOrder = new ArrayList<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private int pending;

    private record Timer(long atMs, Lane lane) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Long.compare(atMs, other.atMs);
        }
    }

    Lanes(OutboxConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    int pending() {
        return pending;
    }

    int size() {
        return lanes.size();
    }

    @Nullable
    Lane lane(Tag contact) {
        return lanes.get(contact);
    }

    NumberGate gate(String number, long nowMs) {
        NumberGate gate = gates.get(number);
        if (gate == null) {
            gate = new NumberGate(number, config.pacing(), random, nowMs);
            gates.put(number, gate);
            gatesInOrder.add(gate);
        }
        return gate;
    }

    /** All numbers, in the order they were first seen. */
    List<NumberGate> gates() {
        return gatesInOrder;
    }

    boolean hasRoom(NumberGate gate, int messages) {
        // One input may have more answers than the whole bound: alone it is let in.
        return (gate.pending == 0 || gate.pending + messages <= config.pendingPerNumberMax())
                && (pending == 0 || pending + messages <= config.pendingMax());
    }

    /** Puts a message at the end of its lane. */
    Lane add(Send send, NumberGate gate, long nowMs) {
        Lane lane = lanes.get(send.contact);
        if (lane == null) {
            long refillMs = config.pacing().pairRefillMs();
            TokenBucket pair = refillMs == 0
                    ? new TokenBucket(1_000_000, 1_000_000, nowMs)
                    : new TokenBucket(config.pacing().pairBurst(), 1_000.0 / refillMs, nowMs);
            lane = new Lane(send.contact, gate, pair);
            lanes.put(send.contact, lane);
        }
        lane.sends.add(send);
        gate.pending++;
        pending++;
        if (lane.sends.size() == 1) {
            schedule(lane, nowMs);
        }
        return lane;
    }

    /** Takes a settled message out; the next of its lane may go. */
    void remove(Lane lane, Send send, long nowMs) {
        boolean wasHead = lane.sends.peek() == send;
        if (lane.sends.remove(send)) {
            lane.gate.pending--;
            pending--;
        }
        if (wasHead) {
            schedule(lane, nowMs);
        }
    }

    /** Puts the lane where its first message belongs. */
    void schedule(Lane lane, long nowMs) {
        Send head = lane.sends.peek();
        if (head == null || head.state == Send.State.SENDING) {
            return;
        }
        if (head.dueMs > nowMs) {
            at(lane, head.dueMs);
        } else if (!lane.ready) {
            lane.timerMs = Lane.NEVER;
            lane.ready = true;
            lane.gate.ready.add(lane);
        }
    }

    /** Looks at the lane again at this time. */
    void at(Lane lane, long whenMs) {
        lane.timerMs = whenMs;
        timers.add(new Timer(whenMs, lane));
    }

    /** Moves what is due into the queues. */
    boolean ring(long nowMs) {
        boolean moved = false;
        for (Timer first = timers.peek(); first != null && first.atMs() <= nowMs; first = timers.peek()) {
            timers.remove();
            Lane lane = first.lane();
            // Timers are not taken out when plans change: only the one that the lane knows of counts.
            if (lane.timerMs == first.atMs() && !lane.ready && !lane.sends.isEmpty()) {
                lane.timerMs = Lane.NEVER;
                lane.ready = true;
                lane.gate.ready.add(lane);
                moved = true;
            }
        }
        return moved;
    }

    /** When to look again at the latest, in milliseconds from now; at most {@code maxMs}. */
    long restMs(long nowMs, long maxMs) {
        long rest = maxMs;
        Timer first = timers.peek();
        if (first != null) {
            rest = Math.min(rest, first.atMs() - nowMs);
        }
        for (NumberGate gate : gatesInOrder) {
            if (!gate.ready.isEmpty()) {
                rest = Math.min(rest, gate.waitMs(nowMs));
            }
        }
        return Math.max(0, rest);
    }

    /** Forgets lanes without messages whose pace is forgotten too; with more than are allowed, any without messages. */
    void sweep(long nowMs) {
        boolean crowded = lanes.size() > config.contactsMax();
        for (Iterator<Lane> all = lanes.values().iterator(); all.hasNext(); ) {
            Lane lane = all.next();
            if (lane.sends.isEmpty() && !lane.ready && (crowded || lane.pair.isFull(nowMs))) {
                all.remove();
            }
        }
    }

    /** Age of the oldest message in memory, milliseconds. */
    long oldestMs(long nowMs) {
        long oldest = nowMs;
        for (Lane lane : lanes.values()) {
            Send head = lane.sends.peek();
            if (head != null) {
                oldest = Math.min(oldest, head.queuedMs);
            }
        }
        return nowMs - oldest;
    }
}
