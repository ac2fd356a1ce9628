package relevo.journal;

/** What {@link Log#force} waits for. */
public enum Durability {
    /** The disk: an entry survives the loss of power. */
    DISK,
    /** The page cache: an entry survives the death of the process (kill -9), not that of the machine. */
    PROCESS
}
