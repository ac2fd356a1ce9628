package relevo.gateway.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Flow;

/**
 * A guided flow drawn as a graph, as SVG: a box a step with the beginning of what it says, ways back dashed. The same flow
 * always gives the same picture. Used by one thread.
 */
final class FlowPicture {
    private static final int LINE_HEIGHT = 16;
    private static final int LINES_MAX = 4;
    private static final int LINE_CHARS = 30;
    private static final int LABEL_CHARS = 22;

    private final Flow flow;
    private final String lang;
    private final Map<String, List<String>> linesOf = new LinkedHashMap<>();

    private FlowPicture(Flow flow, String lang) {
        this.flow = flow;
        this.lang = lang;
        flow.steps().forEach((id, step) -> linesOf.put(id, wrapped(says(step))));
    }

    /** The picture with the texts of this language. */
    static String svg(Flow flow, String lang) {
        return new FlowPicture(flow, lang).draw();
    }

    private String draw() {
        Map<String, Integer> heights = new LinkedHashMap<>();
        linesOf.forEach((id, lines) -> heights.put(id, (lines.size() + 1) * LINE_HEIGHT + 14));
        FlowLayout layout = new FlowLayout(heights, FlowWay.of(flow, lang));
        long width = round(layout.width());
        long height = round(layout.height());
        StringBuilder svg = new StringBuilder(8_192);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" font-family=\"system-ui, sans-serif\" font-size=\"12\" role=\"img\"><title>")
                .append(escaped(flow.id()))
                .append("</title><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>")
                .append("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\"")
                .append(" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\""
                        + " fill=\"#566570\"/></marker></defs>");
        layout.routes().forEach((way, route) -> line(svg, way, route));
        layout.boxes().forEach((id, place) -> box(svg, id, place));
        layout.routes().forEach((way, route) -> label(svg, way, route));
        return svg.append("</svg>").toString();
    }

    private void box(StringBuilder svg, String id, FlowLayout.Place place) {
        Flow.Step step = flow.steps().get(id);
        String[] colours = colours(step);
        double left = place.x() - FlowLayout.BOX_WIDTH / 2.0;
        svg.append("<rect x=\"")
                .append(round(left))
                .append("\" y=\"")
                .append(round(place.y()))
                .append("\" width=\"")
                .append(FlowLayout.BOX_WIDTH)
                .append("\" height=\"")
                .append(place.height())
                .append("\" rx=\"10\" fill=\"")
                .append(colours[0])
                .append("\" stroke=\"")
                .append(colours[1])
                .append("\"/>");
        text(
                svg,
                left + 12,
                place.y() + LINE_HEIGHT + 3,
                "font-weight=\"600\" fill=\"" + colours[1] + "\"",
                kind(step) + id);
        List<String> lines = linesOf.getOrDefault(id, List.of());
        for (int i = 0; i < lines.size(); i++) {
            text(svg, left + 12, place.y() + (i + 2) * LINE_HEIGHT + 4, "fill=\"#16222a\"", lines.get(i));
        }
    }

    private void line(StringBuilder svg, FlowWay way, List<FlowLayout.Place> route) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < route.size(); i++) {
            FlowLayout.Place at = route.get(i);
            boolean up = way.back();
            double y = at.bend()
                    ? at.y() + (up ? at.run() : 0)
                    : i == 0 ? at.y() + (up ? 0 : at.height()) : at.y() + (up ? at.height() : -2);
            if (i == 0) {
                path.append('M').append(round(at.x())).append(' ').append(round(y));
            } else {
                FlowLayout.Place before = route.get(i - 1);
                double from = before.bend()
                        ? before.y() + (up ? 0 : before.run())
                        : before.y() + (i == 1 && !up ? before.height() : 0);
                double middle = (from + y) / 2;
                path.append('C')
                        .append(round(before.x()))
                        .append(' ')
                        .append(round(middle))
                        .append(' ')
                        .append(round(at.x()))
                        .append(' ')
                        .append(round(middle))
                        .append(' ')
                        .append(round(at.x()))
                        .append(' ')
                        .append(round(y));
            }
            if (at.bend()) {
                path.append('V').append(round(at.y() + (up ? 0 : at.run())));
            }
        }
        svg.append("<path d=\"")
                .append(path)
                .append("\" fill=\"none\" stroke=\"#566570\" marker-end=\"url(#tip)\"")
                .append(way.back() ? " stroke-dasharray=\"5 4\"" : "")
                .append("/>");
    }

    /** Near where the way begins, since that is where one looks for an answer. */
    private void label(StringBuilder svg, FlowWay way, List<FlowLayout.Place> route) {
        if (way.label().isEmpty()) {
            return;
        }
        FlowLayout.Place from = route.getFirst();
        FlowLayout.Place to = route.get(1);
        double begin = way.back() ? from.y() : from.y() + from.height();
        double end = to.bend() ? to.y() : way.back() ? to.y() + to.height() : to.y();
        double x = from.x() + (to.x() - from.x()) * 0.62;
        double y = begin + (end - begin) * 0.6;
        String said = cut(way.label(), LABEL_CHARS);
        double width = said.length() * 6.4 + 8;
        svg.append("<rect x=\"")
                .append(round(x - width / 2))
                .append("\" y=\"")
                .append(round(y - 10))
                .append("\" width=\"")
                .append(round(width))
                .append("\" height=\"16\" rx=\"5\" fill=\"#ffffff\" fill-opacity=\"0.9\"/>");
        text(svg, x, y + 2, "fill=\"#2457a8\" text-anchor=\"middle\" font-size=\"11\"", said);
    }

    private static void text(StringBuilder svg, double x, double y, String attributes, String text) {
        svg.append("<text x=\"")
                .append(round(x))
                .append("\" y=\"")
                .append(round(y))
                .append("\" ")
                .append(attributes)
                .append('>')
                .append(escaped(text))
                .append("</text>");
    }

    private static String kind(Flow.@Nullable Step step) {
        return switch (step) {
            case Flow.Choice choice -> "? ";
            case Flow.Fill fill -> "✎ ";
            case Flow.Look look -> "⌕ ";
            case Flow.End end -> end.person() ? "☎ " : "■ ";
            case Flow.Say say -> "";
            case null -> "";
        };
    }

    private static String[] colours(Flow.@Nullable Step step) {
        return switch (step) {
            case Flow.Choice choice -> new String[] {"#e1ebfa", "#2457a8"};
            case Flow.Fill fill -> new String[] {"#d8efeb", "#0b6e66"};
            case Flow.Look look -> new String[] {"#fdeecf", "#8a5200"};
            case Flow.End end ->
                end.person() ? new String[] {"#fce4e0", "#a82a1e"} : new String[] {"#dcf3e6", "#16704a"};
            case Flow.Say say -> new String[] {"#f4f7f8", "#4b5a66"};
            case null -> new String[] {"#ffffff", "#000000"};
        };
    }

    private String says(Flow.Step step) {
        return switch (step) {
            case Flow.Choice choice -> text(choice.ask());
            case Flow.Fill fill -> text(fill.ask()) + " → {" + fill.slot() + "}";
            case Flow.Look look -> look.name() + " → " + String.join(", ", look.gives());
            case Flow.End end -> text(end.say());
            case Flow.Say say -> text(say.say());
        };
    }

    private String text(Map<String, String> byLang) {
        return text(byLang, lang, "");
    }

    /** In this language, else in Spanish, which every flow has. */
    static String text(Map<String, String> byLang, String lang, String otherwise) {
        return byLang.getOrDefault(lang, byLang.getOrDefault("es", otherwise));
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + word.length() >= LINE_CHARS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        if (lines.size() > LINES_MAX) {
            lines = new ArrayList<>(lines.subList(0, LINES_MAX));
            lines.set(LINES_MAX - 1, lines.getLast() + " …");
        }
        lines.replaceAll(one -> cut(one, LINE_CHARS + 2));
        return lines;
    }

    private static String cut(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
    }

    private static long round(double value) {
        return Math.round(value);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
