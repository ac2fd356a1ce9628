package relevo.batch;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of a text that carry its meaning, coarsely: to tell whether two people said the same. Stateless. */
final class Words {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}]+");
    private static final int LETTERS_MIN = 4;
    /** Endings are cut off: devolver, devolución and devoluciones begin alike. */
    private static final int STEM = 5;

    private Words() {}

    /** Beginnings of the words of four letters and more, without case and accents. */
    static Set<String> of(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        Set<String> words = new HashSet<>();
        for (String word : BETWEEN.split(plain.toLowerCase(Locale.ROOT))) {
            if (word.length() >= LETTERS_MIN) {
                words.add(word.substring(0, Math.min(STEM, word.length())));
            }
        }
        return words;
    }

    /** Words both have, of those the shorter one has: 0 to 1; 0 when one has none. */
    static double shared(Set<String> one, Set<String> two) {
        int least = Math.min(one.size(), two.size());
        if (least == 0) {
            return 0;
        }
        Set<String> smaller = one.size() == least ? one : two;
        Set<String> larger = smaller == one ? two : one;
        return smaller.stream().filter(larger::contains).count() / (double) least;
    }
}
