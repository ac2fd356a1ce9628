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

    /** What is known of each word: where it starts and ends, which clause and which sentence it is in. */
    private static final int PLACES = 4;

    private static final int END = 1;
    private static final int CLAUSE = 2;
    private static final int SENTENCE = 3;

    private final String raw;
    private final char[] chars;
    private final int length;
    private final short[] places;
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
        this.chars = folding.chars;
        this.length = folding.length;
        this.words = folding.words;
        this.places = folding.places;
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
        int start = start(index);
        return new String(chars, start, end(index) - start);
    }

    /** Clauses are numbered from 0 and end at any punctuation mark. */
    int clause(int word) {
        return places[word * PLACES + CLAUSE];
    }

    /** Sentences are numbered from 0 and end at a full stop, question or exclamation mark, semicolon or line end. */
    int sentence(int word) {
        return places[word * PLACES + SENTENCE];
    }

    int start(int word) {
        return places[word * PLACES];
    }

    /** Where the word ends. */
    int end(int word) {
        return places[word * PLACES + END];
    }

    int length() {
        return length;
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
        return new String(chars, 0, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FoldedText that && raw.equals(that.raw);
    }

    @Override
    public int hashCode() {
        int hash = 1; // as Arrays.hashCode of the characters: conversations remember it
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + chars[i];
        }
        return hash;
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
        /** Room is made for words of so many letters, and more when they are shorter. */
        private static final int LETTERS_EXPECTED = 5;

        private final char[] chars;
        private short[] places;
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
        private int start;
        private int wordCapitals;
        private int wordLetters;
        private int wordDigits;
        private int run;
        private boolean drawnOut;

        Folding(int size) {
            chars = new char[size]; // the space before a word stands for what parted it from the one before
            places = new short[(size / LETTERS_EXPECTED + 1) * PLACES];
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
                start = length;
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
            run = length > start && chars[length - 1] == folded ? run + 1 : 1;
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
            int at = words * PLACES;
            if (at == places.length) {
                places = Arrays.copyOf(places, at * 2);
            }
            places[at] = (short) start;
            places[at + END] = (short) length;
            places[at + CLAUSE] = (short) clause;
            places[at + SENTENCE] = (short) sentence;
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

        private int last(int place) {
            return places[(words - 1) * PLACES + place];
        }

        private void punctuate(char c) {
            switch (c) {
                case '.', '?', '!', ';', '\n', '¿', '¡' -> {
                    if (words > 0 && last(CLAUSE) == clause) {
                        clause++;
                    }
                    if (words > 0 && last(SENTENCE) == sentence) {
                        sentence++;
                    }
                    if (c == '!') {
                        exclamations++;
                    }
                }
                case ',', ':', '(', ')', '-', '—', '…' -> {
                    if (words > 0 && last(CLAUSE) == clause) {
                        clause++;
                    }
                }
                default -> {}
            }
        }
    }
}
