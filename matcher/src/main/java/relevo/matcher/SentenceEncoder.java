package relevo.matcher;

/**
 * Turns a sentence into a vector such that sentences that mean the same lie near each other. None ships with this module:
 * the optional module {@code encoder} has one for English, found by {@link java.util.ServiceLoader} when its jars are on
 * the class path. A call takes milliseconds, so it belongs on no thread that decides. Safe for use from any thread.
 */
public interface SentenceEncoder {
    /** Length of the vectors. */
    int size();

    /** The vector of a text, of length 1. */
    float[] encode(String text);
}
