package relevo.matcher;

/** Which features a message has: its words and stems, pairs of neighbouring stems, and letter n-grams inside words. */
final class Features {
    private static final long WORD = 0x57L;
    private static final long STEM = 0x53L;
    private static final long PAIR = 0x50L;
    private static final long BEGINNING = 0x42L;

    /** Words that begin with so many equal letters are often forms of one. */
    static final int BEGINNING_MIN = 6;

    static final int BEGINNING_MAX = 9;

    static final long LETTER = 0x4CL;
    private static final long PRIME = 0x100000001B3L;
    private static final char EDGE = ' ';

    private final ModelConfig config;

    Features(ModelConfig config) {
        this.config = config;
    }

    void of(Tokens tokens, FeatureSink sink) {
        char[] letters = tokens.letters();
        long previous = letter(PAIR, EDGE);
        for (int i = 0; i < tokens.size(); i++) {
            sink.accept(FeatureSink.WORDS, hash(WORD, letters, tokens.wordStart(i), tokens.wordEnd(i)));
            long stem = hash(STEM, letters, tokens.stemStart(i), tokens.stemEnd(i));
            sink.accept(FeatureSink.WORDS, stem);
            if (config.pairs() > 0) {
                sink.accept(FeatureSink.PAIRS, pair(previous, stem));
                previous = stem;
            }
            if (config.letters() > 0 && !tokens.isClass(i)) {
                letterGrams(letters, tokens.wordStart(i), tokens.wordEnd(i), sink);
            }
        }
        if (config.pairs() > 0 && tokens.size() > 0) {
            sink.accept(FeatureSink.PAIRS, pair(previous, letter(PAIR, EDGE)));
        }
    }

    /** All n-grams of " word ", the blanks included, so that beginnings and ends of words count. */
    private void letterGrams(char[] letters, int start, int end, FeatureSink sink) {
        for (int from = start - 1; from < end; from++) {
            long hash = LETTER;
            int longest = Math.min(from + config.lettersMax(), end + 1);
            for (int at = from; at < longest; at++) {
                hash = letter(hash, at < start || at == end ? EDGE : letters[at]);
                if (at - from + 1 >= config.lettersMin()) {
                    sink.accept(FeatureSink.LETTERS, mix(hash));
                }
            }
        }
    }

    /** The key of a word as it is written. */
    static long wordKey(char[] letters, int start, int end) {
        return hash(WORD, letters, start, end);
    }

    /** The key of the first letters of a word. */
    static long beginningKey(char[] letters, int start, int end) {
        return hash(BEGINNING, letters, start, end);
    }

    /** The key of a stem. */
    static long stemKey(char[] letters, int start, int end) {
        return hash(STEM, letters, start, end);
    }

    private static long pair(long first, long second) {
        return mix(first * PRIME + Long.rotateLeft(second, 23) + PAIR);
    }

    private static long hash(long seed, char[] letters, int start, int end) {
        long hash = seed;
        for (int i = start; i < end; i++) {
            hash = letter(hash, letters[i]);
        }
        return mix(hash);
    }

    /** Appends a letter to a hash. */
    static long letter(long hash, char letter) {
        return (hash ^ letter) * PRIME + 0x632BE59BD9B4E019L;
    }

    /** Spreads the bits (the finaliser of SplitMix64, Steele 2014). */
    static long mix(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
