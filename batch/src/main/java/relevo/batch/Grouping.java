package relevo.batch;

import java.util.Arrays;
import java.util.List;
import relevo.matcher.Language;
import relevo.matcher.SpaceConfig;
import relevo.matcher.TextSpace;

/**
 * The groups among distinct texts of one language.
 *
 * @param space where the texts lie
 * @param points of the texts
 * @param group of each text, from 0
 * @param count how many groups there are
 */
record Grouping(TextSpace space, TextSpace.Point[] points, int[] group, int count) {
    private static final double MEANING_SHARE = 0.55;

    /** Neighbours by the root of the number of texts. */
    private static final double NEIGHBOURS = 0.2;

    private static final int NEIGHBOURS_MIN = 5;

    /** @param weights how often each text occurs */
    static Grouping of(Language language, List<String> texts, int[] weights, MiningConfig config) {
        TextSpace space = TextSpace.over(language, texts, SpaceConfig.defaults());
        TextSpace.Reader reader = space.reader();
        TextSpace.Point[] points = new TextSpace.Point[texts.size()];
        for (int i = 0; i < points.length; i++) {
            points[i] = reader.point(texts.get(i));
        }
        int[] group = new int[texts.size()];
        int[] chosen = chosen(weights, config.textsMax());
        TextSpace.Point[] some = new TextSpace.Point[chosen.length];
        Arrays.setAll(some, i -> points[chosen[i]]);
        NeighbourGraph graph = NeighbourGraph.of(some, space.size(), neighbours(some.length), MEANING_SHARE);
        int[] found = Communities.of(graph.levelled());
        int count = Arrays.stream(found).max().orElse(-1) + 1;
        if (chosen.length == texts.size()) {
            return new Grouping(space, points, found, count);
        }
        Centres centres = Centres.of(some, found, count, space);
        for (int i = 0; i < group.length; i++) {
            group[i] = centres.nearest(points[i]);
        }
        for (int i = 0; i < chosen.length; i++) {
            group[chosen[i]] = found[i];
        }
        return new Grouping(space, points, group, count);
    }

    private static int neighbours(int texts) {
        return Math.max(NEIGHBOURS_MIN, (int) Math.round(NEIGHBOURS * Math.sqrt(texts)));
    }

    /** Those that occur most often, then those that are first. */
    private static int[] chosen(int[] weights, int max) {
        Integer[] order = new Integer[weights.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> weights[a] != weights[b] ? Integer.compare(weights[b], weights[a]) : a - b);
        return Arrays.stream(order).limit(max).mapToInt(i -> i).sorted().toArray();
    }
}
