package relevo.matcher;

import java.util.Arrays;

/** One weight vector a label, laid out feature by feature so that all labels of a feature are read in one go. */
final class LinearModel {
    /** Labels are padded to a multiple of this, which the compiler's vector loops like. */
    static final int LANES = 8;

    private final int labels;
    private final int stride;
    private final float[] weights;

    LinearModel(int features, int labels) {
        this(labels, new float[features * stride(labels)]);
    }

    private LinearModel(int labels, float[] weights) {
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
        return weights[feature * stride + label];
    }

    LinearModel copy() {
        return new LinearModel(labels, weights.clone());
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
            addScaled(weights, ids, values, at, stride, margins, from, to);
        }
        for (; at < size; at++) {
            addScaled(weights, ids[at] * stride, values[at], margins, from, to);
        }
    }

    /** Four features in one pass, which reads and writes the margins once instead of four times. */
    private static void addScaled(
            float[] weights, int[] ids, float[] values, int at, int stride, float[] margins, int from, int to) {
        int first = ids[at] * stride;
        int second = ids[at + 1] * stride;
        int third = ids[at + 2] * stride;
        int fourth = ids[at + 3] * stride;
        float a = values[at];
        float b = values[at + 1];
        float c = values[at + 2];
        float d = values[at + 3];
        for (int label = from; label < to; label++) {
            margins[label] = margins[label]
                    + a * weights[first + label]
                    + b * weights[second + label]
                    + c * weights[third + label]
                    + d * weights[fourth + label];
        }
    }

    private static void addScaled(float[] weights, int row, float value, float[] margins, int from, int to) {
        for (int label = from; label < to; label++) {
            margins[label] += value * weights[row + label];
        }
    }

    void add(int[] ids, float[] values, int label, float step) {
        for (int i = 0; i < ids.length; i++) {
            weights[ids[i] * stride + label] += step * values[i];
        }
    }

    LinearModel scaled(float factor) {
        float[] scaled = new float[weights.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = weights[i] * factor;
        }
        return new LinearModel(labels, scaled);
    }

    /** Adds a feature's weights in another model, times a factor, to a feature of this one. */
    void addRow(int feature, LinearModel other, int otherFeature, float factor) {
        for (int label = 0; label < stride; label++) {
            weights[feature * stride + label] += factor * other.weights[otherFeature * stride + label];
        }
    }
}
