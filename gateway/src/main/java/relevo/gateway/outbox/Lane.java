package relevo.gateway.outbox;

import java.util.ArrayDeque;
import relevo.gateway.whatsapp.TokenBucket;
import relevo.journal.Tag;

/**
 * The messages for one customer of one business number, in the order they were decided: one at a time. Owned by the outbox
 * thread.
 */
final class Lane {
    /** No timer runs. */
    static final long NEVER = Long.MAX_VALUE;

    final Tag contact;
    final NumberGate gate;
    final TokenBucket pair;
    final ArrayDeque<Send> sends = new ArrayDeque<>();

    /** The newest epoch seen in the journal. */
    long epoch;
    /** Messages that answer an earlier input than this were stopped by the customer. */
    long stoppedBefore;
    /** The newest input in which the customer said something. */
    long customerInput;
    /** Whether it waits in its number's queue. */
    boolean ready;
    /** When its timer rings. */
    long timerMs = NEVER;

    Lane(Tag contact, NumberGate gate, TokenBucket pair) {
        this.contact = contact;
        this.gate = gate;
        this.pair = pair;
    }
}
