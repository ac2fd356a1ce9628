package relevo.gateway.whatsapp;

/** Characters from outside, made safe for what comes behind: never a failed UTF-8 encode, never a NUL in a database. */
final class Texts {
    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /**
     * The text without NUL, an unpaired surrogate replaced by U+FFFD, cut to {@code charsMax} UTF-16 units at a code point
     * boundary. The same object when there is nothing to do.
     */
    static String clean(String text, int charsMax) {
        int length = Math.min(text.length(), charsMax);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return rewrite(text, i, charsMax);
            }
        }
        return length == text.length() ? text : text.substring(0, length);
    }

    /** Printable ASCII of at most {@code charsMax} characters: what an id of the provider looks like. */
    static boolean isId(String text, int charsMax) {
        if (text.isEmpty() || text.length() > charsMax) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7E) {
                return false;
            }
        }
        return true;
    }

    private static String rewrite(String text, int from, int charsMax) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), charsMax));
        clean.append(text, 0, from);
        int i = from;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            boolean unpaired = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            int kept = unpaired ? REPLACEMENT : codePoint;
            if (clean.length() + Character.charCount(kept) > charsMax) {
                break;
            }
            if (kept != 0) {
                clean.appendCodePoint(kept);
            }
            i += Character.charCount(codePoint);
        }
        return clean.toString();
    }
}
