package relevo.batch;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes the obvious personal data out of a customer's text before anyone reads it in a report: addresses of mail and web,
 * user names, and whatever holds five digits or more (phones, cards, documents, orders). Names of people stay: that is why
 * a text is only quoted when at least two people wrote it.
 */
final class Redaction {
    private static final int CHARS_MAX = 300;

    private static final Pattern MAIL = Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}.-]{1,255}");
    private static final Pattern LINK = Pattern.compile("(?i)(?:https?://|www\\.)\\S{1,2000}");
    private static final Pattern USER = Pattern.compile("(?<![\\p{L}\\p{N}])@[\\p{L}\\p{N}_.]{2,64}");
    // Up to four letters before (IBAN, an order's series) and two after (the letter of a Spanish document) go with it.
    private static final Pattern DIGITS = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:\\p{L}{1,4}-?)?[+(]?\\d(?:[\\s().\\-/·]{0,2}\\d){4,64}(?:-?\\p{L}{1,2})?(?![\\p{L}\\p{N}])");
    private static final Pattern LONG_DIGITS = Pattern.compile("\\d{5,}");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Redaction() {}

    /** The text in one line, at most 300 characters, with {@code [correo]}, {@code [enlace]} ... in place of the data. */
    static String redact(String text) {
        String redacted = MAIL.matcher(text).replaceAll("[correo]");
        redacted = LINK.matcher(redacted).replaceAll("[enlace]");
        redacted = USER.matcher(redacted).replaceAll("[usuario]");
        redacted = DIGITS.matcher(redacted).replaceAll("[número]");
        redacted = LONG_DIGITS.matcher(redacted).replaceAll("[número]");
        redacted = BLANKS.matcher(redacted).replaceAll(" ").strip();
        if (redacted.length() <= CHARS_MAX) {
            return redacted;
        }
        int cut = Character.isHighSurrogate(redacted.charAt(CHARS_MAX - 2)) ? CHARS_MAX - 2 : CHARS_MAX - 1;
        return redacted.substring(0, cut) + "…";
    }

    /** What makes two texts the same question: words without case, accents and punctuation. A text without words is itself. */
    static String fold(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        String words = NOT_WORDS
                .matcher(plain.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
        return words.isEmpty() ? text.strip() : words;
    }
}
