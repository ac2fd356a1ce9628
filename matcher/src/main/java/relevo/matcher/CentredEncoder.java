package relevo.matcher;

import java.util.List;

/**
 * A sentence encoder's vectors less their mean, again of length 1. Encoders leave most of their space empty: any two
 * sentences look alike until what all share is taken away. Safe for use from any thread.
 */
final class CentredEncoder implements SentenceEncoder {
    private static final int SAMPLE = 1_000;

    private final SentenceEncoder encoder;
    private final float[] mean;

    private CentredEncoder(SentenceEncoder encoder, float[] mean) {
        this.encoder = encoder;
        this.mean = mean;
    }

    /** @param texts of the kind that will be encoded; a thousand of them give the mean */
    static CentredEncoder over(List<String> texts, SentenceEncoder encoder) {
        float[] mean = new float[encoder.size()];
        int step = Math.max(1, texts.size() / SAMPLE);
        int count = (texts.size() + step - 1) / step;
        for (int at = 0; at < texts.size(); at += step) {
            float[] vector = encoder.encode(texts.get(at));
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i] / count;
            }
        }
        return new CentredEncoder(encoder, mean);
    }

    @Override
    public int size() {
        return mean.length;
    }

    @Override
    public float[] encode(String text) {
        float[] vector = encoder.encode(text);
        for (int i = 0; i < mean.length; i++) {
            vector[i] -= mean[i];
        }
        float length = (float) Math.sqrt(Row.squaredLength(vector));
        for (int i = 0; length > 0 && i < mean.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}
