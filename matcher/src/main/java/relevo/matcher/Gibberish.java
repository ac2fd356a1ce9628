package relevo.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Strings that mean nothing in any language: the index learns from them that unknown letters are out of scope. */
final class Gibberish {
    private static final String LETTERS = "aeioubcdfghjklmnpqrstvwxyz";

    private Gibberish() {}

    /** The same strings for the same seed. */
    static List<String> strings(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> strings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            int words = random.nextInt(1, 5);
            for (int word = 0; word < words; word++) {
                int letters = random.nextInt(2, 9);
                for (int letter = 0; letter < letters; letter++) {
                    text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
                }
                text.append(' ');
            }
            strings.add(text.toString().strip());
        }
        return strings;
    }
}
