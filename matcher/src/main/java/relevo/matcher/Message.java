package relevo.matcher;

import java.util.Arrays;

/**
 * One message as numbers: the known features with their values, what its words mean, and how much of it is unknown. Its
 * arrays are used again for the next message, so that matching leaves no garbage. Owned by one thread at a time.
 */
final class Message {
    /** More features than this in one message are not read. */
    static final int FEATURES_MAX = 2048;

    private static final int SLOTS = FEATURES_MAX * 4;

    final Tokens tokens = new Tokens();
    final int[] ids = new int[FEATURES_MAX];
    final float[] values = new float[FEATURES_MAX];
    final byte[] kinds = new byte[FEATURES_MAX];
    int size;

    /** Sum of the word vectors, of length 1, or all 0 where no word has one; behind it a 1 for the bias. */
    final float[] meaning;

    /** By kind: how much inverse document frequency the message has in all, and in features the index lacks. */
    final float[] mass = new float[FeatureSink.KINDS];

    final float[] unknownMass = new float[FeatureSink.KINDS];

    private final int[] slotStamp = new int[SLOTS];
    private final int[] slotAt = new int[SLOTS];
    private int stamp;

    Message(int meaningSize) {
        this.meaning = new float[meaningSize + 1];
    }

    void clear() {
        size = 0;
        stamp++;
        Arrays.fill(meaning, 0);
        Arrays.fill(mass, 0);
        Arrays.fill(unknownMass, 0);
    }

    /** Counts one occurrence of a known feature. */
    void count(int id, int kind) {
        int at = (id * 0x9E3779B9) >>> 19 & (SLOTS - 1);
        while (slotStamp[at] == stamp) {
            if (ids[slotAt[at]] == id) {
                values[slotAt[at]]++;
                return;
            }
            at = (at + 1) & (SLOTS - 1);
        }
        if (size < FEATURES_MAX) {
            slotStamp[at] = stamp;
            slotAt[at] = size;
            ids[size] = id;
            values[size] = 1;
            kinds[size] = (byte) kind;
            size++;
        }
    }

    /** Share, 0 to 1, of a kind's mass that the index does not know; 0 for a message with nothing of that kind. */
    float novelty(int kind) {
        return mass[kind] > 0 ? unknownMass[kind] / mass[kind] : 0;
    }

    /** The message for keeping. */
    Row copy() {
        return new Row(
                Arrays.copyOf(ids, size),
                Arrays.copyOf(values, size),
                meaning.clone(),
                idsOf(FeatureSink.WORDS),
                novelty(FeatureSink.WORDS),
                novelty(FeatureSink.LETTERS));
    }

    private int[] idsOf(int kind) {
        int[] found = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (kinds[i] == kind) {
                found[count++] = ids[i];
            }
        }
        return Arrays.copyOf(found, count);
    }
}
