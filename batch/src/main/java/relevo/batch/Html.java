package relevo.batch;

/** Puts a page together; everything that is not markup of ours is escaped. One thread. */
final class Html {
    private final StringBuilder out = new StringBuilder(64 << 10);

    /** Markup of ours, as it is. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Text of anybody's. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** A text in the language the reader chose. */
    Html say(Label label) {
        if (label.es().equals(label.en())) {
            return text(label.es());
        }
        return raw("<span lang=\"es\">")
                .text(label.es())
                .raw("</span><span lang=\"en\">")
                .text(label.en())
                .raw("</span>");
    }

    Html say(String es, String en) {
        return say(new Label(es, en));
    }

    Html heading(String es, String en) {
        return raw("<h2>").say(es, en).raw("</h2>\n");
    }

    Html note(String es, String en) {
        return raw("<p class=\"note\">").say(es, en).raw("</p>\n");
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** Digits in groups of three with a thin space, as both languages may write it. */
    static String number(long value) {
        String digits = Long.toString(value);
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0 && digits.length() > 4) {
                grouped.append('\u202f');
            }
            grouped.append(digits.charAt(i));
        }
        return grouped.toString();
    }

    /** One decimal; a dash when there is nothing to divide by. */
    static Label percent(long part, long whole) {
        if (whole == 0) {
            return Label.same("–");
        }
        long tenths = Math.round(1000.0 * part / whole);
        String text = tenths / 10 + "." + tenths % 10;
        return new Label(text.replace('.', ',') + " %", text + "%");
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }
}
