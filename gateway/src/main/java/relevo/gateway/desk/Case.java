package relevo.gateway.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Handed;
import relevo.dialog.Input;
import relevo.dialog.Owner;
import relevo.journal.Tag;

/**
 * A conversation as the people at the desk see it: its state, and what led to a person. Immutable; holds what customers
 * wrote.
 *
 * @param number phone_number_id of the business number
 * @param escalated the decision that called a person; null when nobody did, or when it is still to be read back
 * @param changedAtMs when something last happened
 * @param claimedAtMs when an agent took it; 0 while nobody has it
 * @param assigned an agent has it because it was given to him
 * @param answered the agent who has it has written
 * @param watch the last message's score was at the threshold from which a queue is warned
 * @param erasure the customer asked for his data to be deleted
 */
record Case(
        Tag contact,
        String number,
        Conversation state,
        @Nullable Decided escalated,
        long changedAtMs,
        long claimedAtMs,
        boolean assigned,
        boolean answered,
        boolean watch,
        boolean erasure) {

    /** As recovery found it. */
    static Case of(Tag contact, String number, Conversation state) {
        Handed handed = state.memory().handed();
        long atMs = handed == null ? state.lastCustomerAtMs() : handed.sinceMs();
        return new Case(
                contact, number, state, null, atMs, state.owner() == Owner.HUMAN ? atMs : 0, false, true, false, false);
    }

    /** After one more input. */
    static Case of(@Nullable Case before, Tag contact, Decided decided, Conversation state) {
        boolean human = state.owner() == Owner.HUMAN;
        Case held = before != null && human && before.owner() == Owner.HUMAN && before.state.epoch() == state.epoch()
                ? before
                : null;
        String act = decided.input() instanceof Input.Agent agent ? agent.act() : "";
        boolean closed = before != null && before.open() && state.owner() == Owner.BOT;
        Decided escalated = escalates(decided) ? decided : before == null || closed ? null : before.escalated;
        return new Case(
                contact,
                decided.number(),
                state,
                escalated,
                decided.atMs(),
                held != null ? held.claimedAtMs : human ? decided.atMs() : 0,
                held != null ? held.assigned : act.equals("assign"),
                held != null && held.answered || human && act.equals("reply"),
                decided.explanation().watch(),
                before != null && before.erasure || asksErasure(decided));
    }

    private static boolean escalates(Decided decided) {
        for (Decision decision : decided.decisions()) {
            if (decision instanceof Decision.Escalate) {
                return true;
            }
        }
        return false;
    }

    private static boolean asksErasure(Decided decided) {
        for (Decision decision : decided.decisions()) {
            if (decision instanceof Decision.Notice notice && notice.notice().equals("erasure")) {
                return true;
            }
        }
        return false;
    }

    Case withEscalation(Decided found) {
        return new Case(contact, number, state, found, changedAtMs, claimedAtMs, assigned, answered, watch, erasure);
    }

    Owner owner() {
        return state.owner();
    }

    /** With people: waiting, held, or just asked how it went. */
    boolean open() {
        return state.owner() != Owner.BOT;
    }

    @Nullable
    Handed handed() {
        return state.memory().handed();
    }

    /** The queue it waits in or came through; empty without one. */
    String queue() {
        Handed handed = handed();
        return handed == null ? "" : handed.queue();
    }

    String priority() {
        Handed handed = handed();
        return handed == null ? "normal" : handed.priority();
    }

    /** Who has it; empty for nobody. */
    String agent() {
        Handed handed = handed();
        return handed == null || handed.agent() == null ? "" : handed.agent();
    }

    long sinceMs() {
        Handed handed = handed();
        return handed == null ? changedAtMs : handed.sinceMs();
    }

    List<Decision.Turn> turns() {
        return state.transcript().turns();
    }
}
