package relevo.batch;

import org.jspecify.annotations.Nullable;
import relevo.journal.Tag;

/**
 * How many different contacts there were. Up to {@value #EXACT_MAX} it holds 64 bits of each tag, which is a keyed hash, and is
 * exact but for one case in billions; beyond, it estimates in 16 KiB with a standard error of 0.8 % (HyperLogLog,
 * Flajolet et al. 2007). The order of the contacts does not matter. One thread.
 */
final class ContactSet {
    static final int EXACT_MAX = 32_768;

    private static final int SLOTS_MIN = 8;
    private static final int INDEX_BITS = 14;
    private static final int REGISTERS = 1 << INDEX_BITS;
    /** Flajolet's constant of so many registers. */
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

    /** Up to here the share of empty registers says more than how full the others are. */
    private static final double LINEAR_MAX = 2.5 * REGISTERS;

    /** Open addressing, never more than three quarters full; zero is an empty slot. */
    private long[] slots = new long[SLOTS_MIN];

    private int size;

    /** By the first bits of a key the longest run of zeros that came after them, and one; null while all are held. */
    private byte @Nullable [] longest;

    /** Whether it is a new one; of many, whether it changes the estimate. */
    boolean add(Tag contact) {
        long key = contact.hi() ^ Long.rotateLeft(contact.lo(), 32);
        // Zero means empty; and made-up tags count upwards, so their bits are spread before they choose a place.
        key = spread(key == 0 ? 1 : key);
        if (longest != null) {
            return estimate(longest, key);
        }
        int at = place(key);
        if (slots[at] == key) {
            return false;
        }
        slots[at] = key;
        if (++size > EXACT_MAX) {
            byte[] registers = new byte[REGISTERS];
            for (long held : slots) {
                if (held != 0) {
                    estimate(registers, held);
                }
            }
            longest = registers;
            slots = new long[0];
        } else if (size > slots.length / 4 * 3) {
            grow();
        }
        return true;
    }

    private static boolean estimate(byte[] longest, long key) {
        int at = (int) (key >>> -INDEX_BITS);
        byte run = (byte) (Math.min(Long.numberOfLeadingZeros(key << INDEX_BITS), Long.SIZE - INDEX_BITS) + 1);
        if (run <= longest[at]) {
            return false;
        }
        longest[at] = run;
        return true;
    }

    int size() {
        if (longest == null) {
            return size;
        }
        int empty = 0;
        double sum = 0;
        for (byte run : longest) {
            empty += run == 0 ? 1 : 0;
            sum += Math.scalb(1.0, -run);
        }
        double estimate = ALPHA * REGISTERS * REGISTERS / sum;
        return (int) Math.round(
                estimate <= LINEAR_MAX && empty > 0 ? REGISTERS * Math.log((double) REGISTERS / empty) : estimate);
    }

    private int place(long key) {
        int at = (int) key & (slots.length - 1);
        while (slots[at] != 0 && slots[at] != key) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[2 * before.length];
        for (long key : before) {
            if (key != 0) {
                slots[place(key)] = key;
            }
        }
    }

    /** The finaliser of MurmurHash3 (Appleby, public domain): one to one, and only zero becomes zero. */
    private static long spread(long key) {
        long mixed = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
