package relevo.journal;

/** How often the log begins a new file: the unit of retention and of recovery. Cycles count from 1970 in UTC. */
public enum RollEvery {
    /** For production. */
    HOUR,
    FIVE_MINUTES,
    /** For tests. */
    SECOND
}
