package relevo.journal;

import org.jspecify.annotations.Nullable;

/** Follows the log from one place onwards, in order, each entry once. Owned by one thread. */
public interface LogReader extends AutoCloseable {
    /** The next entry, or null when there is none yet; never blocks. */
    @Nullable
    LogRecord poll();

    /** The sequence of the entry last returned; the starting place before the first. */
    long position();

    @Override
    void close();
}
