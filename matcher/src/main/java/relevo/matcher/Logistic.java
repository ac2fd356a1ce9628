package relevo.matcher;

/** Logistic regression with few inputs, by Newton's method with a small ridge. Immutable. */
final class Logistic {
    private static final int STEPS_MAX = 50;
    private static final double RIDGE = 1e-2;

    private final double[] weights;

    private Logistic(double[] weights) {
        this.weights = weights;
    }

    void write(IndexBytes.Writer out) {
        out.put(weights);
    }

    static Logistic read(IndexBytes.Reader in) {
        return new Logistic(in.doubles());
    }

    /**
     * @param inputs one row a case, all of one length; a constant is added
     * @param importance weight of each case
     */
    static Logistic fit(double[][] inputs, boolean[] positive, double[] importance) {
        double[] weights = new double[inputs[0].length + 1];
        double loss = loss(weights, inputs, positive, importance);
        for (int step = 0; step < STEPS_MAX; step++) {
            double[] move = newtonStep(weights, inputs, positive, importance);
            double[] moved = weights;
            double movedLoss = Double.POSITIVE_INFINITY;
            for (double part = 1; part > 1e-3 && !(movedLoss < loss); part /= 2) {
                moved = weights.clone();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] += part * move[i];
                }
                movedLoss = loss(moved, inputs, positive, importance);
            }
            if (!(movedLoss < loss)) {
                break;
            }
            boolean still = loss - movedLoss < 1e-9 * Math.abs(loss);
            weights = moved;
            loss = movedLoss;
            if (still) {
                break;
            }
        }
        return new Logistic(weights);
    }

    private static double[] newtonStep(double[] weights, double[][] inputs, boolean[] positive, double[] importance) {
        int size = weights.length;
        double[] gradient = new double[size];
        double[][] curvature = new double[size][size];
        for (int i = 0; i < size; i++) {
            gradient[i] = -RIDGE * weights[i];
            curvature[i][i] = RIDGE;
        }
        double[] x = new double[size];
        x[size - 1] = 1;
        for (int row = 0; row < inputs.length; row++) {
            System.arraycopy(inputs[row], 0, x, 0, size - 1);
            double p = sigmoid(sum(weights, inputs[row]));
            double miss = importance[row] * ((positive[row] ? 1 : 0) - p);
            double bend = importance[row] * p * (1 - p);
            for (int i = 0; i < size; i++) {
                gradient[i] += miss * x[i];
                for (int j = 0; j <= i; j++) {
                    curvature[i][j] += bend * x[i] * x[j];
                }
            }
        }
        return solve(curvature, gradient);
    }

    private static double loss(double[] weights, double[][] inputs, boolean[] positive, double[] importance) {
        double loss = 0;
        for (double weight : weights) {
            loss += RIDGE * weight * weight / 2;
        }
        for (int row = 0; row < inputs.length; row++) {
            double sum = sum(weights, inputs[row]) * (positive[row] ? 1 : -1);
            loss += importance[row] * (sum > 0 ? Math.log1p(Math.exp(-sum)) : -sum + Math.log1p(Math.exp(sum)));
        }
        return loss;
    }

    private static double sum(double[] weights, double[] input) {
        double sum = weights[input.length];
        for (int i = 0; i < input.length; i++) {
            sum += weights[i] * input[i];
        }
        return sum;
    }

    /** Probability, 0 to 1, of a positive case. */
    double probability(double... input) {
        return sigmoid(sum(weights, input));
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Solves a symmetric positive definite system given by its lower half (Cholesky). */
    static double[] solve(double[][] lower, double[] right) {
        int size = right.length;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = lower[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j][j];
            }
        }
        double[] solution = right.clone();
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                solution[i] -= lower[i][k] * solution[k];
            }
            solution[i] /= lower[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                solution[i] -= lower[k][i] * solution[k];
            }
            solution[i] /= lower[i][i];
        }
        return solution;
    }
}
