package relevo.journal;

import org.jspecify.annotations.Nullable;

/** What a journal entry is about. The code is on disk: never re-use one. */
public enum EntryType {
    /** One webhook as it came in: one section an update. */
    RECEIVED(1),
    /** What the decision core made of one input; the only thing that changes a conversation. */
    DECIDED(2),
    /** A message is about to be sent; on the medium before the HTTP call starts. */
    SEND_INTENT(3),
    /** What became of a send: accepted, refused, cancelled, unknown. */
    SEND_RESULT(4),
    /** What an agent did at the desk or through the API, or another system answered. */
    ACTION(5),
    /** A timer of a conversation that came due. */
    TIMER(6),
    /** A signed body, or an item of one, that could not be understood; kept raw. */
    QUARANTINED(7),
    /** A fact about the process or the configuration: start, clean stop, new content version, retention. */
    MARK(8);

    /** By code; null where there is none. */
    private static final @Nullable EntryType[] BY_CODE = new EntryType[values().length + 1];

    static {
        for (EntryType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    EntryType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The type with this code; an unknown one (a newer release wrote it) is a {@link JournalException}. */
    public static EntryType of(int code) {
        EntryType type = code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        if (type != null) {
            return type;
        }
        throw new JournalException("unknown entry type " + code + ": written by a newer release?");
    }
}
