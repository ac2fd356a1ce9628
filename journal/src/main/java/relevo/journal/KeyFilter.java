package relevo.journal;

/**
 * Says of a key "certainly not here" or "perhaps": a blocked Bloom filter (Putze, Sanders, Singler 2007), six bits in one
 * 512-bit block, ten bits of room a key, about one in seventy false. Immutable once built.
 */
final class KeyFilter {
    static final int BITS_A_KEY = 10;
    private static final int WORDS_A_BLOCK = 8;
    private static final int BITS_SET = 6;

    private final long[] words;

    private KeyFilter(long[] words) {
        this.words = words;
    }

    static KeyFilter forKeys(long count) {
        long blocks = Math.max(1, (count * BITS_A_KEY + 511) / 512);
        return new KeyFilter(new long[Math.toIntExact(blocks * WORDS_A_BLOCK)]);
    }

    static KeyFilter of(long[] words) {
        return new KeyFilter(words);
    }

    long[] words() {
        return words;
    }

    void add(long hi, long lo) {
        long mixed = mix(hi, lo);
        int block = block(mixed);
        long bits = mix(lo, mixed);
        for (int i = 0; i < BITS_SET; i++, bits >>>= 9) {
            words[block + (int) (bits >>> 6 & 7)] |= 1L << (bits & 63);
        }
    }

    boolean mayContain(long hi, long lo) {
        long mixed = mix(hi, lo);
        int block = block(mixed);
        long bits = mix(lo, mixed);
        for (int i = 0; i < BITS_SET; i++, bits >>>= 9) {
            if ((words[block + (int) (bits >>> 6 & 7)] & 1L << (bits & 63)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Spreads two longs over one (the finisher of SplittableRandom). */
    static long mix(long hi, long lo) {
        long z = hi * 0x9E3779B97F4A7C15L + lo;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private int block(long mixed) {
        int blocks = words.length / WORDS_A_BLOCK;
        return (int) ((mixed >>> 32) * blocks >>> 32) * WORDS_A_BLOCK;
    }
}
