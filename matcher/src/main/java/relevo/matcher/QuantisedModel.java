package relevo.matcher;

import java.util.Arrays;

/**
 * A {@link LinearModel} in a quarter of the memory: a byte a weight and a scale a feature. A message touches a hundred
 * features scattered over the whole, so the time of a match is the time of that many cache misses; fewer bytes, fewer
 * misses. Immutable.
 */
final class QuantisedModel {
    private final int stride;
    private final byte[] weights;
    private final float[] scales;

    QuantisedModel(LinearModel model, int features) {
        this.stride = model.stride();
        this.weights = new byte[features * stride];
        this.scales = new float[features];
        for (int feature = 0; feature < features; feature++) {
            float largest = 0;
            for (int label = 0; label < stride; label++) {
                largest = Math.max(largest, Math.abs(model.weight(feature, label)));
            }
            scales[feature] = largest / Byte.MAX_VALUE;
            for (int label = 0; largest > 0 && label < stride; label++) {
                weights[feature * stride + label] = (byte) Math.round(model.weight(feature, label) / scales[feature]);
            }
        }
    }

    private QuantisedModel(int stride, byte[] weights, float[] scales) {
        this.stride = stride;
        this.weights = weights;
        this.scales = scales;
    }

    void write(IndexBytes.Writer out) {
        out.put(stride).put(weights).put(scales);
    }

    static QuantisedModel read(IndexBytes.Reader in) {
        return new QuantisedModel(in.number(), in.bytes(), in.floats());
    }

    /** Length of an array of scores: the labels and some padding. */
    int stride() {
        return stride;
    }

    /** What the features say of each label. */
    void scores(int[] ids, float[] values, int size, float[] scores) {
        Arrays.fill(scores, 0, stride, 0);
        for (int i = 0; i < size; i++) {
            float value = values[i] * scales[ids[i]];
            if (value != 0) {
                addScaled(weights, ids[i] * stride, value, scores, stride);
            }
        }
    }

    /** Adds what each feature says of one label to the sum of its kind. */
    void explain(Message message, int label, double[] sums) {
        for (int i = 0; i < message.size; i++) {
            int id = message.ids[i];
            sums[message.kinds[i]] += message.values[i] * scales[id] * weights[id * stride + label];
        }
    }

    private static void addScaled(byte[] weights, int row, float value, float[] scores, int stride) {
        for (int label = 0; label < stride; label++) {
            scores[label] += value * weights[row + label];
        }
    }
}
