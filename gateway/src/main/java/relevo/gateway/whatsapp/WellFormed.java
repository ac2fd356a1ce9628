package relevo.gateway.whatsapp;

/**
 * Text that any encoder takes. JSON may escape half of a surrogate pair, and customers can put that into their names; the
 * UTF-8 writers refuse it, which must not stop anybody's thread. Pure.
 */
public final class WellFormed {
    private static final char REPLACEMENT = '\uFFFD';

    private WellFormed() {}

    /** The text with every lone surrogate replaced by U+FFFD; itself when there is none. */
    public static String text(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            if (mended == null) {
                mended = new StringBuilder(text);
            }
            mended.setCharAt(i, REPLACEMENT);
        }
        return mended == null ? text : mended.toString();
    }

    /** The same, at most {@code max} chars of it. */
    public static String text(String text, int max) {
        return text(text.length() <= max ? text : text.substring(0, max));
    }
}
