package relevo.batch;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import relevo.matcher.Language;

/**
 * Knows turns that ask for nothing and only give what was asked for: a name, a place, a number, a code. They say nothing
 * about what customers want, however often they come. Stateless.
 */
final class Particulars {
    private static final int WORDS_MAX = 6;
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\[\\]]+");
    private static final List<String> ENDINGS = List.of("s", "es", "ing", "ed", "er", "ly");

    /** Words that stand between particulars. */
    private static final Set<String> BETWEEN = Set.copyOf(List.of(
            "the", "an", "to", "from", "and", "or", "is", "it", "my", "me", "of", "in", "on", "for", "at", "name",
            "number", "email", "mail", "com", "last", "first", "a", "i", "de", "la", "el", "y", "es", "mi", "o", "e",
            "da", "do", "meu", "minha", "nome", "nombre", "numero", "correo", "su", "en", "por"));

    /** What is no word of any lexicon and yet no particular. */
    private static final Set<String> CHAT = Set.of(
            "hai",
            "hii",
            "hiii",
            "helo",
            "ok",
            "okay",
            "okey",
            "okk",
            "oky",
            "yep",
            "yea",
            "yeah",
            "yup",
            "nope",
            "mm",
            "hmm",
            "thankyou",
            "thanku",
            "bye",
            "goodbye",
            "great",
            "welcome",
            "sure",
            "fine",
            "cool",
            "nice",
            "pls",
            "plz",
            "gm",
            "no",
            "si",
            "ya",
            "ah",
            "oh",
            "ha",
            "haha",
            "jaja",
            "kkk",
            "lol");

    private Particulars() {}

    /** @param text redacted */
    static boolean isOnly(String text, Language lang) {
        int particulars = 0;
        int words = 0;
        for (String word : NOT_WORDS.split(text.toLowerCase(Locale.ROOT))) {
            if (word.isEmpty()) {
                continue;
            }
            words++;
            if (isData(word)) {
                particulars++;
            } else if (!BETWEEN.contains(Wording.plain(word))) {
                if (!isOpaque(Wording.plain(word), lang)) {
                    return false;
                }
                particulars++;
            }
        }
        return particulars > 0 && words <= WORDS_MAX;
    }

    private static boolean isData(String word) {
        return word.charAt(0) == '['
                || word.chars().anyMatch(Character::isDigit)
                || (word.length() == 1 && "aeiouysn".indexOf(word.charAt(0)) < 0);
    }

    /** No everyday word in any form: a name of somebody or something. Only the English list is long enough to tell. */
    private static boolean isOpaque(String word, Language lang) {
        if (lang != Language.EN || lang.isEveryday(word) || CHAT.contains(word)) {
            return false;
        }
        for (String ending : ENDINGS) {
            if (word.endsWith(ending)) {
                String stem = word.substring(0, word.length() - ending.length());
                if (lang.isEveryday(stem) || lang.isEveryday(stem + 'e')) {
                    return false;
                }
            }
        }
        return true;
    }
}
