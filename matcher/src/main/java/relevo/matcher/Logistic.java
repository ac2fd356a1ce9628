package relevo.matcher;

/** Logistic regression with few inputs, by Newton's method with a small ridge. Immutable. */
final class Logistic {
    private static final int STEPS_MAX = 50;
    private static final double RIDGE = 1e-2;

    private final double[] weights;

    private Logistic(double[] weights) {
        this.weights = weights;
    }

    /** @param inputs one row a case, all of one length; a constant is added @param importance weight of each case */
    static Logistic fit(double[][] inputs, boolean[] positive, double[] importance) {
        int size = inputs[0].length + 1;
        double[] weights = new double[size];
        for (int step = 0; step < STEPS_MAX; step++) {
            double[] gradient = new double[size];
            double[][] curvature = new double[size][size];
            for (int i = 0; i < size; i++) {
                gradient[i] = -RIDGE * weights[i];
                curvature[i][i] = RIDGE;
            }
            double[] x = new double[size];
            for (int row = 0; row < inputs.length; row++) {
                System.arraycopy(inputs[row], 0, x, 0, size - 1);
                x[size - 1] = 1;
                double p = sigmoid(dot(weights, x));
                double miss = importance[row] * ((positive[row] ? 1 : 0) - p);
                double bend = importance[row] * Math.max(p * (1 - p), 1e-9);
                for (int i = 0; i < size; i++) {
                    gradient[i] += miss * x[i];
                    for (int j = 0; j <= i; j++) {
                        curvature[i][j] += bend * x[i] * x[j];
                    }
                }
            }
            double[] move = solve(curvature, gradient);
            double largest = 0;
            for (int i = 0; i < size; i++) {
                double bounded = Math.clamp(move[i], -5, 5);
                weights[i] += bounded;
                largest = Math.max(largest, Math.abs(bounded));
            }
            if (largest < 1e-6) {
                break;
            }
        }
        return new Logistic(weights);
    }

    /** Probability, 0 to 1, of a positive case. */
    double probability(double... input) {
        double sum = weights[weights.length - 1];
        for (int i = 0; i < input.length; i++) {
            sum += weights[i] * input[i];
        }
        return sigmoid(sum);
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
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
