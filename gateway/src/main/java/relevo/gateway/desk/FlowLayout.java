package relevo.gateway.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the steps of a flow and the ways between them stand in a picture: steps in layers from top to bottom, each below all
 * that lead to it. The same steps and ways always get the same places. Lengths are the picture's units, y grows downwards.
 * Used by one thread.
 *
 * <p>The layout is Sugiyama's in its plainest form (Sugiyama, Tagawa, Toda 1981): layers by longest path, a way over several
 * layers gets a place in each (a bend), places in a layer ordered by the mean place of what they hang on, a few sweeps down
 * and up.
 */
final class FlowLayout {
    static final int BOX_WIDTH = 226;
    private static final int BEND_WIDTH = 96;
    private static final int GAP_X = 22;
    private static final int GAP_Y = 62;
    private static final int MARGIN = 20;
    private static final int SWEEPS = 8;

    private final Map<String, Integer> layerOf = new LinkedHashMap<>();
    private final List<List<Place>> layers = new ArrayList<>();
    private final Map<String, Place> boxes = new LinkedHashMap<>();
    private final Map<FlowWay, List<Place>> routes;
    private final double width;
    private final double height;

    /** A step, or a bend of a way, in a layer. */
    static final class Place {
        private final String id;
        private final boolean bend;
        private final int height;
        private final List<Place> above = new ArrayList<>();
        private final List<Place> below = new ArrayList<>();
        private double x;
        private double y;
        private double run;
        private double mean;

        private Place(String id, boolean bend, int height) {
            this.id = id;
            this.bend = bend;
            this.height = height;
        }

        /** Whether a way only passes here. */
        boolean bend() {
            return bend;
        }

        /** Its middle. */
        double x() {
            return x;
        }

        /** Its upper edge. */
        double y() {
            return y;
        }

        /** Of a step; a bend has none. */
        int height() {
            return height;
        }

        /** Of a bend: how far it runs straight down beside the boxes of its layer. */
        double run() {
            return run;
        }

        private int width() {
            return bend ? BEND_WIDTH : BOX_WIDTH;
        }
    }

    /**
     * Lays out a flow.
     *
     * @param heights of the steps' boxes, by id, in the order of the flow
     * @param ways between them; one that names no step is left out
     */
    FlowLayout(Map<String, Integer> heights, List<FlowWay> ways) {
        findLayers(heights, ways);
        heights.forEach((id, boxHeight) -> {
            Place place = new Place(id, false, boxHeight);
            boxes.put(id, place);
            layers.get(layer(place)).add(place);
        });
        routes = bend(ways);
        order();
        double[] size = settle();
        width = size[0];
        height = size[1];
    }

    /** The steps by id. */
    Map<String, Place> boxes() {
        return boxes;
    }

    /** By way the places it goes through, from where it begins to where it ends. */
    Map<FlowWay, List<Place>> routes() {
        return routes;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    private void findLayers(Map<String, Integer> steps, List<FlowWay> ways) {
        steps.keySet().forEach(id -> layerOf.put(id, 0));
        for (int round = 0; round < steps.size(); round++) {
            for (FlowWay way : ways) {
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

    private Map<FlowWay, List<Place>> bend(List<FlowWay> ways) {
        Map<FlowWay, List<Place>> found = new LinkedHashMap<>();
        for (FlowWay way : ways) {
            Place from = boxes.get(way.from());
            Place to = boxes.get(way.to());
            if (from == null || to == null) {
                continue;
            }
            Place upper = way.back() ? to : from;
            Place lower = way.back() ? from : to;
            List<Place> route = new ArrayList<>(List.of(upper));
            for (int layer = layer(upper) + 1; layer < layer(lower); layer++) {
                Place bend = new Place("", true, 0);
                layers.get(layer).add(bend);
                route.add(bend);
            }
            route.add(lower);
            for (int i = 1; i < route.size(); i++) {
                route.get(i - 1).below.add(route.get(i));
                route.get(i).above.add(route.get(i - 1));
            }
            found.put(way, way.back() ? route.reversed() : route);
        }
        return found;
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
            int highest = layer.stream().mapToInt(one -> one.height).max().orElse(0);
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
                spread(layer, down);
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

    private static void spread(List<Place> layer, boolean down) {
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
}
