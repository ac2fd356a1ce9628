package relevo.journal;

/**
 * The log of record: the pipeline knows this, not a file, so that Kafka can stand in its place where one machine is not
 * enough. Entries have one total order. {@link #append} and {@link #force} may be called from any thread; a reader
 * belongs to the thread that uses it.
 *
 * <p>Durability: an entry is on the medium when a {@link #force} that began after its append has returned. A failed
 * append or force is a {@link JournalException}, after which every further call fails too: the process must stop (a
 * second fsync after a failed one proves nothing).
 */
public interface Log extends AutoCloseable {
    int SECTIONS_MAX = 5_000;
    int SECTION_BYTES_MAX = 5 << 20;

    /** Appends one entry and returns its sequence. Not yet durable. */
    long append(Entry entry);

    /** Returns when everything appended before the call is on the medium (or in the page cache with durability process). */
    void force();

    /** The sequence of the newest entry; 0 when empty. */
    long lastSequence();

    /** The highest sequence known to be durable. */
    long durableSequence();

    /** The oldest sequence still kept; 1 until retention removed something. */
    long firstSequence();

    /** Whether there is room to take more: false asks the edge to answer 503, long before an append could fail. */
    boolean admits();

    /**
     * A reader positioned behind {@code afterSequence} (0: from the oldest kept). Sees entries as soon as they are
     * appended, durable or not.
     */
    LogReader reader(long afterSequence);

    /**
     * Declares how far the named reader (a snapshot, the nightly job) no longer needs the log; retention never passes the
     * slowest of them. Survives a restart.
     */
    void release(String readerName, long throughSequence);

    /** What the named reader last released; 0 when it never did. A restarted follower starts reading there. */
    long released(String readerName);

    @Override
    void close();
}
