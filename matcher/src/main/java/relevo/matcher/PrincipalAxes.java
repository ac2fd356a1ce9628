package relevo.matcher;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The directions in which vectors differ most: eigenvectors of their covariance, by Jacobi's rotations (Golub and Van Loan, 8.5). */
final class PrincipalAxes {
    private static final int SWEEPS_MAX = 15;

    /** Sum of squares off the diagonal, beside that on it, from which the matrix counts as diagonal. */
    private static final double DIAGONAL = 1e-16;

    private PrincipalAxes() {}

    /**
     * The first so many axes, the one along which the vectors differ most first.
     *
     * @param vectors centred ones, all of one length
     */
    static float[][] of(float[][] vectors, int count) {
        double[][] matrix = covariance(vectors);
        int size = matrix.length;
        double[][] rotated = new double[size][size];
        for (int i = 0; i < size; i++) {
            rotated[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS_MAX && !isDiagonal(matrix); sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(matrix, rotated, p, q);
                }
            }
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted((a, b) -> Double.compare(matrix[b][b], matrix[a][a]))
                .mapToInt(Integer::intValue)
                .toArray();
        float[][] axes = new float[count][size];
        for (int axis = 0; axis < count; axis++) {
            for (int i = 0; i < size; i++) {
                axes[axis][i] = (float) rotated[order[axis]][i];
            }
        }
        return axes;
    }

    /** The vectors in the coordinates of some axes. */
    static float[][] project(float[][] vectors, float[][] axes) {
        float[][] projected = new float[vectors.length][axes.length];
        for (int i = 0; i < vectors.length; i++) {
            for (int axis = 0; axis < axes.length; axis++) {
                float sum = 0;
                for (int k = 0; k < axes[axis].length; k++) {
                    sum += axes[axis][k] * vectors[i][k];
                }
                projected[i][axis] = sum;
            }
        }
        return projected;
    }

    private static double[][] covariance(float[][] vectors) {
        int size = vectors[0].length;
        double[][] sums = new double[size][size];
        for (float[] vector : vectors) {
            for (int i = 0; i < size; i++) {
                double value = vector[i];
                double[] row = sums[i];
                for (int j = 0; j <= i; j++) {
                    row[j] += value * vector[j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                sums[j][i] = sums[i][j];
            }
        }
        return sums;
    }

    private static boolean isDiagonal(double[][] matrix) {
        double on = 0;
        double off = 0;
        for (int i = 0; i < matrix.length; i++) {
            on += matrix[i][i] * matrix[i][i];
            off += Arrays.stream(matrix[i]).map(value -> value * value).sum() - matrix[i][i] * matrix[i][i];
        }
        return off <= DIAGONAL * on;
    }

    /** Turns the plane of two axes so that the entry between them becomes 0. */
    private static void rotate(double[][] matrix, double[][] rotated, int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (double[] row : matrix) {
            double first = row[p];
            row[p] = cosine * first - sine * row[q];
            row[q] = sine * first + cosine * row[q];
        }
        turn(matrix[p], matrix[q], cosine, sine);
        turn(rotated[p], rotated[q], cosine, sine);
    }

    private static void turn(double[] first, double[] second, double cosine, double sine) {
        for (int k = 0; k < first.length; k++) {
            double value = first[k];
            first[k] = cosine * value - sine * second[k];
            second[k] = sine * value + cosine * second[k];
        }
    }
}
