package relevo.journal;

import java.nio.file.Path;

/**
 * Entries that were on the medium and cannot be read any more.
 *
 * @param file which file
 * @param offset where in it reading stopped
 * @param firstSequence of the first entry concerned
 * @param lastSequence of the last one
 * @param what in words
 */
public record Damage(Path file, long offset, long firstSequence, long lastSequence, String what) {
    @Override
    public String toString() {
        return "entries " + firstSequence + " to " + lastSequence + " are damaged: " + file + " at offset " + offset
                + ": " + what;
    }
}
