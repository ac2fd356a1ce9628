package relevo.gateway.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import relevo.dialog.Flow;

/**
 * A guided flow drawn as a graph: steps in layers from top to bottom, each below all that lead to it, ways back drawn dashed.
 * The same flow always gives the same picture. Stateless.
 *
 * <p>The layout is Sugiyama's in its plainest form: layers by longest path, a way over several layers gets a place in each
 * (a bend), places in a layer ordered by the mean place of what they hang on, a few sweeps down and up.
 */
final class FlowPicture {
    private static final int BOX_WIDTH = 226;
    private static final int BEND_WIDTH = 96;
    private static final int LINE_HEIGHT = 16;
    private static final int GAP_X = 22;
    private static final int GAP_Y = 62;
    private static final int MARGIN = 20;
    private static final int LINES_MAX = 4;
    private static final int LINE_CHARS = 30;
    private static final int LABEL_CHARS = 22;
    private static final int SWEEPS = 8;

    private final Flow flow;
    private final String lang;
    private final List<Way> ways = new ArrayList<>();
    private final Map<String, Integer> layerOf = new LinkedHashMap<>();
    private final List<List<Place>> layers = new ArrayList<>();

    /** From a step to one that may come next. */
    private record Way(String from, String to, String label, boolean back) {}

    /** A step or a bend in a layer. */
    private static final class Place {
        private final String id;
        private final boolean bend;
        private final List<String> lines;
        private final List<Place> above = new ArrayList<>();
        private final List<Place> below = new ArrayList<>();
        private double x;
        private double y;
        /** Of a bend: how far it runs straight down beside the boxes of its layer. */
        private double run;

        private double mean;

        Place(String id, boolean bend, List<String> lines) {
            this.id = id;
            this.bend = bend;
            this.lines = lines;
        }

        int width() {
            return bend ? BEND_WIDTH : BOX_WIDTH;
        }

        int height() {
            return bend ? 0 : (lines.size() + 1) * LINE_HEIGHT + 14;
        }
    }

    private FlowPicture(Flow flow, String lang) {
        this.flow = flow;
        this.lang = lang;
    }

    /** The picture as SVG, with the texts of this language. */
    static String svg(Flow flow, String lang) {
        return new FlowPicture(flow, lang).draw();
    }

    private String draw() {
        findWays();
        findLayers();
        Map<String, Place> boxes = placeAll();
        Map<Way, List<Place>> routes = bend(boxes);
        order();
        double[] size = settle();
        StringBuilder svg = new StringBuilder(8_192);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(round(size[0]))
                .append(' ')
                .append(round(size[1]))
                .append("\" width=\"")
                .append(round(size[0]))
                .append("\" height=\"")
                .append(round(size[1]))
                .append("\" font-family=\"system-ui, sans-serif\" font-size=\"12\" role=\"img\"><title>")
                .append(escaped(flow.id()))
                .append("</title><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>")
                .append("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\"")
                .append(" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\""
                        + " fill=\"#566570\"/></marker></defs>");
        routes.forEach((way, route) -> line(svg, way, route));
        boxes.forEach((id, place) -> box(svg, place));
        routes.forEach((way, route) -> label(svg, way, route));
        return svg.append("</svg>").toString();
    }

    private void findWays() {
        Set<String> done = new HashSet<>();
        Set<String> path = new HashSet<>();
        follow(flow.steps().keySet().iterator().next(), done, path);
    }

    /** A way to a step that is still being followed leads back. */
    private void follow(String id, Set<String> done, Set<String> path) {
        path.add(id);
        Flow.Step step = flow.steps().get(id);
        if (step != null) {
            leads(step).forEach((to, label) -> {
                ways.add(new Way(id, to, label, path.contains(to)));
                if (!done.contains(to) && !path.contains(to)) {
                    follow(to, done, path);
                }
            });
        }
        path.remove(id);
        done.add(id);
    }

    /** Where a step leads, with what leads there; several answers that lead to one step share a line. */
    private Map<String, String> leads(Flow.Step step) {
        Map<String, String> to = new LinkedHashMap<>();
        switch (step) {
            case Flow.Choice choice -> {
                choice.options().forEach(option -> add(to, option.leadsTo(), text(option.title(), option.id())));
                if (choice.several() != null) {
                    add(to, choice.several(), "2+");
                }
            }
            case Flow.Look look -> {
                add(to, look.found(), "✓");
                add(to, look.missing(), "∅");
                add(to, look.failed(), "⚠");
            }
            default -> step.next().forEach(next -> add(to, next, ""));
        }
        return to;
    }

    private static void add(Map<String, String> to, String step, String label) {
        to.merge(step, label, (a, b) -> a + " / " + b);
    }

    private void findLayers() {
        for (String id : flow.steps().keySet()) {
            layerOf.put(id, 0);
        }
        for (int round = 0; round < flow.steps().size(); round++) {
            for (Way way : ways) {
                if (!way.back()) {
                    layerOf.merge(way.to(), layerOf.getOrDefault(way.from(), 0) + 1, Math::max);
                }
            }
        }
        int last = layerOf.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int layer = 0; layer <= last; layer++) {
            layers.add(new ArrayList<>());
        }
    }

    private Map<String, Place> placeAll() {
        Map<String, Place> boxes = new LinkedHashMap<>();
        flow.steps().forEach((id, step) -> {
            Place place = new Place(id, false, wrapped(says(step)));
            boxes.put(id, place);
            layers.get(layerOf.getOrDefault(id, 0)).add(place);
        });
        return boxes;
    }

    private Map<Way, List<Place>> bend(Map<String, Place> boxes) {
        Map<Way, List<Place>> routes = new LinkedHashMap<>();
        for (Way way : ways) {
            Place from = boxes.get(way.from());
            Place to = boxes.get(way.to());
            if (from == null || to == null) {
                continue;
            }
            Place upper = way.back() ? to : from;
            Place lower = way.back() ? from : to;
            List<Place> route = new ArrayList<>(List.of(upper));
            for (int layer = layer(upper) + 1; layer < layer(lower); layer++) {
                Place bend = new Place("", true, List.of());
                layers.get(layer).add(bend);
                route.add(bend);
            }
            route.add(lower);
            for (int i = 1; i < route.size(); i++) {
                route.get(i - 1).below.add(route.get(i));
                route.get(i).above.add(route.get(i - 1));
            }
            routes.put(way, way.back() ? route.reversed() : route);
        }
        return routes;
    }

    private int layer(Place place) {
        return layerOf.getOrDefault(place.id, 0);
    }

    private void order() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (List<Place> layer : down ? layers : layers.reversed()) {
                Map<Place, Integer> now = new HashMap<>();
                layers.forEach(all -> all.forEach(place -> now.put(place, all.indexOf(place))));
                for (Place place : layer) {
                    List<Place> hangsOn = down ? place.above : place.below;
                    place.mean = hangsOn.stream()
                            .mapToInt(other -> now.getOrDefault(other, 0))
                            .average()
                            .orElse(now.getOrDefault(place, 0));
                }
                layer.sort(Comparator.comparingDouble(place -> place.mean));
            }
        }
    }

    /** Gives places their coordinates: a layer is spread around the mean of what its places hang on, without overlap. */
    private double[] settle() {
        double y = MARGIN;
        for (List<Place> layer : layers) {
            int highest = layer.stream().mapToInt(Place::height).max().orElse(0);
            double x = 0;
            for (Place place : layer) {
                place.x = x + place.width() / 2.0;
                place.y = y;
                place.run = place.bend ? highest : 0;
                x += place.width() + GAP_X;
            }
            y += highest + GAP_Y;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (List<Place> layer : down ? layers : layers.reversed()) {
                draw(layer, down);
            }
        }
        double left = layers.stream()
                .flatMap(List::stream)
                .mapToDouble(place -> place.x - place.width() / 2.0)
                .min()
                .orElse(0);
        double right = 0;
        for (List<Place> layer : layers) {
            for (Place place : layer) {
                place.x += MARGIN - left;
                right = Math.max(right, place.x + place.width() / 2.0);
            }
        }
        return new double[] {right + MARGIN, y - GAP_Y + MARGIN};
    }

    private static void draw(List<Place> layer, boolean down) {
        double off = 0;
        double edge = Double.NEGATIVE_INFINITY;
        List<Double> wanted = new ArrayList<>();
        for (Place place : layer) {
            List<Place> hangsOn = down ? place.above : place.below;
            wanted.add(hangsOn.stream().mapToDouble(other -> other.x).average().orElse(place.x));
        }
        for (int i = 0; i < layer.size(); i++) {
            Place place = layer.get(i);
            place.x = Math.max(wanted.get(i), edge + GAP_X + place.width() / 2.0);
            edge = place.x + place.width() / 2.0;
            off += place.x - wanted.get(i);
        }
        double back = layer.isEmpty() ? 0 : off / layer.size();
        layer.forEach(place -> place.x -= back);
    }

    private void box(StringBuilder svg, Place place) {
        Flow.Step step = flow.steps().get(place.id);
        String[] colours = colours(step);
        double left = place.x - BOX_WIDTH / 2.0;
        svg.append("<rect x=\"")
                .append(round(left))
                .append("\" y=\"")
                .append(round(place.y))
                .append("\" width=\"")
                .append(BOX_WIDTH)
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
                place.y + LINE_HEIGHT + 3,
                "font-weight=\"600\" fill=\"" + colours[1] + "\"",
                kind(step) + place.id);
        for (int i = 0; i < place.lines.size(); i++) {
            text(svg, left + 12, place.y + (i + 2) * LINE_HEIGHT + 4, "fill=\"#16222a\"", place.lines.get(i));
        }
    }

    private void line(StringBuilder svg, Way way, List<Place> route) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < route.size(); i++) {
            Place at = route.get(i);
            boolean up = way.back();
            double y = at.bend
                    ? at.y + (up ? at.run : 0)
                    : i == 0 ? at.y + (up ? 0 : at.height()) : at.y + (up ? at.height() : -2);
            if (i == 0) {
                path.append('M').append(round(at.x)).append(' ').append(round(y));
            } else {
                Place before = route.get(i - 1);
                double from = before.bend
                        ? before.y + (up ? 0 : before.run)
                        : before.y + (i == 1 && !up ? before.height() : 0);
                double middle = (from + y) / 2;
                path.append('C')
                        .append(round(before.x))
                        .append(' ')
                        .append(round(middle))
                        .append(' ')
                        .append(round(at.x))
                        .append(' ')
                        .append(round(middle))
                        .append(' ')
                        .append(round(at.x))
                        .append(' ')
                        .append(round(y));
            }
            if (at.bend) {
                path.append('V').append(round(at.y + (up ? 0 : at.run)));
            }
        }
        svg.append("<path d=\"")
                .append(path)
                .append("\" fill=\"none\" stroke=\"#566570\" marker-end=\"url(#tip)\"")
                .append(way.back() ? " stroke-dasharray=\"5 4\"" : "")
                .append("/>");
    }

    /** Near where the way begins, since that is where one looks for an answer. */
    private void label(StringBuilder svg, Way way, List<Place> route) {
        if (way.label().isEmpty()) {
            return;
        }
        Place from = route.getFirst();
        Place to = route.get(1);
        double begin = way.back() ? from.y : from.y + from.height();
        double end = to.bend ? to.y : way.back() ? to.y + to.height() : to.y;
        double x = from.x + (to.x - from.x) * 0.62;
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

    private static String kind(Flow.@org.jspecify.annotations.Nullable Step step) {
        return switch (step) {
            case Flow.Choice choice -> "? ";
            case Flow.Fill fill -> "✎ ";
            case Flow.Look look -> "⌕ ";
            case Flow.End end -> end.person() ? "☎ " : "■ ";
            case Flow.Say say -> "";
            case null -> "";
        };
    }

    private static String[] colours(Flow.@org.jspecify.annotations.Nullable Step step) {
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
            case Flow.Choice choice -> text(choice.ask(), "");
            case Flow.Fill fill -> text(fill.ask(), "") + " → {" + fill.slot() + "}";
            case Flow.Look look -> look.name() + " → " + String.join(", ", look.gives());
            case Flow.End end -> text(end.say(), "");
            case Flow.Say say -> text(say.say(), "");
        };
    }

    private String text(Map<String, String> byLang, String otherwise) {
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
