package relevo.batch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import relevo.matcher.Language;
import relevo.matcher.SpaceConfig;
import relevo.matcher.TextSpace;

/**
 * The groups among distinct texts of one language. Up to a number of them, those that occur most often, are compared with
 * one another and grouped; each of the rest goes to the group whose middle is nearest. So time and memory grow with the
 * number of texts, not with its square.
 *
 * @param space where the texts lie
 * @param chosen places of the texts that were compared, ascending
 * @param points of those
 * @param group of each text, chosen or not, from 0
 * @param count how many groups there are
 * @param centres of the groups, of the chosen texts
 */
record Grouping(TextSpace space, int[] chosen, TextSpace.Point[] points, int[] group, int count, Centres centres) {
    private static final double MEANING_SHARE = 0.55;
    /** Its words come by more of what is written: the meanings were distilled from English. */
    private static final double MEANING_SHARE_PORTUGUESE = 0.4;

    /** Neighbours by the root of the number of texts. */
    private static final double NEIGHBOURS = 0.2;

    private static final int NEIGHBOURS_MIN = 5;
    private static final int CHUNK = 1_024;

    /** @param weights how often each text occurs */
    static Grouping of(Language language, List<String> texts, int[] weights, MiningConfig config) {
        int[] chosen = chosen(weights, config.textsMax());
        List<String> some = Arrays.stream(chosen).mapToObj(texts::get).toList();
        TextSpace space = TextSpace.over(language, some, SpaceConfig.defaults());
        TextSpace.Point[] points = new TextSpace.Point[chosen.length];
        inChunks(space, chosen.length, (reader, i) -> points[i] = reader.point(some.get(i)));
        double meaningShare = language == Language.PT ? MEANING_SHARE_PORTUGUESE : MEANING_SHARE;
        NeighbourGraph graph = NeighbourGraph.of(points, space.size(), neighbours(points.length), meaningShare);
        int[] found = Merging.of(points, Communities.of(graph.levelled()), space.size(), meaningShare);
        int count = Arrays.stream(found).max().orElse(-1) + 1;
        Centres centres = Centres.of(points, found, count, space);
        int[] group = new int[texts.size()];
        Arrays.fill(group, -1);
        for (int i = 0; i < chosen.length; i++) {
            group[chosen[i]] = found[i];
        }
        int[] rest = IntStream.range(0, group.length).filter(i -> group[i] < 0).toArray();
        inChunks(space, rest.length, (reader, i) -> group[rest[i]] = centres.nearest(reader.point(texts.get(rest[i]))));
        return new Grouping(space, chosen, points, group, count, centres);
    }

    private interface Work {
        void on(TextSpace.Reader reader, int i);
    }

    /** Does something with each of so many texts on all cores; each writes to a place of its own. */
    private static void inChunks(TextSpace space, int size, Work work) {
        IntStream.range(0, (size + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            TextSpace.Reader reader = space.reader();
            for (int i = chunk * CHUNK; i < Math.min(size, (chunk + 1) * CHUNK); i++) {
                work.on(reader, i);
            }
        });
    }

    private static int neighbours(int texts) {
        return Math.max(NEIGHBOURS_MIN, (int) Math.round(NEIGHBOURS * Math.sqrt(texts)));
    }

    /** Those that occur most often, then those that are first. */
    private static int[] chosen(int[] weights, int max) {
        return IntStream.range(0, weights.length)
                .boxed()
                .sorted((a, b) -> weights[a] != weights[b] ? Integer.compare(weights[b], weights[a]) : a - b)
                .limit(max)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
