package relevo.matcher;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains a linear support vector machine a label, one against the rest, squared hinge loss, by dual coordinate descent
 * (Hsieh et al. 2008, the method of LIBLINEAR's solver 1) with all labels in lockstep: one pass over a phrasing's
 * features serves every label, eight or more at a time, which is several times faster than label after label. Same input, same weights.
 */
final class LinearTrainer {
    /** Labels whose gradient is nearer to 0 than this are left as they are. */
    private static final float STILL = 0.02f;

    /** Fewer labels than this are not worth a thread of their own. */
    private static final int BLOCK_MIN = 4 * LinearModel.LANES;

    /** From so many labels of a block on it is faster to move all of them, the most by 0. */
    private static final int MANY_MOVED = 4;

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
        int stride = model.stride();
        int block = Math.max(BLOCK_MIN, (stride / 2 + LinearModel.LANES - 1) / LinearModel.LANES * LinearModel.LANES);
        IntStream.range(0, (stride + block - 1) / block)
                .parallel()
                .forEach(at -> train(epochs, leftOut, seed, at * block, Math.min((at + 1) * block, stride)));
        return this;
    }

    private void train(int epochs, boolean[] leftOut, long seed, int from, int to) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[examples.size()];
        int size = 0;
        for (int i = 0; i < order.length; i++) {
            if (!leftOut[i]) {
                order[size++] = i;
            }
        }
        float[] margins = new float[model.stride()];
        float[] steps = new float[model.stride()];
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int i = size - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[other];
                order[other] = swapped;
            }
            for (int i = 0; i < size; i++) {
                step(order[i], margins, steps, from, to);
            }
        }
    }

    private void step(int at, float[] margins, float[] steps, int from, int to) {
        int[] ids = examples.ids()[at];
        float[] values = examples.values()[at];
        model.margins(ids, values, ids.length, margins, from, to);
        float curvature = squaredLength[at] + slack;
        float[] alphas = alpha[at];
        int last = Math.min(to, labelCount);
        int count = 0;
        for (int label = from; label < last; label++) {
            float sign = examples.labels()[at] == label ? 1 : -1;
            float gradient = sign * margins[label] - 1 + alphas[label] * slack;
            steps[label] = 0;
            if (alphas[label] == 0 ? gradient < -STILL : Math.abs(gradient) > STILL) {
                float moved = Math.max(alphas[label] - gradient / curvature, 0);
                steps[label] = (moved - alphas[label]) * sign;
                alphas[label] = moved;
                count++;
            }
        }
        if (count >= MANY_MOVED) {
            model.add(ids, values, steps, from, last);
        } else {
            for (int label = from; count > 0 && label < last; label++) {
                if (steps[label] != 0) {
                    model.add(ids, values, label, steps[label]);
                }
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
