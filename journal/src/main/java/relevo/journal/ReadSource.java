package relevo.journal;

import java.io.IOException;

/** What a {@link LocalReader} needs to know of the log it reads. */
interface ReadSource {
    FileList files();

    long firstSequence();

    long lastSequence();

    /** An offset in the file behind which no entry that counts begins. */
    long endOf(RollFile file, ExcerptCursor cursor) throws IOException;

    /** The reader was closed. */
    void forget(LocalReader reader);
}
