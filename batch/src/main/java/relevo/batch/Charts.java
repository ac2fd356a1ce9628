package relevo.batch;

import java.util.List;
import java.util.Locale;

/** Charts as inline SVG or plain boxes, readable without colour: every bar carries its number. */
final class Charts {
    private static final int HOUR_WIDTH = 24;
    private static final int PLOT_HEIGHT = 200;
    private static final int TOP = 10;
    private static final int LEFT = 44;
    private static final int GRID_LINES = 4;

    private Charts() {}

    /**
     * One part of a whole.
     *
     * @param style its class in the style sheet
     */
    record Part(Label label, long value, String style) {}

    /** One bar cut into parts, with a legend that names the numbers. */
    static void stack(Html page, List<Part> parts, Label title) {
        long whole = parts.stream().mapToLong(Part::value).sum();
        page.raw("<svg class=\"stack\" viewBox=\"0 0 1000 36\" preserveAspectRatio=\"none\" role=\"img\"><title>")
                .text(title.es() + " / " + title.en())
                .raw("</title>");
        double at = 0;
        for (Part part : parts) {
            double width = whole == 0 ? 0 : 1000.0 * part.value() / whole;
            page.raw("<rect class=\"" + part.style() + "\" x=\"" + place(at) + "\" y=\"0\" width=\"" + place(width)
                    + "\" height=\"36\"/>");
            at += width;
        }
        page.raw("</svg>\n<ul class=\"legend\">\n");
        for (Part part : parts) {
            page.raw("<li><i class=\"" + part.style() + "\"></i><span class=\"name\">")
                    .say(part.label())
                    .raw("</span> <b>")
                    .text(Html.number(part.value()))
                    .raw("</b> <span class=\"share\">")
                    .say(Html.percent(part.value(), whole))
                    .raw("</span></li>\n");
        }
        page.raw("</ul>\n");
    }

    /** Horizontal bars, longest first as they come. */
    static void bars(Html page, List<DayFigures.Count> counts, String style) {
        if (counts.isEmpty()) {
            page.note("Ninguno en este día.", "None on this day.");
            return;
        }
        long most = counts.stream().mapToLong(DayFigures.Count::count).max().orElse(1);
        page.raw("<table class=\"bars\"><tbody>\n");
        for (DayFigures.Count count : counts) {
            String width = place(100.0 * count.count() / most);
            page.raw("<tr><th scope=\"row\">")
                    .say(Label.of(count.word()))
                    .raw("</th><td class=\"n\">")
                    .text(Html.number(count.count()))
                    .raw("</td><td class=\"bar\"><svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\""
                            + " aria-hidden=\"true\"><rect class=\"" + style + "\" width=\"" + width
                            + "\" height=\"10\" rx=\".6\"/></svg>")
                    .raw("</td></tr>\n");
        }
        page.raw("</tbody></table>\n");
    }

    /** Messages by the hour, and how many of them a person had to be called for. */
    static void hours(Html page, List<DayFigures.Hour> hours, Label title) {
        long most =
                round(hours.stream().mapToLong(DayFigures.Hour::messages).max().orElse(0));
        int width = LEFT + HOUR_WIDTH * hours.size();
        int height = TOP + PLOT_HEIGHT + 24;
        page.raw("<svg class=\"hours\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\"><title>")
                .text(title.es() + " / " + title.en())
                .raw("</title>\n");
        for (int line = 0; line <= GRID_LINES; line++) {
            double y = TOP + PLOT_HEIGHT * (1 - line / (double) GRID_LINES);
            page.raw("<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + width + "\" y1=\"" + place(y) + "\" y2=\""
                    + place(y) + "\"/>\n");
            text(page, "axis", LEFT - 6.0, y + 4, Html.number(most * line / GRID_LINES));
        }
        for (DayFigures.Hour hour : hours) {
            int x = LEFT + HOUR_WIDTH * hour.hour();
            page.raw("<g><title>")
                    .text("%d h: %d / %d".formatted(hour.hour(), hour.messages(), hour.escalations()))
                    .raw("</title>\n");
            column(page, x + 3, 18, hour.messages(), most, "all");
            column(page, x + 8, 8, hour.escalations(), most, "escalated");
            page.raw("</g>\n");
            if (hour.hour() % 3 == 0) {
                text(page, "hour", x + 12.0, height - 6.0, Integer.toString(hour.hour()));
            }
        }
        page.raw("</svg>\n<ul class=\"legend\"><li><i class=\"all\"></i>")
                .say("Mensajes", "Messages")
                .raw("</li><li><i class=\"escalated\"></i>")
                .say("Derivaciones", "Hand-overs")
                .raw("</li></ul>\n");
    }

    private static void column(Html page, int x, int width, long value, long most, String style) {
        double height = PLOT_HEIGHT * value / (double) most;
        if (value > 0) {
            page.raw("<rect class=\"" + style + "\" x=\"" + x + "\" y=\"" + place(TOP + PLOT_HEIGHT - height)
                    + "\" width=\"" + width + "\" height=\"" + place(Math.max(1, height)) + "\"/>\n");
        }
    }

    private static void text(Html page, String style, double x, double y, String text) {
        page.raw("<text class=\"" + style + "\" x=\"" + place(x) + "\" y=\"" + place(y) + "\">")
                .text(text)
                .raw("</text>\n");
    }

    /** The next number of the form 4, 8, 12 ... 36, 40, 80, 120 ..., so that the lines of the grid stand at whole numbers. */
    private static long round(long most) {
        for (long unit = 1; ; unit *= 10) {
            for (long step : new long[] {4, 8, 12, 16, 20, 24, 28, 32, 36}) {
                if (most <= step * unit) {
                    return step * unit;
                }
            }
        }
    }

    /** Two decimals with a point, in every locale. */
    private static String place(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
