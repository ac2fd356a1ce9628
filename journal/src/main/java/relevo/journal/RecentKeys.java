package relevo.journal;

/** Keys and when each was first seen, in RAM: open-addressed, 40 to 80 bytes a key. Not thread-safe while it is added to. */
final class RecentKeys {
    private long[] his;
    private long[] los;
    /** Seconds since 1970 plus one; 0: the slot is free. */
    private long[] seen;

    private int size;

    RecentKeys(int expected) {
        allocate(Integer.highestOneBit(Math.max(16, expected)) * 4);
    }

    int size() {
        return size;
    }

    /** Second in which the key was seen, or -1. */
    long find(long hi, long lo) {
        int slot = slot(hi, lo);
        return seen[slot] - 1;
    }

    /** Adds the key, or sets when it was seen. */
    void put(long hi, long lo, long second) {
        if ((size + 1) * 4L > his.length * 3L) {
            grow();
        }
        int slot = slot(hi, lo);
        if (seen[slot] == 0) {
            size++;
        }
        his[slot] = hi;
        los[slot] = lo;
        seen[slot] = second + 1;
    }

    /** All of them as sorted entries. */
    SortedKeys sorted() {
        SortedKeys sorted = new SortedKeys(size);
        for (int slot = 0; slot < his.length; slot++) {
            if (seen[slot] != 0) {
                sorted.add(his[slot], los[slot], seen[slot] - 1);
            }
        }
        sorted.sort();
        return sorted;
    }

    private int slot(long hi, long lo) {
        int mask = his.length - 1;
        int slot = (int) (KeyFilter.mix(hi, lo) >>> 20) & mask;
        while (seen[slot] != 0 && (his[slot] != hi || los[slot] != lo)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHis = his;
        long[] oldLos = los;
        long[] oldSeen = seen;
        allocate(oldHis.length * 2);
        for (int slot = 0; slot < oldHis.length; slot++) {
            if (oldSeen[slot] != 0) {
                int at = slot(oldHis[slot], oldLos[slot]);
                his[at] = oldHis[slot];
                los[at] = oldLos[slot];
                seen[at] = oldSeen[slot];
            }
        }
    }

    private void allocate(int slots) {
        his = new long[slots];
        los = new long[slots];
        seen = new long[slots];
    }
}
