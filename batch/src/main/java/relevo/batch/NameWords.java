package relevo.batch;

import java.util.Arrays;

/**
 * The words of one text as the search for names needs them: without accents, with their capitals and what stands between
 * them. Words in brackets are none. Owned by one thread.
 */
final class NameWords {
    private static final int WORDS_MAX = 1_024;
    private static final int ACRONYM_MAX = 6;

    private final String text;
    private int[] start = new int[32];
    private int[] end = new int[32];
    private boolean[] name = new boolean[0];
    private String[] plain = new String[0];
    private int size;
    private boolean capitalsTell;
    private boolean shouting;

    private NameWords(String text) {
        this.text = text;
    }

    static NameWords of(String text) {
        NameWords words = new NameWords(text);
        words.split();
        words.plain = new String[words.size];
        words.name = new boolean[words.size];
        int capitals = 0;
        int shouted = 0;
        for (int i = 0; i < words.size; i++) {
            String word = text.substring(words.start[i], words.end[i]);
            words.plain[i] = Wording.plain(
                    word.endsWith("'s") || word.endsWith("’s") ? word.substring(0, word.length() - 2) : word);
            capitals += Character.isUpperCase(word.charAt(0)) ? 1 : 0;
            shouted += word.length() > 1 && word.equals(word.toUpperCase(java.util.Locale.ROOT)) ? 1 : 0;
        }
        // Where everything has capitals they say nothing.
        words.shouting = shouted * 2 > words.size;
        words.capitalsTell = !words.shouting && (capitals * 3 <= words.size * 2 || words.size <= 4);
        return words;
    }

    private void split() {
        boolean bracket = false;
        for (int i = 0; i < text.length() && size < WORDS_MAX; i++) {
            char c = text.charAt(i);
            bracket = c == '[' || (bracket && c != ']');
            if (!bracket && Character.isLetter(c)) {
                int from = i;
                while (i < text.length() && isPart(i)) {
                    i++;
                }
                if (size == start.length) {
                    start = Arrays.copyOf(start, size * 2);
                    end = Arrays.copyOf(end, size * 2);
                }
                start[size] = from;
                end[size++] = i--;
            }
        }
    }

    private boolean isPart(int i) {
        char c = text.charAt(i);
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || ((c == '\'' || c == '’' || c == '-')
                        && i + 1 < text.length()
                        && Character.isLetter(text.charAt(i + 1)));
    }

    int size() {
        return size;
    }

    String plain(int i) {
        return plain[i];
    }

    boolean isName(int i) {
        return name[i];
    }

    void take(int i) {
        name[i] = true;
    }

    boolean isLast(int i) {
        return i == size - 1;
    }

    /** A capital, where not everything is in capitals. */
    boolean isCapital(int i) {
        return !shouting && Character.isUpperCase(text.charAt(start[i]));
    }

    /** A capital that says something: not one among nothing but capitals. */
    boolean hasCapital(int i) {
        return capitalsTell && Character.isUpperCase(text.charAt(start[i]));
    }

    /** Nothing but a few capitals, with a small s at most: "ATMs", "CNIC". */
    boolean isAcronym(int i) {
        int last = end[i] - 1;
        int until = text.charAt(last) == 's' ? last : end[i];
        for (int at = start[i]; at < until; at++) {
            if (!Character.isUpperCase(text.charAt(at))) {
                return false;
            }
        }
        return until - start[i] >= 2 && until - start[i] <= ACRONYM_MAX;
    }

    boolean startsSentence(int i) {
        if (i == 0) {
            return true;
        }
        for (int at = end[i - 1]; at < start[i]; at++) {
            char c = text.charAt(at);
            if (c == '.' && end[i - 1] - start[i - 1] > 1
                    || c == '!'
                    || c == '?'
                    || c == '¿'
                    || c == '¡'
                    || c == ':'
                    || c == ';'
                    || c == '"'
                    || c == '-'
                    || c == '•'
                    || c == '*'
                    || c == ']'
                    || c == '…') {
                return true;
            }
        }
        return false;
    }

    /** At the beginning, or behind a sign of any kind. */
    boolean startsClause(int i) {
        return i == 0 || !text.substring(end[i - 1], start[i]).equals(" ");
    }

    /** Whether only a blank, or the point of an initial, stands between this word and the next. */
    boolean joined(int i) {
        if (i < 0 || i + 1 >= size) {
            return false;
        }
        String between = text.substring(end[i], start[i + 1]);
        return between.equals(" ") || (between.equals(". ") && end[i] - start[i] <= 2);
    }

    /** The same with the signs that stand between an introduction and a name. */
    boolean joinedLoosely(int i) {
        if (i < 0 || i + 1 >= size) {
            return false;
        }
        for (int at = end[i]; at < start[i + 1]; at++) {
            char c = text.charAt(at);
            if (c != ' ' && c != '.' && c != ',' && c != ':' && c != '!' && c != '-' && c != '*' && c != '"') {
                return false;
            }
        }
        return start[i + 1] - end[i] <= 4;
    }

    String withoutNames() {
        StringBuilder left = new StringBuilder(text.length());
        int at = 0;
        for (int i = 0; i < size; i++) {
            if (name[i]) {
                left.append(text, at, start[i]).append("[name]");
                while (i + 1 < size && name[i + 1] && joined(i)) {
                    i++;
                }
                at = end[i];
            }
        }
        return left.append(text, at, text.length()).toString();
    }
}
