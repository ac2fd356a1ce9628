package relevo.gateway.outbox;

import relevo.journal.Entry;

/** The way of results back into the ring, where they are journaled and take their place among the inputs. */
public interface ResultSink {
    /**
     * Takes an entry of type SEND_RESULT (one or more RESULT sections, of several contacts). False when there is no room:
     * nothing was taken, the outbox tries again. True: it will be journaled; should that turn out impossible while the
     * process lives on, {@code refused} is run, from any thread, and the outbox tries again as well.
     */
    boolean tryEnter(Entry results, Runnable refused);
}
