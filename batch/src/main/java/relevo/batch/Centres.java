package relevo.batch;

import relevo.matcher.TextSpace;

/** The middle of each group: the sum of its points, brought to length 1. Immutable. */
final class Centres {
    private final float[][] sparse;
    private final float[][] dense;

    private Centres(float[][] sparse, float[][] dense) {
        this.sparse = sparse;
        this.dense = dense;
    }

    static Centres of(TextSpace.Point[] points, int[] group, int count, TextSpace space) {
        float[][] sparse = new float[count][space.size()];
        float[][] dense = new float[count][space.meaningSize()];
        for (int i = 0; i < points.length; i++) {
            TextSpace.Point point = points[i];
            for (int k = 0; k < point.ids().length; k++) {
                sparse[group[i]][point.ids()[k]] += point.values()[k];
            }
            for (int d = 0; d < point.meaning().length; d++) {
                dense[group[i]][d] += point.meaning()[d];
            }
        }
        for (int g = 0; g < count; g++) {
            normalise(sparse[g]);
            normalise(dense[g]);
        }
        return new Centres(sparse, dense);
    }

    private static void normalise(float[] vector) {
        double squared = 0;
        for (float value : vector) {
            squared += value * value;
        }
        for (int i = 0; squared > 0 && i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squared);
        }
    }

    /** How near a point is to the middle of a group: the mean of two cosines. */
    float similarity(TextSpace.Point point, int group) {
        float sum = 0;
        for (int k = 0; k < point.ids().length; k++) {
            sum += sparse[group][point.ids()[k]] * point.values()[k];
        }
        for (int d = 0; d < point.meaning().length; d++) {
            sum += dense[group][d] * point.meaning()[d];
        }
        return sum / 2;
    }

    /** The group whose middle is nearest; the first of equals. */
    int nearest(TextSpace.Point point) {
        int best = 0;
        float most = -1;
        for (int g = 0; g < dense.length; g++) {
            float similarity = similarity(point, g);
            if (similarity > most) {
                most = similarity;
                best = g;
            }
        }
        return best;
    }
}
