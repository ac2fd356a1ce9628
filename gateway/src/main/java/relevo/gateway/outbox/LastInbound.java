package relevo.gateway.outbox;

import relevo.journal.Tag;

/**
 * When each customer last wrote, for the 24-hour window: 24 bytes a customer, at most so many. Where a place is taken, it
 * goes to whoever wrote last; of a forgotten customer nothing is known, and what is not known is left to the Cloud API to
 * judge. Owned by one thread.
 */
final class LastInbound {
    /** The window is 24 h; two minutes of safety for clocks and the way. */
    static final long WINDOW_MS = 24 * 3_600_000L - 120_000;

    private static final int PROBES = 16;

    private final int capacityMax;
    private long[] hi;
    private long[] lo;
    private long[] atMs;
    private int size;

    LastInbound(int contactsMax) {
        capacityMax = Integer.highestOneBit(Math.max(16, contactsMax - 1)) * 2;
        hi = new long[16];
        lo = new long[16];
        atMs = new long[16];
    }

    /** The customer wrote; an older time than is known changes nothing. */
    void wrote(Tag contact, long whenMs) {
        int slot = find(contact);
        if (slot >= 0) {
            atMs[slot] = Math.max(atMs[slot], whenMs);
            return;
        }
        while ((size >= hi.length / 2 || !hasPlace(contact)) && hi.length < capacityMax) {
            grow();
        }
        place(contact.hi(), contact.lo(), whenMs);
    }

    private boolean hasPlace(Tag contact) {
        int mask = hi.length - 1;
        int start = (int) (LongSet.mix(contact.hi()) & mask);
        for (int i = 0; i < PROBES; i++) {
            int slot = (start + i) & mask;
            if (hi[slot] == 0 && lo[slot] == 0) {
                return true;
            }
        }
        return false;
    }

    /** The API says that the window is closed, whatever we thought. */
    void closed(Tag contact, long nowMs) {
        int slot = find(contact);
        if (slot >= 0) {
            atMs[slot] = nowMs - WINDOW_MS - 1;
        } else {
            place(contact.hi(), contact.lo(), nowMs - WINDOW_MS - 1);
        }
    }

    /** Whether a free message may be sent now: true when nothing is known. */
    boolean windowOpen(Tag contact, long nowMs) {
        int slot = find(contact);
        return slot < 0 || nowMs - atMs[slot] <= WINDOW_MS;
    }

    int capacity() {
        return hi.length;
    }

    private int find(Tag contact) {
        int mask = hi.length - 1;
        int start = (int) (LongSet.mix(contact.hi()) & mask);
        for (int i = 0; i < PROBES; i++) {
            int slot = (start + i) & mask;
            if (hi[slot] == contact.hi() && lo[slot] == contact.lo()) {
                return slot;
            }
        }
        return -1;
    }

    private void place(long tagHi, long tagLo, long whenMs) {
        int mask = hi.length - 1;
        int start = (int) (LongSet.mix(tagHi) & mask);
        int oldest = start;
        for (int i = 0; i < PROBES; i++) {
            int slot = (start + i) & mask;
            if (hi[slot] == 0 && lo[slot] == 0) {
                size++;
                oldest = slot;
                break;
            }
            if (atMs[slot] < atMs[oldest]) {
                oldest = slot;
            }
        }
        hi[oldest] = tagHi;
        lo[oldest] = tagLo;
        atMs[oldest] = whenMs;
    }

    private void grow() {
        long[] oldHi = hi;
        long[] oldLo = lo;
        long[] oldAt = atMs;
        hi = new long[oldHi.length * 2];
        lo = new long[oldHi.length * 2];
        atMs = new long[oldHi.length * 2];
        size = 0;
        for (int i = 0; i < oldHi.length; i++) {
            if (oldHi[i] != 0 || oldLo[i] != 0) {
                place(oldHi[i], oldLo[i], oldAt[i]);
            }
        }
    }
}
