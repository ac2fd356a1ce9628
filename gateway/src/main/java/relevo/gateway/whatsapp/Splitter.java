package relevo.gateway.whatsapp;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import relevo.dialog.Outgoing;

/**
 * Cuts what is longer than a message may be: at the end of a paragraph or sentence, else between words, else between
 * user-perceived characters; never inside a surrogate pair and never inside a joined emoji (unless that one alone is
 * longer than a message). White space at a cut is dropped, nothing else. Pure.
 */
public final class Splitter {
    /** Five per cent under the documented limits, since it is not documented how emoji are counted. */
    public static final int TEXT_LIMIT = MessageLimits.TEXT_MAX * 95 / 100;

    public static final int BUTTONS_BODY_LIMIT = MessageLimits.BUTTONS_BODY_MAX * 95 / 100;

    private Splitter() {}

    /** The message as it can be sent: itself if short enough, else texts, the last part with the buttons or the list. */
    public static List<Outgoing> parts(Outgoing message) {
        int limit = message instanceof Outgoing.Buttons ? BUTTONS_BODY_LIMIT : TEXT_LIMIT;
        if (MessageLimits.length(message.body()) <= limit) {
            return List.of(message);
        }
        List<String> bodies = split(message.body(), limit);
        List<Outgoing> parts = new ArrayList<>(bodies.size());
        for (String body : bodies.subList(0, bodies.size() - 1)) {
            parts.add(new Outgoing.Text(body));
        }
        parts.add(
                switch (message) {
                    case Outgoing.Text ignored -> new Outgoing.Text(bodies.getLast());
                    case Outgoing.Buttons buttons -> new Outgoing.Buttons(bodies.getLast(), buttons.options());
                    case Outgoing.Choices choices ->
                        new Outgoing.Choices(bodies.getLast(), choices.opener(), choices.options());
                });
        return parts;
    }

    /** The text in pieces of at most {@code limit} code points (at least 1); blank text is one blank piece. */
    public static List<String> split(String text, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, is " + limit);
        }
        List<String> parts = new ArrayList<>();
        String rest = text.strip();
        while (MessageLimits.length(rest) > limit) {
            int end = rest.offsetByCodePoints(0, limit);
            int cut = cut(rest, end);
            parts.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        parts.add(rest);
        return parts;
    }

    /** Where to cut so that at most {@code end} chars stand before it; a good place counts if it wastes less than half. */
    private static int cut(String text, int end) {
        int paragraph = text.lastIndexOf("\n\n", end);
        if (paragraph > end / 2) {
            return paragraph;
        }
        int sentence = boundary(BreakIterator.getSentenceInstance(Locale.ROOT), text, end);
        if (sentence > end / 2) {
            return sentence;
        }
        for (int i = end; i > end / 2; i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        int grapheme = boundary(BreakIterator.getCharacterInstance(Locale.ROOT), text, end);
        return grapheme > 0 ? grapheme : end;
    }

    private static int boundary(BreakIterator breaks, String text, int end) {
        // A little beyond the end, so that the iterator sees whether a joined emoji goes on there.
        breaks.setText(text.substring(0, Math.min(text.length(), end + 64)));
        return breaks.isBoundary(end) ? end : breaks.preceding(end);
    }
}
