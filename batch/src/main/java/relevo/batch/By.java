package relevo.batch;

/** Who wrote a turn. */
public enum By {
    CUSTOMER,
    BOT,
    AGENT
}
