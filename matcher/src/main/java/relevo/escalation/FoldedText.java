package relevo.escalation;

import java.util.Arrays;

/**
 * A text as word lists are matched against it: lower case, without accents, one space between words, letters drawn out
 * ("nooooo") counted and shortened. Knows where words, clauses and sentences end, and how much of it was in capitals.
 * Immutable; made in one pass; at most {@value #CHARS_MAX} characters are read.
 *
 * <p>"¿No me ayuda NADIE?" becomes {@code no me ayuda nadie}.
 */
public final class FoldedText {
    /** The longest text WhatsApp delivers. */
    public static final int CHARS_MAX = 4_096;

    private static final char[] FOLDED = foldTable();
    private static final int SHORT_WORD = 4;

    private final String raw;
    private final char[] chars;
    private final short[] starts;
    private final short[] ends;
    private final short[] clauses;
    private final short[] sentences;
    private final int words;
    private final int letters;
    private final int longCapitals;
    private final int shortCapitals;
    private final int lowerCase;
    private final int elongations;
    private final int exclamations;
    private final boolean pictures;

    private FoldedText(Folding folding, String raw) {
        this.raw = raw;
        this.chars = Arrays.copyOf(folding.chars, folding.length);
        this.words = folding.words;
        this.starts = Arrays.copyOf(folding.starts, words);
        this.ends = Arrays.copyOf(folding.ends, words);
        this.clauses = Arrays.copyOf(folding.clauses, words);
        this.sentences = Arrays.copyOf(folding.sentences, words);
        this.letters = folding.letters;
        this.longCapitals = folding.longCapitals;
        this.shortCapitals = folding.shortCapitals;
        this.lowerCase = folding.lowerCase;
        this.elongations = folding.elongations;
        this.exclamations = folding.exclamations;
        this.pictures = folding.pictures;
    }

    public static FoldedText of(String text) {
        String read = text.length() > CHARS_MAX ? text.substring(0, CHARS_MAX) : text;
        Folding folding = new Folding(read.length());
        for (int i = 0; i < read.length(); i++) {
            folding.take(read.charAt(i));
        }
        folding.endWord();
        return new FoldedText(folding, read);
    }

    /** The text as written, cut to what was read. */
    public String raw() {
        return raw;
    }

    public int words() {
        return words;
    }

    /** One word, folded. */
    public String word(int index) {
        return new String(chars, starts[index], ends[index] - starts[index]);
    }

    /** Clauses are numbered from 0 and end at any punctuation mark. */
    int clause(int word) {
        return clauses[word];
    }

    /** Sentences are numbered from 0 and end at a full stop, question or exclamation mark, semicolon or line end. */
    int sentence(int word) {
        return sentences[word];
    }

    int start(int word) {
        return starts[word];
    }

    int length() {
        return chars.length;
    }

    char charAt(int index) {
        return chars[index];
    }

    /** Letters, whatever their case. */
    int letters() {
        return letters;
    }

    /** Letters in all-capital words of five letters and more, which no acronym explains. */
    int longCapitals() {
        return longCapitals;
    }

    /** Letters in shorter all-capital words without digits: acronyms, or the small words of somebody who shouts. */
    int shortCapitals() {
        return shortCapitals;
    }

    /** Letters in words that hold a lower-case letter. */
    int lowerCase() {
        return lowerCase;
    }

    /** How many words had a letter three times or more in a row. */
    int elongations() {
        return elongations;
    }

    int exclamations() {
        return exclamations;
    }

    /** Whether there is any character of the kind emoji are made of. */
    boolean pictures() {
        return pictures;
    }

    /** The folded words joined by single spaces. */
    @Override
    public String toString() {
        return new String(chars);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FoldedText that && raw.equals(that.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(chars);
    }

    private static char[] foldTable() {
        char[] table = new char[0x250];
        for (char c = 0; c < table.length; c++) {
            String plain = java.text.Normalizer.normalize(String.valueOf(c), java.text.Normalizer.Form.NFD);
            table[c] = Character.isLetterOrDigit(c) ? Character.toLowerCase(plain.charAt(0)) : ' ';
        }
        table['ª'] = 'a';
        table['º'] = 'o';
        table['ß'] = 's';
        table['ø'] = 'o';
        table['Ø'] = 'o';
        table['ı'] = 'i';
        return table;
    }

    /** The pass over the characters. Used by one call and thrown away. */
    private static final class Folding {
        private final char[] chars;
        private final short[] starts;
        private final short[] ends;
        private final short[] clauses;
        private final short[] sentences;
        private int length;
        private int words;
        private int clause;
        private int sentence;
        private int letters;
        private int longCapitals;
        private int shortCapitals;
        private int lowerCase;
        private int elongations;
        private int exclamations;
        private boolean pictures;

        private boolean inWord;
        private int wordCapitals;
        private int wordLetters;
        private int wordDigits;
        private int run;
        private boolean drawnOut;

        Folding(int size) {
            chars = new char[size + size / 2 + 2];
            int wordsMax = size / 2 + 1;
            starts = new short[wordsMax];
            ends = new short[wordsMax];
            clauses = new short[wordsMax];
            sentences = new short[wordsMax];
        }

        void take(char c) {
            if (c == '\'' || c == '’' || c == '`' || c == '´' || isMark(c)) {
                return; // "don't" is one word; combining accents, joiners and key caps leave no trace
            }
            char folded = c < FOLDED.length ? FOLDED[c] : Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : ' ';
            if (folded == ' ') {
                if (c >= 0x2190) {
                    pictures = true;
                }
                endWord();
                punctuate(c);
            } else {
                inWord(c, folded);
            }
        }

        private static boolean isMark(char c) {
            return c >= 0x300 && (c <= 0x36F || c == 0x200D || c == 0xFE0F || c == 0x20E3);
        }

        private void inWord(char c, char folded) {
            if (!inWord) {
                inWord = true;
                if (words > 0) {
                    chars[length++] = ' ';
                }
                starts[words] = (short) length;
                wordCapitals = 0;
                wordLetters = 0;
                wordDigits = 0;
                drawnOut = false;
                run = 0;
            }
            if (folded >= '0' && folded <= '9') {
                wordDigits++;
                run = 0;
                chars[length++] = folded;
                return;
            }
            wordLetters++;
            if (Character.isUpperCase(c)) {
                wordCapitals++;
            }
            run = length > starts[words] && chars[length - 1] == folded ? run + 1 : 1;
            if (run >= 3) {
                if (run == 3) {
                    length--; // "nooo" is "no"
                }
                drawnOut = true;
                return;
            }
            chars[length++] = folded;
        }

        void endWord() {
            if (!inWord) {
                return;
            }
            inWord = false;
            ends[words] = (short) length;
            clauses[words] = (short) clause;
            sentences[words] = (short) sentence;
            words++;
            letters += wordLetters;
            if (wordCapitals < wordLetters) {
                lowerCase += wordLetters;
            } else if (wordDigits == 0 && wordLetters > SHORT_WORD) {
                longCapitals += wordLetters;
            } else if (wordDigits == 0) {
                shortCapitals += wordLetters;
            }
            if (drawnOut && wordDigits == 0) {
                elongations++;
            }
        }

        private void punctuate(char c) {
            switch (c) {
                case '.', '?', '!', ';', '\n', '¿', '¡' -> {
                    if (words > 0 && clauses[words - 1] == clause) {
                        clause++;
                    }
                    if (words > 0 && sentences[words - 1] == sentence) {
                        sentence++;
                    }
                    if (c == '!') {
                        exclamations++;
                    }
                }
                case ',', ':', '(', ')', '-', '—', '…' -> {
                    if (words > 0 && clauses[words - 1] == clause) {
                        clause++;
                    }
                }
                default -> {}
            }
        }
    }
}
