package relevo.matcher;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Writes a message as a customer in a hurry would: accents and punctuation gone, one or two typing mistakes (a letter
 * left out, doubled, swapped with its neighbour, or hit beside on the keyboard), chat spellings ("que" is "q", "porque"
 * is "xq"), Spanish and Portuguese written by ear (h dropped, b for v, k for qu), a word stretched, a greeting put before
 * it. What is done to which word is drawn by seed: the same seed writes the same. For measuring, see docs/adr/0020.
 */
public final class Noiser {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern PUNCTUATION = Pattern.compile("[¿?¡!.,;:]+");
    private static final String[] KEYS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
    private static final double TYPO = 0.06;
    private static final double CHAT = 0.7;
    private static final double BY_EAR = 0.08;
    private static final double STRETCH = 0.02;
    private static final double GREETING = 0.1;
    private static final int TYPO_LETTERS_MIN = 4;

    private final Language language;
    private final SplittableRandom random;
    private final Map<String, List<String>> chat = new HashMap<>();

    public Noiser(Language language, long seed) {
        this.language = language;
        this.random = new SplittableRandom(seed);
        for (String line : Language.lines("chat-" + language.code() + ".txt")) {
            String[] sides = line.split("=");
            String written = sides[1].strip();
            for (String form : sides[0].strip().split(" ")) {
                if (!form.equals(written)) {
                    chat.computeIfAbsent(written, key -> new ArrayList<>()).add(form);
                }
            }
        }
    }

    /** The text as badly written as the seed and what was asked before will have it. */
    public String noisy(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        plain = PUNCTUATION.matcher(plain).replaceAll(" ").strip();
        StringBuilder noisy = new StringBuilder();
        if (random.nextDouble() < GREETING) {
            noisy.append(language == Language.EN ? "hi " : language == Language.PT ? "oi bom dia " : "hola buenas ");
        }
        for (String word : plain.split("\\s+")) {
            noisy.append(noisyWord(word)).append(' ');
        }
        return noisy.toString().strip();
    }

    private String noisyWord(String word) {
        List<String> forms = chat.get(word.toLowerCase(java.util.Locale.ROOT));
        if (forms != null && random.nextDouble() < CHAT) {
            return forms.get(random.nextInt(forms.size()));
        }
        if (language != Language.EN && random.nextDouble() < BY_EAR) {
            return byEar(word);
        }
        if (word.length() >= TYPO_LETTERS_MIN && random.nextDouble() < TYPO * Math.min(2, word.length() / 5.0)) {
            return typo(word);
        }
        if (random.nextDouble() < STRETCH) {
            return word + word.substring(word.length() - 1).repeat(3);
        }
        return word;
    }

    private String byEar(String word) {
        return switch (random.nextInt(4)) {
            case 0 -> word.startsWith("h") ? word.substring(1) : word.replace("qu", "k");
            case 1 -> word.replace('v', 'b');
            case 2 -> word.replace("ll", "y").replace("ss", "s");
            default -> word.replace("ce", "se").replace("ci", "si").replace('z', 's');
        };
    }

    private String typo(String word) {
        int at = 1 + random.nextInt(word.length() - 1);
        String head = word.substring(0, at);
        String tail = word.substring(at + 1);
        return switch (random.nextInt(4)) {
            case 0 -> head + tail;
            case 1 -> head + word.charAt(at) + word.charAt(at) + tail;
            case 2 -> word.substring(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + tail;
            default -> head + beside(word.charAt(at)) + tail;
        };
    }

    private char beside(char letter) {
        for (String row : KEYS) {
            int at = row.indexOf(letter);
            if (at >= 0) {
                int next = at == 0 ? 1 : at == row.length() - 1 || random.nextBoolean() ? at - 1 : at + 1;
                return row.charAt(next);
            }
        }
        return letter;
    }
}
