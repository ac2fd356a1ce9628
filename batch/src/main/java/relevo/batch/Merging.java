package relevo.batch;

import java.util.Arrays;
import relevo.matcher.TextSpace;

/**
 * Puts groups together again that are as near to each other as their own members are: the two of all whose mean similarity
 * across is largest against the smaller of their mean similarities within, then the next. One thread.
 */
final class Merging {
    /** Share of the similarity within that the similarity across has to reach. */
    private static final double NEAR = 0.9;

    /** With so few texts a group has fewer members than a text has neighbours, and the graph says little. */
    private static final int FEW_TEXTS = 60;

    private static final double NEAR_OF_FEW = 0.75;

    private final double[][] sums;
    private final int[] sizes;
    private final int[] mergedInto;

    private Merging(double[][] sums, int[] sizes) {
        this.sums = sums;
        this.sizes = sizes;
        this.mergedInto = new int[sizes.length];
        Arrays.setAll(mergedInto, g -> g);
    }

    /** The groups numbered anew from 0 in the order of their first points. */
    static int[] of(TextSpace.Point[] points, int[] group, int features, double meaningShare) {
        int count = Arrays.stream(group).max().orElse(-1) + 1;
        int[] sizes = new int[count];
        for (int g : group) {
            sizes[g]++;
        }
        Merging merging = new Merging(sums(points, group, count, features, meaningShare), sizes);
        merging.run(points.length < FEW_TEXTS ? NEAR_OF_FEW : NEAR);
        int[] merged = Arrays.stream(group).map(g -> merging.mergedInto[g]).toArray();
        Communities.number(merged);
        return merged;
    }

    /** By two groups the sum of the similarities of all their pairs: the product of the sums of their points. */
    private static double[][] sums(
            TextSpace.Point[] points, int[] group, int count, int features, double meaningShare) {
        float[][] written = new float[count][features];
        float[][] meant = new float[count][points.length == 0 ? 0 : points[0].meaning().length];
        for (int i = 0; i < points.length; i++) {
            for (int k = 0; k < points[i].ids().length; k++) {
                written[group[i]][points[i].ids()[k]] += points[i].values()[k];
            }
            for (int d = 0; d < points[i].meaning().length; d++) {
                meant[group[i]][d] += points[i].meaning()[d];
            }
        }
        double[][] sums = new double[count][count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b <= a; b++) {
                sums[a][b] = (1 - meaningShare) * product(written[a], written[b])
                        + meaningShare * product(meant[a], meant[b]);
                sums[b][a] = sums[a][b];
            }
        }
        return sums;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private void run(double near) {
        while (true) {
            double most = near;
            int from = -1;
            int into = -1;
            for (int a = 0; a < sizes.length; a++) {
                for (int b = 0; b < a; b++) {
                    double ratio = mergedInto[a] == a && mergedInto[b] == b ? ratio(a, b) : 0;
                    if (ratio > most) {
                        most = ratio;
                        from = a;
                        into = b;
                    }
                }
            }
            if (from < 0) {
                return;
            }
            merge(from, into);
        }
    }

    private double ratio(int a, int b) {
        return sums[a][b] / ((double) sizes[a] * sizes[b]) / Math.max(1e-9, Math.min(within(a), within(b)));
    }

    private double within(int g) {
        return sizes[g] > 1 ? (sums[g][g] - sizes[g]) / (sizes[g] * (sizes[g] - 1.0)) : 1;
    }

    private void merge(int from, int into) {
        double self = sums[from][from] + sums[into][into] + 2 * sums[from][into];
        for (int g = 0; g < sizes.length; g++) {
            sums[into][g] += sums[from][g];
            sums[g][into] = sums[into][g];
            mergedInto[g] = mergedInto[g] == from ? into : mergedInto[g];
        }
        sums[into][into] = self;
        sizes[into] += sizes[from];
    }
}
