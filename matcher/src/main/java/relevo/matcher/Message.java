package relevo.matcher;

import java.util.Arrays;

/**
 * One message as numbers: the known features with their values, and how much of it is unknown. Its arrays are used again
 * for the next message, so that matching leaves no garbage. Owned by one thread at a time.
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

    /** By kind: how much inverse document frequency the message has in all, and in features the index lacks. */
    final float[] mass = new float[FeatureSink.KINDS];

    final float[] unknownMass = new float[FeatureSink.KINDS];

    private final int[] slotStamp = new int[SLOTS];
    private final int[] slotAt = new int[SLOTS];
    private int stamp;
    private float[] meaning = new float[0];

    void clear() {
        size = 0;
        stamp++;
        for (int kind = 0; kind < FeatureSink.KINDS; kind++) {
            mass[kind] = 0;
            unknownMass[kind] = 0;
        }
    }

    /** An array of zeros for the sum of the word vectors. */
    float[] meaning(int length) {
        if (meaning.length != length) {
            meaning = new float[length];
        }
        Arrays.fill(meaning, 0);
        return meaning;
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

    /** The features of one kind. */
    int[] idsOf(int kind) {
        int[] found = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (kinds[i] == kind) {
                found[count++] = ids[i];
            }
        }
        return Arrays.copyOf(found, count);
    }

    Row copy() {
        return new Row(Arrays.copyOf(ids, size), Arrays.copyOf(values, size));
    }

    /** The vector alone, for keeping. */
    record Row(int[] ids, float[] values) {
        float squaredLength() {
            float sum = 0;
            for (float value : values) {
                sum += value * value;
            }
            return sum;
        }
    }
}
