package relevo.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fills the gaps of a text. A gap is {@code {name}}; what stands before the name inside the braces is printed only when
 * there is a value: "¡Hola{, nombre}!" becomes "¡Hola!" or "¡Hola, Marta!". Values are never read for gaps themselves.
 */
final class Placeholders {
    private Placeholders() {}

    /** The names in a text, in order. */
    static List<String> in(String text) {
        List<String> names = new ArrayList<>();
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            names.add(text.substring(nameStart(text, open, close), close));
        }
        return names;
    }

    /** The text with every gap filled; one without a value leaves nothing. */
    static String fill(String text, Map<String, String> values) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 64);
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                return out.append(text, at, text.length()).toString();
            }
            out.append(text, at, open);
            int name = nameStart(text, open, close);
            String value = values.getOrDefault(text.substring(name, close), "");
            if (!value.isEmpty()) {
                out.append(text, open + 1, name).append(value);
            }
            at = close + 1;
        }
        return out.toString();
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private static int nameStart(String text, int open, int close) {
        int at = close;
        while (at > open + 1 && isName(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
