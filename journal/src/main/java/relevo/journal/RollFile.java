package relevo.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One file of the log.
 *
 * @param path where it is
 * @param generation which generation directory it is in
 * @param firstSequence of the first entry in it
 * @param firstAtMs when that happened
 * @param limit no entry in it with a later sequence counts: the next generation begins there
 */
record RollFile(Path path, int generation, long firstSequence, long firstAtMs, long limit) {
    static final String SUFFIX = ".cq4";

    /**
     * The offset from which walking forward meets this sequence before long, found by bisecting: frames name themselves, so
     * that no index is needed, and none can be wrong.
     *
     * @param end an offset behind the frame
     */
    static long offsetBefore(ExcerptCursor cursor, long sequence, long end) throws IOException {
        long low = 0;
        long high = end;
        while (high - low > 1 << 16) {
            long middle = (low + high) >>> 1;
            cursor.moveTo(middle);
            if (cursor.seekFrame(high) && cursor.sequence() <= sequence) {
                low = cursor.offset();
            } else {
                high = middle;
            }
        }
        return low;
    }
}
