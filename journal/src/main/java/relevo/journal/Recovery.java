package relevo.journal;

import java.util.List;

/**
 * What was found when a log was opened.
 *
 * @param clean whether it had been closed in good order (or was new); then nothing was scanned
 * @param lastSequence the newest entry that counts; appending goes on behind it
 * @param lastAtMs when that happened; 0 when the log is empty
 * @param scannedEntries how many entries were verified
 * @param discardedEntries entries behind the first hole in what was never forced: nobody was told that they were safe
 * @param tail what stood behind the last entry instead of one; empty when nothing did. An entry cut off or changed there
 *     was either never forced, or the medium changed it after nothing newer was forced: the two look alike
 * @param damages entries that had been forced and are lost. Every other entry is readable
 */
public record Recovery(
        boolean clean,
        long lastSequence,
        long lastAtMs,
        long scannedEntries,
        long discardedEntries,
        String tail,
        List<Damage> damages) {}
