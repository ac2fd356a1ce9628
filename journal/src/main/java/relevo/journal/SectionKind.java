package relevo.journal;

import org.jspecify.annotations.Nullable;

/** What one section of an entry holds. The code is on disk: never re-use one. Payloads are UTF-8 JSON unless said. */
public enum SectionKind {
    MESSAGE(1),
    STATUS(2),
    ECHO(3),
    STANDBY(4),
    HANDOVER(5),
    PREFERENCE(6),
    ACCOUNT(7),
    CALL(8),
    HISTORY(9),
    /** A field or a type this release does not know: kept as it came. */
    UNKNOWN(10),
    DECISION(11),
    SEND(12),
    RESULT(13),
    ACTION(14),
    TIMER(15),
    /** Raw bytes as received, not necessarily text. */
    RAW(16),
    MARK(17);

    /** By code; null where there is none. */
    private static final @Nullable SectionKind[] BY_CODE = new SectionKind[values().length + 1];

    static {
        for (SectionKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final int code;

    SectionKind(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The kind with this code; an unknown one (a newer release wrote it) is a {@link JournalException}. */
    public static SectionKind of(int code) {
        SectionKind kind = code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        if (kind != null) {
            return kind;
        }
        throw new JournalException("unknown section kind " + code + ": written by a newer release?");
    }
}
