package relevo.journal;

import java.util.Arrays;

/** Keys in ascending order (unsigned), each with the second it was seen in; built once, then read. Not thread-safe. */
final class SortedKeys {
    private final long[] his;
    private final long[] los;
    private final long[] seen;
    private int size;

    SortedKeys(int capacity) {
        his = new long[capacity];
        los = new long[capacity];
        seen = new long[capacity];
    }

    void add(long hi, long lo, long second) {
        his[size] = hi;
        los[size] = lo;
        seen[size] = second;
        size++;
    }

    int size() {
        return size;
    }

    long hi(int index) {
        return his[index];
    }

    long lo(int index) {
        return los[index];
    }

    long second(int index) {
        return seen[index];
    }

    static int compare(long hi, long lo, long otherHi, long otherLo) {
        int byHi = Long.compareUnsigned(hi, otherHi);
        return byHi != 0 ? byHi : Long.compareUnsigned(lo, otherLo);
    }

    /** Sorts positions by the first long, which hardly ever ties, then repairs the ties by insertion. */
    void sort() {
        long[] order = new long[size];
        int indexBits = 32 - Integer.numberOfLeadingZeros(Math.max(1, size - 1));
        for (int i = 0; i < size; i++) {
            order[i] = ((his[i] >>> indexBits << indexBits) | i) ^ Long.MIN_VALUE;
        }
        Arrays.sort(order);
        long[] sortedHis = new long[size];
        long[] sortedLos = new long[size];
        long[] sortedSeen = new long[size];
        int mask = (1 << indexBits) - 1;
        for (int i = 0; i < size; i++) {
            int from = (int) order[i] & mask;
            int at = i;
            while (at > 0 && compare(his[from], los[from], sortedHis[at - 1], sortedLos[at - 1]) < 0) {
                sortedHis[at] = sortedHis[at - 1];
                sortedLos[at] = sortedLos[at - 1];
                sortedSeen[at] = sortedSeen[at - 1];
                at--;
            }
            sortedHis[at] = his[from];
            sortedLos[at] = los[from];
            sortedSeen[at] = seen[from];
        }
        System.arraycopy(sortedHis, 0, his, 0, size);
        System.arraycopy(sortedLos, 0, los, 0, size);
        System.arraycopy(sortedSeen, 0, seen, 0, size);
    }
}
