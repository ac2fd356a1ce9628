package relevo.matcher;

import java.util.Arrays;

/** Numbers features from 0 in the order they were first seen, by a 64-bit hash of each. Open addressing. */
final class FeatureIndex {
    private static final int SLOTS_MIN = 1 << 12;

    private long[] keys;
    private int[] ids;
    private int size;

    FeatureIndex() {
        this(0);
    }

    /** @param expected as many features fit without growing */
    FeatureIndex(int expected) {
        int slots = Math.max(SLOTS_MIN, Integer.highestOneBit(expected) * 4);
        keys = new long[slots];
        ids = new int[slots];
        Arrays.fill(ids, -1);
    }

    int size() {
        return size;
    }

    /** The feature's number, or -1 where it is unknown. */
    int find(long key) {
        int mask = keys.length - 1;
        for (int at = slot(key, mask); ids[at] >= 0; at = (at + 1) & mask) {
            if (keys[at] == key) {
                return ids[at];
            }
        }
        return -1;
    }

    /** The feature's number; a new one where it was unknown. */
    int add(long key) {
        int known = find(key);
        if (known >= 0) {
            return known;
        }
        if (size * 2 >= keys.length) {
            grow();
        }
        put(key, size);
        return size++;
    }

    /** The features in the order of their numbers. */
    long[] keys() {
        long[] keyOf = new long[size];
        for (int i = 0; i < keys.length; i++) {
            if (ids[i] >= 0) {
                keyOf[ids[i]] = keys[i];
            }
        }
        return keyOf;
    }

    /** The index that numbers these features in this order. */
    static FeatureIndex of(long[] keys) {
        FeatureIndex index = new FeatureIndex(keys.length);
        for (long key : keys) {
            index.add(key);
        }
        return index;
    }

    /** An index of some of the features, numbered in the given order of their numbers here. */
    FeatureIndex renumbered(int[] kept, int count) {
        long[] keyOf = keys();
        FeatureIndex fewer = new FeatureIndex(count);
        for (int i = 0; i < count; i++) {
            fewer.add(keyOf[kept[i]]);
        }
        return fewer;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldIds = ids;
        keys = new long[oldKeys.length * 2];
        ids = new int[oldIds.length * 2];
        Arrays.fill(ids, -1);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldIds[i] >= 0) {
                put(oldKeys[i], oldIds[i]);
            }
        }
    }

    private void put(long key, int id) {
        int mask = keys.length - 1;
        int at = slot(key, mask);
        while (ids[at] >= 0) {
            at = (at + 1) & mask;
        }
        keys[at] = key;
        ids[at] = id;
    }

    private static int slot(long key, int mask) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & mask;
    }
}
