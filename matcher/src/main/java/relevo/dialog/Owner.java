package relevo.dialog;

/** Who speaks in a conversation. Every change of owner raises the conversation's epoch. */
public enum Owner {
    BOT,
    /** Handed over, nobody has claimed it yet: the bot is silent but for notices. */
    QUEUED,
    HUMAN,
    SURVEY
}
