package relevo.gateway.outbox;

import org.jspecify.annotations.Nullable;
import relevo.dialog.Address;
import relevo.dialog.Input;
import relevo.dialog.Outgoing;
import relevo.journal.Tag;

/**
 * One message on its way to a customer. Mutable; owned by the outbox thread.
 *
 * <pre>
 *            .--- refused for now, or never left ---.
 *            v                                      |
 *          READY --intent on the medium--> SENDING -+- accepted, refused for good --> SETTLED
 *            ^                                      |                                    ^
 *            '--- no status came: once more --- UNKNOWN --- status came, or given up ----'
 * </pre>
 */
final class Send {
    enum State {
        READY,
        SENDING,
        UNKNOWN,
        SETTLED
    }

    final long key;
    final String name;
    final Tag contact;
    final String number;
    final Address address;
    /** The DECIDED entry it stands in. */
    final long decidedSequence;

    final long inputSequence;
    final int inputIndex;
    final int ordinal;
    final long epoch;
    /** A person wrote it: it goes out whoever owns the conversation by now. */
    final boolean fromPerson;

    final long queuedMs;

    /** What it says; dropped when it is settled. */
    Outgoing message;

    State state = State.READY;
    /** Not before this time; of an UNKNOWN one, when the wait for a status ends. */
    long dueMs;
    /** How many attempts were begun. */
    int attempts;
    /** Refusals in a row, for the length of the pause. */
    int refusals;
    /** Whether an earlier attempt may have arrived. */
    boolean repeat;
    /** Settled without ever knowing whether it arrived. */
    boolean unresolved;

    Send(
            long key,
            String name,
            Tag contact,
            String number,
            Address address,
            Outgoing message,
            long decidedSequence,
            long inputSequence,
            int inputIndex,
            int ordinal,
            long epoch,
            boolean fromPerson,
            long queuedMs) {
        this.key = key;
        this.name = name;
        this.contact = contact;
        this.number = number;
        this.address = address;
        this.message = message;
        this.decidedSequence = decidedSequence;
        this.inputSequence = inputSequence;
        this.inputIndex = inputIndex;
        this.ordinal = ordinal;
        this.epoch = epoch;
        this.fromPerson = fromPerson;
        this.queuedMs = queuedMs;
        this.dueMs = queuedMs;
    }

    SendIntent intent() {
        return new SendIntent(name, inputSequence, inputIndex, ordinal, attempts, repeat, number);
    }

    /** A result; {@code tell} makes it an input of the conversation too. */
    SendResult result(
            SendResult.Outcome outcome, @Nullable String wamid, int code, @Nullable String details, boolean tell) {
        Input.SendFailed input = tell ? new Input.SendFailed(name, code, details == null ? "" : details) : null;
        return new SendResult(
                name,
                inputSequence,
                inputIndex,
                ordinal,
                attempts,
                repeat,
                outcome,
                wamid,
                code,
                details,
                number,
                address.userId(),
                address.phone(),
                input);
    }

    @Override
    public String toString() {
        return name + " " + state;
    }
}
