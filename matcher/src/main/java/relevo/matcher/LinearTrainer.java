package relevo.matcher;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains a linear support vector machine a label, one against the rest, squared hinge loss, by dual coordinate descent
 * (Hsieh et al. 2008, the method of LIBLINEAR's solver 1) with all labels in lockstep: one pass over a phrasing's
 * features serves every label, which is several times faster than label after label. Same input, same weights.
 */
final class LinearTrainer {
    /** Labels whose gradient is nearer to 0 than this are left as they are. */
    private static final float STILL = 1e-3f;

    /** Labels trained by one thread: enough to make use of a feature's line in the cache. */
    private static final int BLOCK = 4 * LinearModel.LANES;

    private final Examples examples;
    private final int labelCount;
    private final float slack;
    private final float[] squaredLength;
    private final float[][] alpha;
    private final LinearModel model;

    /**
     * What is learnt from.
     *
     * @param labels right label of each; -1 for an example that belongs to none
     */
    record Examples(int[][] ids, float[][] values, int[] labels) {
        int size() {
            return labels.length;
        }
    }

    /** @param cost C, the price of a training mistake */
    LinearTrainer(Examples examples, int labelCount, int features, double cost) {
        this(
                examples,
                labelCount,
                (float) (0.5 / cost),
                new float[examples.size()][labelCount],
                new LinearModel(features, labelCount));
    }

    private LinearTrainer(Examples examples, int labelCount, float slack, float[][] alpha, LinearModel model) {
        this.examples = examples;
        this.labelCount = labelCount;
        this.slack = slack;
        this.alpha = alpha;
        this.model = model;
        this.squaredLength = new float[examples.size()];
        for (int i = 0; i < squaredLength.length; i++) {
            squaredLength[i] = Row.squaredLength(examples.values()[i]);
        }
    }

    LinearModel model() {
        return model;
    }

    /**
     * Passes over the examples that are not left out, each time in another order. Labels know nothing of each other, so
     * blocks of them are trained side by side.
     */
    LinearTrainer train(int epochs, boolean[] leftOut, long seed) {
        IntStream.range(0, (model.stride() + BLOCK - 1) / BLOCK)
                .parallel()
                .forEach(block -> train(epochs, leftOut, seed, block * BLOCK));
        return this;
    }

    private void train(int epochs, boolean[] leftOut, long seed, int from) {
        int to = Math.min(from + BLOCK, model.stride());
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[examples.size()];
        int size = 0;
        for (int i = 0; i < order.length; i++) {
            if (!leftOut[i]) {
                order[size++] = i;
            }
        }
        float[] margins = new float[model.stride()];
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int i = size - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[other];
                order[other] = swapped;
            }
            for (int i = 0; i < size; i++) {
                step(order[i], margins, from, to);
            }
        }
    }

    private void step(int at, float[] margins, int from, int to) {
        int[] ids = examples.ids()[at];
        float[] values = examples.values()[at];
        model.margins(ids, values, ids.length, margins, from, to);
        float curvature = squaredLength[at] + slack;
        float[] alphas = alpha[at];
        int last = Math.min(to, labelCount);
        for (int label = from; label < last; label++) {
            float sign = examples.labels()[at] == label ? 1 : -1;
            float gradient = sign * margins[label] - 1 + alphas[label] * slack;
            if (alphas[label] == 0 ? gradient < -STILL : Math.abs(gradient) > STILL) {
                float moved = Math.max(alphas[label] - gradient / curvature, 0);
                model.add(ids, values, label, (moved - alphas[label]) * sign);
                alphas[label] = moved;
            }
        }
    }

    /**
     * A trainer whose model is as if some examples had never been seen, but for a few passes over the others: their part
     * is taken out of the weights. Starts cross-validation from where training ended.
     */
    LinearTrainer without(boolean[] leftOut) {
        float[][] kept = new float[alpha.length][];
        LinearModel weights = model.copy();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = leftOut[i] ? new float[labelCount] : alpha[i].clone();
            for (int label = 0; leftOut[i] && label < labelCount; label++) {
                if (alpha[i][label] != 0) {
                    float sign = examples.labels()[i] == label ? 1 : -1;
                    weights.add(examples.ids()[i], examples.values()[i], label, -sign * alpha[i][label]);
                }
            }
        }
        return new LinearTrainer(examples, labelCount, slack, kept, weights);
    }
}
