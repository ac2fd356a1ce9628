package relevo.batch;

import relevo.matcher.TextSpace;

/**
 * The middle of each group: the sum of its points, brought to length 1. By feature the values of all groups, so that a
 * point is compared with all of them along memory. Immutable.
 */
final class Centres {
    private final float[][] sparse;
    private final float[][] dense;
    private final int count;

    private Centres(float[][] sparse, float[][] dense, int count) {
        this.sparse = sparse;
        this.dense = dense;
        this.count = count;
    }

    /** @param group of each point */
    static Centres of(TextSpace.Point[] points, int[] group, int count, TextSpace space) {
        float[][] sparse = new float[space.size()][];
        float[][] dense = new float[space.meaningSize()][count];
        for (int i = 0; i < points.length; i++) {
            TextSpace.Point point = points[i];
            for (int k = 0; k < point.ids().length; k++) {
                int id = point.ids()[k];
                if (sparse[id] == null) {
                    sparse[id] = new float[count];
                }
                sparse[id][group[i]] += point.values()[k];
            }
            for (int d = 0; d < point.meaning().length; d++) {
                dense[d][group[i]] += point.meaning()[d];
            }
        }
        normalise(sparse, count);
        normalise(dense, count);
        return new Centres(sparse, dense, count);
    }

    private static void normalise(float[][] byFeature, int count) {
        double[] squared = new double[count];
        for (float[] values : byFeature) {
            for (int g = 0; values != null && g < count; g++) {
                squared[g] += values[g] * values[g];
            }
        }
        for (float[] values : byFeature) {
            for (int g = 0; values != null && g < count; g++) {
                values[g] /= (float) Math.sqrt(Math.max(1e-12, squared[g]));
            }
        }
    }

    /** How near a point is to the middle of each group: the mean of two cosines. */
    float[] similarities(TextSpace.Point point) {
        float[] near = new float[count];
        for (int k = 0; k < point.ids().length; k++) {
            add(point.values()[k] / 2, sparse[point.ids()[k]], near);
        }
        for (int d = 0; d < point.meaning().length; d++) {
            add(point.meaning()[d] / 2, dense[d], near);
        }
        return near;
    }

    private static void add(float factor, float[] values, float[] sums) {
        for (int g = 0; values != null && g < sums.length; g++) {
            sums[g] += factor * values[g];
        }
    }

    /** The group whose middle is nearest; the first of equals. */
    int nearest(TextSpace.Point point) {
        float[] near = similarities(point);
        int best = 0;
        for (int g = 1; g < near.length; g++) {
            best = near[g] > near[best] ? g : best;
        }
        return best;
    }
}
