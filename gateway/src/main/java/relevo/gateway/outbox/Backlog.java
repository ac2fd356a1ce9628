package relevo.gateway.outbox;

import relevo.journal.LogReader;

/**
 * The part of the journal whose messages of one number are not in memory yet, since there was no room. Owned by the outbox
 * thread.
 */
final class Backlog {
    final LogReader reader;
    /** The last entry that belongs to it. */
    long until;

    Backlog(LogReader reader, long until) {
        this.reader = reader;
        this.until = until;
    }
}
