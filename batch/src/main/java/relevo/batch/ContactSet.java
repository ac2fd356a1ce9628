package relevo.batch;

import relevo.journal.Tag;

/**
 * How many different contacts there were. Holds 64 bits of each tag, which is a keyed hash, in 11 to 22 bytes: of ten million
 * contacts two are taken for one with a probability of three in a million. One thread.
 */
final class ContactSet {
    private static final int SLOTS_MIN = 8;

    /** Open addressing, never more than three quarters full; zero is an empty slot. */
    private long[] slots = new long[SLOTS_MIN];

    private int size;

    /** Whether it is a new one. */
    boolean add(Tag contact) {
        long key = contact.hi() ^ Long.rotateLeft(contact.lo(), 32);
        // Zero means empty; and made-up tags count upwards, so their bits are spread before they choose a place.
        key = spread(key == 0 ? 1 : key);
        int at = place(key);
        if (slots[at] == key) {
            return false;
        }
        slots[at] = key;
        if (++size > slots.length / 4 * 3) {
            grow();
        }
        return true;
    }

    int size() {
        return size;
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
