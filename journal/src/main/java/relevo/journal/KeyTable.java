package relevo.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Contact tag to 256-bit key and its id, without an object per entry: entries lie densely in the order they were added
 * (seven longs each, in chunks), found through an open-addressed table of their numbers. 62 to 67 bytes an entry. Not
 * thread-safe.
 */
final class KeyTable {
    private static final int LONGS = 7;
    private static final int ID_AT = 2;
    private static final int KEY_AT = 3;
    private static final int CHUNK = 1 << 12;

    private final List<long[]> chunks = new ArrayList<>();
    private int[] slots = new int[1 << 10];
    private int size;

    int size() {
        return size;
    }

    /** Number of the entry, or -1. */
    int find(Tag tag) {
        int mask = slots.length - 1;
        for (int slot = slot(tag.hi(), tag.lo()) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int entry = slots[slot] - 1;
            if (part(entry, 0) == tag.hi() && part(entry, 1) == tag.lo()) {
                return entry;
            }
        }
        return -1;
    }

    /** Adds a tag that is not there yet, with the id and the 32 bytes of its key. */
    int add(Tag tag, int id, byte[] key, int at) {
        if ((size + 1) * 4L > slots.length * 3L) {
            rehash(slots.length * 2);
        }
        if (size == chunks.size() * CHUNK) {
            chunks.add(new long[CHUNK * LONGS]);
        }
        int entry = size++;
        long[] chunk = chunks.get(entry / CHUNK);
        int base = entry % CHUNK * LONGS;
        chunk[base] = tag.hi();
        chunk[base + 1] = tag.lo();
        chunk[base + ID_AT] = id;
        for (int i = 0; i < 4; i++) {
            chunk[base + KEY_AT + i] = BigEndian.getLong(key, at + 8 * i);
        }
        place(entry);
        return entry;
    }

    Tag tag(int entry) {
        return new Tag(part(entry, 0), part(entry, 1));
    }

    int id(int entry) {
        return (int) part(entry, ID_AT);
    }

    void copyKey(int entry, byte[] into, int at) {
        for (int i = 0; i < 4; i++) {
            BigEndian.putLong(into, at + 8 * i, part(entry, KEY_AT + i));
        }
    }

    /** Forgets an entry; the last one before {@code border} takes its number, and the very last one the number of that. */
    void remove(int entry, int border) {
        int last = --size;
        if (entry < border) {
            copy(border - 1, entry);
            copy(last, border - 1);
        } else {
            copy(last, entry);
        }
        Arrays.fill(chunks.get(last / CHUNK), last % CHUNK * LONGS, last % CHUNK * LONGS + LONGS, 0);
        rehash(slots.length);
    }

    private void copy(int from, int to) {
        System.arraycopy(
                chunks.get(from / CHUNK), from % CHUNK * LONGS, chunks.get(to / CHUNK), to % CHUNK * LONGS, LONGS);
    }

    private static int slot(long hi, long lo) {
        return (int) ((hi * 31 + lo) * 0x9E3779B97F4A7C15L >>> 32);
    }

    private long part(int entry, int which) {
        return chunks.get(entry / CHUNK)[entry % CHUNK * LONGS + which];
    }

    private void place(int entry) {
        int mask = slots.length - 1;
        int slot = slot(part(entry, 0), part(entry, 1)) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry + 1;
    }

    private void rehash(int length) {
        slots = new int[length];
        for (int entry = 0; entry < size; entry++) {
            place(entry);
        }
    }
}
