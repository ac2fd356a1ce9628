package relevo.gateway.desk;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Input;
import relevo.gateway.desk.RefusedException.Why;
import relevo.gateway.pipeline.Intake;
import relevo.gateway.pipeline.InternalEntries;
import relevo.gateway.pipeline.Pipeline;
import relevo.journal.Tag;

/**
 * Takes the acts of agents through the ring into the journal, and waits for what was decided about each. Every act has an id:
 * it is found again in the decision, and a repeated one is done once. Safe for use from any thread.
 */
public final class Acts implements Agents {
    private static final long WAIT_MS = 10_000;
    private static final int PENDING_MAX = 10_000;

    private final Board board;
    private final InternalEntries ring;
    private final LongSupplier clockMs;
    private final Map<Pending, CompletableFuture<Decided>> pending = new ConcurrentHashMap<>();

    private record Pending(Tag contact, String act) {}

    /** @param board knows which conversations there are */
    public Acts(Board board, InternalEntries ring, LongSupplier clockMs) {
        this.board = board;
        this.ring = ring;
        this.clockMs = clockMs;
    }

    /** The conversation with this id; UNKNOWN when there is none. */
    static Tag contact(String conversation) {
        try {
            return Tag.parse(conversation);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Why.UNKNOWN, "no such conversation");
        }
    }

    @Override
    public Decided act(String conversation, Input.Agent act) {
        Tag contact = contact(conversation);
        Case known = board.find(contact);
        if (known == null) {
            throw new RefusedException(Why.UNKNOWN, "no such conversation");
        }
        if (pending.size() >= PENDING_MAX) {
            throw new RefusedException(Why.UNAVAILABLE, "too many acts at a time");
        }
        String id = act.id() == null ? UUID.randomUUID().toString() : act.id();
        Input.Agent named =
                new Input.Agent(act.act(), act.who(), act.text(), act.queue(), id, act.epoch(), act.closing());
        Pending key = new Pending(contact, id);
        CompletableFuture<Decided> mine = new CompletableFuture<>();
        CompletableFuture<Decided> before = pending.putIfAbsent(key, mine);
        try {
            if (before == null) {
                enter(contact, known.number(), named, mine);
            }
            return done((before == null ? mine : before).get(WAIT_MS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            throw new RefusedException(Why.UNAVAILABLE, "not decided in time; ask again with the same key");
        } catch (ExecutionException refused) {
            throw new RefusedException(Why.UNAVAILABLE, "the journal cannot take it now");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Why.UNAVAILABLE, "stopping");
        } finally {
            if (before == null) {
                pending.remove(key, mine);
            }
        }
    }

    /** Without waiting: for what the gateway does itself. False when the ring has no room. */
    boolean enter(Case one, Input input) {
        return ring.enter(
                Pipeline.action(one.contact(), one.number(), clockMs.getAsLong(), input), Intake.Acknowledgement.NONE);
    }

    private void enter(Tag contact, String number, Input input, CompletableFuture<Decided> outcome) {
        boolean taken =
                ring.enter(Pipeline.action(contact, number, clockMs.getAsLong(), input), new Intake.Acknowledgement() {
                    @Override
                    public void durable() {}

                    @Override
                    public void refused() {
                        outcome.completeExceptionally(new RefusedException(Why.UNAVAILABLE, "not taken"));
                    }
                });
        if (!taken) {
            throw new RefusedException(Why.UNAVAILABLE, "the journal cannot take it now");
        }
    }

    private static Decided done(Decided decided) {
        for (Decision decision : decided.decisions()) {
            String refusal = decision instanceof Decision.Silent silent ? silent.refusal() : null;
            if (refusal != null) {
                throw new RefusedException(Why.STATE, refusal);
            }
        }
        return decided;
    }

    /** Something was decided: whoever waits for it goes on. Called by the decide threads. */
    public void decided(Tag contact, Decided decided) {
        if (decided.input() instanceof Input.Agent agent && agent.id() != null) {
            CompletableFuture<Decided> waiting = pending.get(new Pending(contact, agent.id()));
            if (waiting != null) {
                waiting.complete(decided);
            }
        }
    }
}
