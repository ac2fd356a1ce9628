package relevo.journal;

import java.util.List;

/**
 * What is appended to the log in one piece: all of it becomes readable, or none.
 *
 * @param type what it is about
 * @param atMs when it happened by the gateway's guarded clock, milliseconds since 1970 UTC
 * @param sections at least one, at most {@link Log#SECTIONS_MAX}
 */
public record Entry(EntryType type, long atMs, List<Section> sections) {
    public Entry(EntryType type, long atMs, Section only) {
        this(type, atMs, List.of(only));
    }
}
