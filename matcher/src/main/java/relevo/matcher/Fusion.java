package relevo.matcher;

import java.util.Arrays;
import java.util.List;

/**
 * What the parts of the model are worth beside each other: p(label) is the softmax of the weighted sum of their scores.
 * The weights, and with them the temperature, maximise the likelihood of cross-validated scores (conditional logit,
 * McFadden 1974), by Newton's method; none is negative.
 */
final class Fusion {
    private static final int STEPS_MAX = 30;
    /** How strongly the weights are drawn to where they start; felt with some dozens of cases only. */
    private static final double PULL = 1;

    private static final double NEGLIGIBLE = 1e-6;

    /** A label so far below the best, in the exponent, is not worth an exponential. */
    private static final double LOWEST = -16;

    private Fusion() {}

    /**
     * @param cases those without a right label are passed over
     * @param start weights to expect without any case
     * @return the weight of each part
     */
    static double[] fit(List<ScopeFit.Case> cases, double[] start) {
        double[] weights = start.clone();
        for (int step = 0; step < STEPS_MAX; step++) {
            double[] gradient = new double[weights.length];
            double[][] curvature = new double[weights.length][weights.length];
            for (int k = 0; k < weights.length; k++) {
                gradient[k] = -PULL * (weights[k] - start[k]);
                curvature[k][k] = PULL;
            }
            for (ScopeFit.Case one : cases) {
                if (one.label() >= 0) {
                    accumulate(one.scores(), one.label(), weights, gradient, curvature);
                }
            }
            double[] move = Logistic.solve(curvature, gradient);
            double largest = 0;
            for (int k = 0; k < weights.length; k++) {
                double moved = Math.max(0, weights[k] + Math.clamp(move[k], -3, 3));
                largest = Math.max(largest, Math.abs(moved - weights[k]));
                weights[k] = moved;
            }
            if (largest < 1e-4) {
                break;
            }
        }
        return weights;
    }

    /**
     * How well the weighted scores tell the labels apart.
     *
     * @param accuracy share of the cases whose right label is the likeliest
     * @param logLoss mean of minus the logarithm of the right label's probability
     * @param tenth in one case of ten the best label is less likely than this
     */
    record Measured(double accuracy, double logLoss, double tenth) {}

    static Measured measure(List<ScopeFit.Case> cases, double[] weights) {
        int count = 0;
        int right = 0;
        double loss = 0;
        double[] likeliest = new double[cases.size()];
        for (ScopeFit.Case one : cases) {
            if (one.label() >= 0) {
                float[] sums = new float[one.scores()[0].length];
                double[] p = new double[sums.length];
                sum(one.scores(), weights, sums);
                softmax(sums, p);
                int best = 0;
                for (int c = 1; c < p.length; c++) {
                    best = p[c] > p[best] ? c : best;
                }
                likeliest[count++] = p[best];
                right += best == one.label() ? 1 : 0;
                loss -= Math.log(Math.max(NEGLIGIBLE, p[one.label()]));
            }
        }
        Arrays.sort(likeliest, 0, count);
        double tenth = count == 0 ? 0 : likeliest[count / 10];
        return new Measured((double) right / Math.max(1, count), loss / Math.max(1, count), tenth);
    }

    private static void accumulate(
            float[][] scores, int label, double[] weights, double[] gradient, double[][] curvature) {
        int parts = weights.length;
        double[] p = new double[scores[0].length];
        float[] sums = new float[p.length];
        sum(scores, weights, sums);
        softmax(sums, p);
        double[] mean = new double[parts];
        for (int c = 0; c < p.length; c++) {
            for (int k = 0; k < parts; k++) {
                mean[k] += p[c] * scores[k][c];
            }
        }
        for (int k = 0; k < parts; k++) {
            gradient[k] += scores[k][label] - mean[k];
        }
        for (int c = 0; c < p.length; c++) {
            for (int k = 0; p[c] > NEGLIGIBLE && k < parts; k++) {
                double off = p[c] * (scores[k][c] - mean[k]);
                for (int j = 0; j <= k; j++) {
                    curvature[k][j] += off * (scores[j][c] - mean[j]);
                }
            }
        }
    }

    static void sum(float[][] scores, double[] weights, float[] sums) {
        for (int c = 0; c < sums.length; c++) {
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] * scores[k][c];
            }
            sums[c] = (float) sum;
        }
    }

    /**
     * What the weighted scores of some cases are worth, 0.1 to 1: times this they make the right labels likeliest.
     *
     * @param worth how much each case counts
     */
    static double trust(List<ScopeFit.Case> cases, double[] worth, double[] weights) {
        double best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int twentieths = 20; twentieths >= 2; twentieths--) {
            double[] scaled = weights.clone();
            for (int k = 0; k < scaled.length; k++) {
                scaled[k] *= twentieths / 20.0;
            }
            double loss = 0;
            for (int i = 0; i < worth.length; i++) {
                float[] sums = new float[cases.get(i).scores()[0].length];
                double[] p = new double[sums.length];
                sum(cases.get(i).scores(), scaled, sums);
                softmax(sums, p);
                loss -= worth[i] * Math.log(Math.max(NEGLIGIBLE, p[cases.get(i).label()]));
            }
            if (loss < least) {
                least = loss;
                best = twentieths / 20.0;
            }
        }
        return best;
    }

    /** Fills p with the softmax of as many sums as p is long. */
    static void softmax(float[] sums, double[] p) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < p.length; c++) {
            largest = Math.max(largest, sums[c]);
        }
        double total = 0;
        for (int c = 0; c < p.length; c++) {
            double off = sums[c] - largest;
            p[c] = off < LOWEST ? 0 : Math.exp(off);
            total += p[c];
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= total;
        }
    }
}
