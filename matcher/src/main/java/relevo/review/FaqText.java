package relevo.review;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import relevo.matcher.FaqEntry;

/**
 * The text of FAQ files: finds the passage of an entry and writes entries as content people do. What is not touched keeps
 * its comments and its layout. Stateless.
 */
final class FaqText {
    private static final String INDENT = "    ";
    /** Nothing in it that YAML would read otherwise. */
    private static final Pattern PLAIN =
            Pattern.compile("[\\p{L}¿¡][\\p{L}\\p{N} ,.;?!¿¡()/'+%$€°ºª*_…–—-]*[\\p{L}\\p{N}.?!)*…%]");

    private static final Set<String> NOT_TEXT = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private FaqText() {}

    /** The lines of the entry with this id, with the line end; empty when it is not in this file. */
    static String passage(String file, String id) {
        String[] lines = file.split("(?<=\n)", -1);
        StringBuilder passage = new StringBuilder();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith("-")) {
                if (inside) {
                    break;
                }
                String first = line.substring(1).strip();
                inside = first.startsWith("id:") && unquoted(first.substring(3)).equals(id);
            }
            if (inside) {
                passage.append(line);
            }
        }
        return passage.toString();
    }

    /** The entry as a passage of a file; ends with an empty line. */
    static String write(FaqEntry entry, boolean withLang) {
        StringBuilder out = new StringBuilder("- id: ").append(entry.id()).append('\n');
        if (withLang) {
            out.append("  lang: ").append(entry.lang()).append('\n');
        }
        out.append("  question: ").append(scalar(entry.question())).append('\n');
        if (!entry.phrasings().isEmpty()) {
            out.append("  phrasings:\n");
            entry.phrasings()
                    .forEach(phrasing -> out.append(INDENT)
                            .append("- ")
                            .append(scalar(phrasing))
                            .append('\n'));
        }
        return out.append("  answer: ")
                .append(scalar(entry.answer()))
                .append("\n\n")
                .toString();
    }

    /** Two lists without what is in the first already, whatever its case. */
    static List<String> added(List<String> there, List<String> more) {
        Set<String> known = new HashSet<>();
        List<String> all = new ArrayList<>();
        for (List<String> list : List.of(there, more)) {
            for (String text : list) {
                if (known.add(text.strip().toLowerCase(Locale.ROOT))) {
                    all.add(text.strip());
                }
            }
        }
        return List.copyOf(all);
    }

    private static String unquoted(String value) {
        String text = value.strip();
        boolean quoted = text.length() >= 2
                && (text.startsWith("\"") && text.endsWith("\"") || text.startsWith("'") && text.endsWith("'"));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** The text as YAML reads it back: plain where that is safe, else in quotes. */
    static String scalar(String text) {
        if (PLAIN.matches(text) && !NOT_TEXT.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
