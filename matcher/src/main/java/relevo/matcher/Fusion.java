package relevo.matcher;

/**
 * Adds up what the parts of the model say of each label and turns the sums into probabilities: p(label) is the softmax of
 * the weighted scores. The weights, and with them the temperature, maximise the likelihood of cross-validated scores
 * (conditional logit, McFadden 1974), by Newton's method. Immutable.
 */
final class Fusion {
    private static final int STEPS_MAX = 30;
    private static final double RIDGE = 1e-3;

    private final double[] weights;

    Fusion(double... weights) {
        this.weights = weights;
    }

    double weight(int part) {
        return weights[part];
    }

    /**
     * @param scores by case, part and label
     * @param labels the right label of each case
     */
    static Fusion fit(float[][][] scores, int[] labels, double[] start) {
        int parts = start.length;
        double[] weights = start.clone();
        for (int step = 0; step < STEPS_MAX; step++) {
            double[] gradient = new double[parts];
            double[][] curvature = new double[parts][parts];
            for (int k = 0; k < parts; k++) {
                gradient[k] = -RIDGE * weights[k];
                curvature[k][k] = RIDGE;
            }
            for (int row = 0; row < scores.length; row++) {
                accumulate(scores[row], labels[row], weights, gradient, curvature);
            }
            double[] move = Logistic.solve(curvature, gradient);
            double largest = 0;
            for (int k = 0; k < parts; k++) {
                double bounded = Math.clamp(move[k], -3, 3);
                weights[k] = Math.max(0, weights[k] + bounded);
                largest = Math.max(largest, Math.abs(bounded));
            }
            if (largest < 1e-4) {
                break;
            }
        }
        return new Fusion(weights);
    }

    private static void accumulate(
            float[][] scores, int label, double[] weights, double[] gradient, double[][] curvature) {
        int parts = weights.length;
        int labels = scores[0].length;
        double[] p = new double[labels];
        softmax(scores, weights, p);
        double[] mean = new double[parts];
        for (int c = 0; c < labels; c++) {
            for (int k = 0; k < parts; k++) {
                mean[k] += p[c] * scores[k][c];
            }
        }
        for (int k = 0; k < parts; k++) {
            gradient[k] += scores[k][label] - mean[k];
        }
        for (int c = 0; c < labels; c++) {
            if (p[c] > 1e-6) {
                for (int k = 0; k < parts; k++) {
                    double off = p[c] * (scores[k][c] - mean[k]);
                    for (int j = 0; j <= k; j++) {
                        curvature[k][j] += off * (scores[j][c] - mean[j]);
                    }
                }
            }
        }
    }

    /** Fills p with the probabilities and returns the largest sum. */
    double probabilities(float[][] scores, double[] p) {
        return softmax(scores, weights, p);
    }

    private static double softmax(float[][] scores, double[] weights, double[] p) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < p.length; c++) {
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] * scores[k][c];
            }
            p[c] = sum;
            largest = Math.max(largest, sum);
        }
        double total = 0;
        for (int c = 0; c < p.length; c++) {
            p[c] = Math.exp(p[c] - largest);
            total += p[c];
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= total;
        }
        return largest;
    }
}
