package relevo.gateway.pipeline;

import relevo.journal.Entry;

/**
 * The way into the ring for what does not come from outside: an agent's action, a timer, the result of a send. It gets its
 * place among the customers' messages, is journaled and then decided like them. Safe for use from any thread.
 */
public interface InternalEntries {
    /** False when the ring is full: nothing was taken; the caller tries again later. */
    boolean enter(Entry entry, Intake.Acknowledgement acknowledgement);

    /** Free slots of the ring now. */
    long room();
}
