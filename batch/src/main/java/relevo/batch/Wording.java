package relevo.batch;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** When two texts count as the same, and how a long one is cut. */
final class Wording {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Wording() {}

    /** What makes two texts the same question: words without case, accents and punctuation. A text without words is itself. */
    static String fold(String text) {
        String words = NOT_WORDS.matcher(plain(text)).replaceAll(" ").strip();
        return words.isEmpty() ? text.strip() : words;
    }

    /** In small letters without accents. */
    static String plain(String text) {
        String decomposed = isAscii(text)
                ? text
                : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return decomposed.toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    /** The text with at most so many characters, an ellipsis for the rest, never cut inside a character. */
    static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int cut = Character.isHighSurrogate(text.charAt(charsMax - 2)) ? charsMax - 2 : charsMax - 1;
        return text.substring(0, cut) + "…";
    }
}
