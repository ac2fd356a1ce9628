package relevo.matcher;

import java.util.Arrays;

/**
 * One weight vector a label, laid out feature by feature so that all labels of a feature are read in one go. A row a
 * feature, all read and written at one index: of two places in one array the compiler could not tell that they are never
 * the same, and its loops would go label by label instead of eight or sixteen at a time.
 */
final class LinearModel {
    /** Labels are padded to a multiple of this, which the compiler's vector loops like. */
    static final int LANES = 8;

    private final int labels;
    private final int stride;
    private final float[][] weights;

    LinearModel(int features, int labels) {
        this(labels, new float[features][stride(labels)]);
    }

    private LinearModel(int labels, float[][] weights) {
        this.labels = labels;
        this.stride = stride(labels);
        this.weights = weights;
    }

    private static int stride(int labels) {
        return (labels + LANES - 1) / LANES * LANES;
    }

    int labels() {
        return labels;
    }

    /** Length of an array of margins: the labels and some padding. */
    int stride() {
        return stride;
    }

    float weight(int feature, int label) {
        return weights[feature][label];
    }

    LinearModel copy() {
        return scaled(1);
    }

    /** The distance of a vector from each label's boundary, positive on the label's side. */
    void margins(int[] ids, float[] values, int size, float[] margins) {
        margins(ids, values, size, margins, 0, stride);
    }

    /** The same for the labels from one to before another, both multiples of {@link #LANES}. */
    void margins(int[] ids, float[] values, int size, float[] margins, int from, int to) {
        Arrays.fill(margins, from, to, 0);
        int at = 0;
        for (; at + 3 < size; at += 4) {
            addScaled(weights, ids, values, at, margins, from, to);
        }
        for (; at < size; at++) {
            addScaled(weights[ids[at]], values[at], margins, from, to);
        }
    }

    /** Four features in one pass, which reads and writes the margins once instead of four times. */
    private static void addScaled(
            float[][] weights, int[] ids, float[] values, int at, float[] margins, int from, int to) {
        float[] first = weights[ids[at]];
        float[] second = weights[ids[at + 1]];
        float[] third = weights[ids[at + 2]];
        float[] fourth = weights[ids[at + 3]];
        float a = values[at];
        float b = values[at + 1];
        float c = values[at + 2];
        float d = values[at + 3];
        for (int label = from; label < to; label++) {
            margins[label] =
                    margins[label] + a * first[label] + b * second[label] + c * third[label] + d * fourth[label];
        }
    }

    private static void addScaled(float[] from, float value, float[] to, int first, int last) {
        for (int label = first; label < last; label++) {
            to[label] += value * from[label];
        }
    }

    void add(int[] ids, float[] values, int label, float step) {
        for (int i = 0; i < ids.length; i++) {
            weights[ids[i]][label] += step * values[i];
        }
    }

    /** Moves the labels from one to before another, each by a step of its own. */
    void add(int[] ids, float[] values, float[] steps, int from, int to) {
        for (int i = 0; i < ids.length; i++) {
            addScaled(steps, values[i], weights[ids[i]], from, to);
        }
    }

    LinearModel scaled(float factor) {
        float[][] scaled = new float[weights.length][];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = weights[i].clone();
            for (int label = 0; label < stride; label++) {
                scaled[i][label] *= factor;
            }
        }
        return new LinearModel(labels, scaled);
    }

    /** Adds a feature's weights in another model, times a factor, to a feature of this one. */
    void addRow(int feature, LinearModel other, int otherFeature, float factor) {
        addScaled(other.weights[otherFeature], factor, weights[feature], 0, stride);
    }
}
