package relevo.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry as read back: checksum and sequence already verified, payloads still sealed.
 *
 * @param sequence its place in the log, from 1, without gaps
 * @param type what it is about
 * @param atMs when it happened, milliseconds since 1970 UTC
 * @param sections in the order they were appended
 */
public record LogRecord(long sequence, EntryType type, long atMs, List<Stored> sections) {

    /** One sealed section: what is readable, and the way to open the rest. Not for use after the log is closed. */
    public interface Stored {
        SectionKind kind();

        Tag contact();

        Tag key();

        long ref();

        /**
         * The payload, opened with the contact's key; null when that key was destroyed (the contact was erased).
         *
         * @throws JournalException when the sealed bytes were changed
         */
        byte @Nullable [] open();
    }
}
