package relevo.batch;

import java.util.Arrays;
import java.util.stream.IntStream;
import relevo.matcher.TextSpace;

/**
 * Each text with those nearest to it: the mean of two cosines, one of what is written and one of what is meant. An edge
 * is kept when either end has the other among its nearest, and weighs more when both have. Built on all cores; the same
 * for the same points. Immutable.
 */
final class NeighbourGraph {
    /** Features in more of the points than this share say little and are only looked at where nothing else is. */
    private static final double COMMON = 0.2;

    /** 0 would leave a graph as it is, 0.5 would give all nodes about the same weight. */
    private static final double LEVELLING = 0.4;

    private final int[][] neighbours;
    private final float[][] weights;

    private NeighbourGraph(int[][] neighbours, float[][] weights) {
        this.neighbours = neighbours;
        this.weights = weights;
    }

    /** A graph from edges that are given. */
    static NeighbourGraph of(int[][] neighbours, float[][] weights) {
        return new NeighbourGraph(neighbours, weights);
    }

    static NeighbourGraph of(TextSpace.Point[] points, int features, int nearest, double meaningShare) {
        Postings postings = Postings.of(points, features);
        float[][] meanings = byDimension(points);
        int[][] near = new int[points.length][];
        float[][] similar = new float[points.length][];
        IntStream.range(0, points.length).parallel().forEach(i -> {
            float[] scores = new float[points.length];
            postings.addCosines(points[i], (float) (1 - meaningShare), scores);
            addMeaning(meanings, points[i].meaning(), (float) meaningShare, scores);
            scores[i] = -1;
            near[i] = best(scores, Math.min(nearest, points.length - 1));
            similar[i] = new float[near[i].length];
            for (int k = 0; k < near[i].length; k++) {
                similar[i][k] = Math.max(0, scores[near[i][k]]);
            }
        });
        return symmetric(near, similar);
    }

    /** By dimension the values of all points, so that the inner loop runs along memory. */
    private static float[][] byDimension(TextSpace.Point[] points) {
        float[][] values = new float[points.length == 0 ? 0 : points[0].meaning().length][points.length];
        for (int d = 0; d < values.length; d++) {
            for (int i = 0; i < points.length; i++) {
                values[d][i] = points[i].meaning()[d];
            }
        }
        return values;
    }

    private static void addMeaning(float[][] byDimension, float[] meaning, float share, float[] scores) {
        for (int d = 0; d < meaning.length; d++) {
            float mine = share * meaning[d];
            float[] others = byDimension[d];
            for (int j = 0; j < scores.length; j++) {
                scores[j] += mine * others[j];
            }
        }
    }

    /** The places of the largest scores, largest first, equals by place. */
    private static int[] best(float[] scores, int count) {
        if (count == 0) {
            return new int[0]; // a language in which one thing was asked
        }
        int[] heap = new int[count];
        int size = 0;
        for (int i = 0; i < scores.length; i++) {
            if (size < count || better(scores, i, heap[size - 1])) {
                int at = size < count ? size++ : size - 1;
                while (at > 0 && better(scores, i, heap[at - 1])) {
                    heap[at] = heap[at - 1];
                    at--;
                }
                heap[at] = i;
            }
        }
        return Arrays.copyOf(heap, size);
    }

    private static boolean better(float[] scores, int a, int b) {
        return scores[a] > scores[b];
    }

    /** Each edge in both directions with the mean of what its two ends say of it. */
    private static NeighbourGraph symmetric(int[][] near, float[][] similar) {
        int[] degree = new int[near.length];
        for (int i = 0; i < near.length; i++) {
            for (int j : near[i]) {
                degree[i]++;
                degree[j]++;
            }
        }
        long[][] edges = new long[near.length][];
        for (int i = 0; i < near.length; i++) {
            edges[i] = new long[degree[i]];
        }
        int[] filled = new int[near.length];
        for (int i = 0; i < near.length; i++) {
            for (int k = 0; k < near[i].length; k++) {
                int j = near[i][k];
                int bits = Float.floatToIntBits(similar[i][k]);
                edges[i][filled[i]++] = ((long) j << 32) | bits;
                edges[j][filled[j]++] = ((long) i << 32) | bits;
            }
        }
        int[][] neighbours = new int[near.length][];
        float[][] weights = new float[near.length][];
        for (int i = 0; i < near.length; i++) {
            Arrays.sort(edges[i]);
            merge(edges[i], i, neighbours, weights);
        }
        return new NeighbourGraph(neighbours, weights);
    }

    private static void merge(long[] edges, int of, int[][] neighbours, float[][] weights) {
        int[] ids = new int[edges.length];
        float[] sums = new float[edges.length];
        int size = 0;
        for (long edge : edges) {
            int j = (int) (edge >>> 32);
            float weight = Float.intBitsToFloat((int) edge) / 2;
            if (weight <= 0) {
                continue;
            }
            if (size > 0 && ids[size - 1] == j) {
                sums[size - 1] += weight;
            } else {
                ids[size] = j;
                sums[size++] = weight;
            }
        }
        neighbours[of] = Arrays.copyOf(ids, size);
        weights[of] = Arrays.copyOf(sums, size);
    }

    /**
     * The same graph with less weight on the edges of those that are everybody's neighbours: each is divided by its ends'
     * weights, damped.
     */
    NeighbourGraph levelled() {
        double[] degree = new double[neighbours.length];
        for (int i = 0; i < degree.length; i++) {
            for (float weight : weights[i]) {
                degree[i] += weight;
            }
        }
        float[][] level = new float[neighbours.length][];
        for (int i = 0; i < degree.length; i++) {
            level[i] = new float[weights[i].length];
            for (int k = 0; k < level[i].length; k++) {
                level[i][k] = (float) (weights[i][k] / Math.pow(degree[i] * degree[neighbours[i][k]], LEVELLING));
            }
        }
        return new NeighbourGraph(neighbours, level);
    }

    boolean hasEdges() {
        return Arrays.stream(weights).anyMatch(of -> of.length > 0);
    }

    int size() {
        return neighbours.length;
    }

    int[] neighbours(int i) {
        return neighbours[i];
    }

    float[] weights(int i) {
        return weights[i];
    }

    /** Which points have a feature, and with what value. */
    private record Postings(int[][] points, float[][] values, int pointsMax) {
        static Postings of(TextSpace.Point[] points, int features) {
            int[] count = new int[features];
            for (TextSpace.Point point : points) {
                for (int id : point.ids()) {
                    count[id]++;
                }
            }
            int[][] has = new int[features][];
            float[][] values = new float[features][];
            int[] filled = new int[features];
            for (int i = 0; i < points.length; i++) {
                for (int k = 0; k < points[i].ids().length; k++) {
                    int id = points[i].ids()[k];
                    if (has[id] == null) {
                        has[id] = new int[count[id]];
                        values[id] = new float[count[id]];
                    }
                    has[id][filled[id]] = i;
                    values[id][filled[id]++] = points[i].values()[k];
                }
            }
            return new Postings(has, values, Math.max(50, (int) (COMMON * points.length)));
        }

        void addCosines(TextSpace.Point point, float share, float[] scores) {
            for (int k = 0; k < point.ids().length; k++) {
                int id = point.ids()[k];
                if (points[id].length <= pointsMax) {
                    float mine = share * point.values()[k];
                    int[] has = points[id];
                    float[] theirs = values[id];
                    for (int at = 0; at < has.length; at++) {
                        scores[has[at]] += mine * theirs[at];
                    }
                }
            }
        }
    }
}
