package relevo.gateway.desk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.dialog.Assignment;
import relevo.dialog.Input;
import relevo.dialog.Owner;
import relevo.journal.Tag;

/**
 * Gives what waits to agents on duty who have room: the most urgent first, then the oldest, by {@link Assignment}. What an
 * agent does not answer in time, or has when he goes off duty, waits again at its old place and goes to another. All of it
 * are inputs through the ring; agents who are not on duty only get what they claim themselves.
 *
 * <p>One thread of its own, which alone knows what was tried.
 */
public final class Assigner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Assigner.class);
    /** A conversation waits no longer than this for an agent who is free; looking at every change would cost more. */
    private static final long LOOK_MS = 200;

    private static final long CLOSE_MS = 500;

    private final Board board;
    private final Roster roster;
    private final Acts acts;
    private final LongSupplier clockMs;
    private final long answerWithinMs;
    private final Thread thread;
    /** The epoch at which something was last tried with a conversation: it is not tried again before that moves. */
    private final Map<Tag, Long> tried = new HashMap<>();
    /** Who did not answer a conversation while it waited; it does not go to them again. */
    private final Map<Tag, Set<String>> passedOver = new HashMap<>();

    /** Agents whose conversations are still to be released. */
    private final Set<String> departed = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;

    /** @param answerWithinMs how long an agent has to write in a conversation that was given to him */
    public Assigner(Board board, Roster roster, Acts acts, LongSupplier clockMs, long answerWithinMs) {
        this.board = board;
        this.roster = roster;
        this.acts = acts;
        this.clockMs = clockMs;
        this.answerWithinMs = answerWithinMs;
        thread = Thread.ofPlatform().daemon().name("assign").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!stopped) {
            look(clockMs.getAsLong());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        }
    }

    /** One look at the board. */
    void look(long nowMs) {
        for (String gone : roster.lapse(nowMs)) {
            LOG.info("an agent gave no sign for too long and is off duty");
            departed.add(gone);
        }
        if (roster.all().isEmpty() && departed.isEmpty()) {
            tried.clear();
            passedOver.clear();
            return;
        }
        List<Case> open = board.openCases();
        departed.removeIf(gone -> release(open, gone));
        forgetClosed(open);
        for (Case one : open) {
            boolean silent = one.assigned() && !one.answered() && nowMs - one.claimedAtMs() > answerWithinMs;
            if (one.owner() == Owner.HUMAN && silent && isUntried(one)) {
                passedOver
                        .computeIfAbsent(one.contact(), unseen -> new HashSet<>())
                        .add(one.agent());
                enter(one, act("release", one.agent(), one));
            }
        }
        if (roster.all().stream().anyMatch(duty -> board.heldBy(duty.name()) < duty.capacity())) {
            assign(open);
        }
    }

    /** What this agent has waits again: he is off duty. From any thread. */
    void departed(String agent) {
        departed.add(agent);
    }

    private boolean release(List<Case> open, String agent) {
        boolean all = true;
        for (Case one : open) {
            if (one.owner() == Owner.HUMAN && one.agent().equals(agent)) {
                all &= acts.enter(one, act("release", agent, one));
            }
        }
        return all;
    }

    /** Whoever was passed over does not get the same conversation again, so each such one is a round of its own. */
    private void assign(List<Case> open) {
        Map<String, Integer> given = new HashMap<>();
        List<Case> waiting = open.stream()
                .filter(one -> one.owner() == Owner.QUEUED && isUntried(one))
                .toList();
        for (Case one : waiting) {
            Set<String> not = passedOver.getOrDefault(one.contact(), Set.of());
            if (!not.isEmpty()) {
                give(List.of(one), not, given);
            }
        }
        give(waiting, Set.of(), given);
    }

    private void give(List<Case> waiting, Set<String> not, Map<String, Integer> given) {
        Map<String, Case> byId = new HashMap<>();
        waiting.stream()
                .filter(one -> not.isEmpty()
                        == passedOver.getOrDefault(one.contact(), Set.of()).isEmpty())
                .forEach(one -> byId.put(one.contact().toString(), one));
        if (byId.isEmpty()) {
            return;
        }
        List<Assignment.Waiting> line = new ArrayList<>();
        byId.forEach((id, one) -> line.add(new Assignment.Waiting(id, one.queue(), one.priority(), one.sinceMs())));
        List<Assignment.OnDuty> agents = roster.all().stream()
                .filter(duty -> !not.contains(duty.name()))
                .map(duty -> new Assignment.OnDuty(
                        duty.name(),
                        duty.queues(),
                        duty.capacity(),
                        board.heldBy(duty.name()) + given.getOrDefault(duty.name(), 0)))
                .toList();
        for (Assignment.Assigned assigned : Assignment.of(line, agents)) {
            Case one = byId.get(assigned.conversation());
            if (one != null) {
                enter(one, act("assign", assigned.agent(), one));
                given.merge(assigned.agent(), 1, Integer::sum);
            }
        }
    }

    private boolean isUntried(Case one) {
        Long epoch = tried.get(one.contact());
        return epoch == null || epoch != one.state().epoch();
    }

    private void enter(Case one, Input.Agent act) {
        if (acts.enter(one, act)) {
            tried.put(one.contact(), one.state().epoch());
        }
    }

    private static Input.Agent act(String act, String who, Case one) {
        long epoch = one.state().epoch();
        return new Input.Agent(act, who, null, null, act + "-" + epoch, epoch, null);
    }

    private void forgetClosed(List<Case> open) {
        Set<Tag> there = new HashSet<>();
        open.forEach(one -> there.add(one.contact()));
        tried.keySet().retainAll(there);
        passedOver.keySet().retainAll(there);
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
