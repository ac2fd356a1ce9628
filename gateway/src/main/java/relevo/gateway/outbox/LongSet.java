package relevo.gateway.outbox;

import java.util.Arrays;

/** Numbers other than 0, eight to sixteen bytes each. Owned by one thread. */
final class LongSet {
    private long[] slots = new long[64];
    private int size;

    /** True when it was not there. */
    boolean add(long value) {
        if (value == 0) {
            throw new IllegalArgumentException("0 marks a free slot");
        }
        if (size >= slots.length / 4 * 3) {
            long[] old = slots;
            slots = new long[old.length * 2];
            for (long each : old) {
                if (each != 0) {
                    slots[slot(each)] = each;
                }
            }
        }
        int slot = slot(value);
        if (slots[slot] == value) {
            return false;
        }
        slots[slot] = value;
        size++;
        return true;
    }

    boolean contains(long value) {
        return slots[slot(value)] == value && value != 0;
    }

    int size() {
        return size;
    }

    void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }

    /** Where the value is, or the free slot where it belongs. */
    private int slot(long value) {
        int mask = slots.length - 1;
        int slot = (int) (mix(value) & mask);
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Spreads neighbours apart (the finalizer of MurmurHash3). */
    static long mix(long value) {
        long h = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
