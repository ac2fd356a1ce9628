package relevo.matcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Which of the three languages a short message is in, by its letters: a weight for each language for every run of one to
 * five letters inside a word, and for the word as a whole, hashed into one table. The weights were fitted offline on
 * messages of three to eight words (docs/adr/0020-matcher-model.md). The language of the conversation has a head start,
 * so that a borrowed word does not flip it. Immutable; safe for use from any thread.
 */
final class LanguageGuess {
    private static final int BITS = 16;
    private static final int LANGUAGES = 3;
    private static final int LETTERS_MAX = 5;

    /** Longer words and messages are read so far. */
    private static final int WORD_LETTERS_MAX = 24;

    private static final int TEXT_MAX = 512;

    /** Logits by which another language must lead before the conversation's is left. */
    private static final double HEAD_START = 1.5;

    /** As many features as double the head start: a short word proves little. */
    private static final double DOUBT = 50;

    private static final byte[] WEIGHTS = read();
    private static final float SCALE = 0.0390415f;

    private LanguageGuess() {}

    private static byte[] read() {
        try (InputStream in = LanguageGuess.class.getResourceAsStream("languages.bin")) {
            if (in == null) {
                throw new IllegalStateException("resource languages.bin is missing from the jar");
            }
            return in.readNBytes((1 << BITS) * LANGUAGES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The language of a text; the conversation's on doubt. */
    static Language of(String text, Language conversation) {
        return best(text, conversation, HEAD_START);
    }

    /** The language of a text by itself; Spanish where there is nothing to go by. */
    static Language of(String text) {
        return best(text, Language.ES, 0);
    }

    private static Language best(String text, Language favoured, double headStart) {
        int[] sums = new int[LANGUAGES];
        int features = count(text, sums);
        double scale = features == 0 ? 0 : SCALE / Math.sqrt(features);
        Language best = favoured;
        for (Language language : Language.values()) {
            double lead = scale * (sums[language.ordinal()] - sums[best.ordinal()]);
            double doubt = DOUBT / Math.max(1, features);
            double needed = best == favoured ? headStart * (1 + doubt * doubt) : 0;
            best = lead > needed ? language : best;
        }
        return best;
    }

    /** Adds up the weights of all features of all words; returns how many features there were. */
    private static int count(String text, int[] sums) {
        char[] word = new char[WORD_LETTERS_MAX + 2];
        int length = 0;
        int features = 0;
        int end = Math.min(text.length(), TEXT_MAX);
        for (int i = 0; i <= end; i++) {
            char c = i < end ? Character.toLowerCase(text.charAt(i)) : ' ';
            boolean apostrophe = c == '\'' && length > 0 && i + 1 < end && Character.isLetter(text.charAt(i + 1));
            if (Character.isLetter(c) || apostrophe) {
                if (length < WORD_LETTERS_MAX) {
                    word[++length] = c;
                }
            } else if (length > 0) {
                features += countWord(word, length, sums);
                length = 0;
            }
        }
        return features;
    }

    private static int countWord(char[] word, int length, int[] sums) {
        word[0] = ' ';
        word[length + 1] = ' ';
        int features = 1;
        long whole = Features.letter(Features.LETTER, '=');
        for (int i = 1; i <= length; i++) {
            whole = Features.letter(whole, word[i]);
        }
        add(whole, sums);
        for (int from = 0; from < length + 2; from++) {
            long hash = Features.LETTER;
            for (int at = from; at < Math.min(from + LETTERS_MAX, length + 2); at++) {
                hash = Features.letter(hash, word[at]);
                if (at > from || word[at] != ' ') {
                    add(hash, sums);
                    features++;
                }
            }
        }
        return features;
    }

    private static void add(long hash, int[] sums) {
        int at = (int) (Features.mix(hash) >>> (64 - BITS)) * LANGUAGES;
        for (int language = 0; language < LANGUAGES; language++) {
            sums[language] += WEIGHTS[at + language];
        }
    }
}
