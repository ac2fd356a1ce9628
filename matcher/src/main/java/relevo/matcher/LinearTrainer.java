package relevo.matcher;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains a linear model by dual coordinate descent, all labels in lockstep: one pass over a phrasing's features serves
 * every label, eight or more at a time, which is several times faster than label after label. What each phrasing has put
 * into the weights is kept, so that it can be taken out again ({@link #without}). Same input, same weights.
 */
final class LinearTrainer {
    /** What a mistake is. */
    enum Loss {
        /** A support vector machine a label, one against the rest (Hsieh et al. 2008, the method of LIBLINEAR's solver 1). */
        SQUARED_HINGE,
        /** Multinomial logistic regression: the scores are logarithms of probabilities, but for a constant. */
        LOGISTIC
    }

    /** Labels whose gradient is nearer to 0 than this are left as they are. */
    private static final float STILL = 0.02f;

    /** The same for probabilities. */
    private static final float STILL_PROBABILITY = 0.002f;

    /** The least curvature a step expects, lest one from a saturated probability goes too far. */
    private static final double CURVATURE_MIN = 0.05;

    /** Fewer labels than this are not worth a thread of their own. */
    private static final int BLOCK_MIN = 4 * LinearModel.LANES;

    /** From so many labels of a block on it is faster to move all of them, the most by 0. */
    private static final int MANY_MOVED = 4;

    private final Examples examples;
    private final int labelCount;
    private final Loss loss;
    private final float cost;
    private final float[] squaredLength;
    /** By example and label: how often its features have been added to the label's weights. */
    private final float[][] share;

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

    /** @param cost C, the price of a training mistake beside large weights */
    LinearTrainer(Loss loss, Examples examples, int labelCount, int features, double cost) {
        this(
                loss,
                examples,
                labelCount,
                (float) cost,
                new float[examples.size()][labelCount],
                new LinearModel(features, labelCount));
    }

    private LinearTrainer(
            Loss loss, Examples examples, int labelCount, float cost, float[][] share, LinearModel model) {
        this.loss = loss;
        this.examples = examples;
        this.labelCount = labelCount;
        this.cost = cost;
        this.share = share;
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
     * Passes over the examples that are not left out, each time in another order. The labels of support vector machines
     * know nothing of each other, so blocks of them are trained side by side.
     */
    LinearTrainer train(int epochs, boolean[] leftOut, long seed) {
        int stride = model.stride();
        int half = (stride / 2 + LinearModel.LANES - 1) / LinearModel.LANES * LinearModel.LANES;
        int block = loss == Loss.SQUARED_HINGE ? Math.max(BLOCK_MIN, half) : stride;
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
        double[] p = new double[labelCount];
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int i = size - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[other];
                order[other] = swapped;
            }
            for (int i = 0; i < size; i++) {
                step(order[i], margins, steps, p, from, to);
            }
        }
    }

    private void step(int at, float[] margins, float[] steps, double[] p, int from, int to) {
        int[] ids = examples.ids()[at];
        float[] values = examples.values()[at];
        model.margins(ids, values, ids.length, margins, from, to);
        int last = Math.min(to, labelCount);
        int moved = loss == Loss.SQUARED_HINGE
                ? hingeSteps(at, margins, steps, from, last)
                : logisticSteps(at, margins, steps, p);
        if (moved >= MANY_MOVED) {
            model.add(ids, values, steps, from, last);
        } else {
            for (int label = from; moved > 0 && label < last; label++) {
                if (steps[label] != 0) {
                    model.add(ids, values, label, steps[label]);
                }
            }
        }
    }

    /** How far to move each label; returns how many move. The share is never against the example's own side. */
    private int hingeSteps(int at, float[] margins, float[] steps, int from, int last) {
        float slack = 0.5f / cost;
        float curvature = squaredLength[at] + slack;
        float[] shares = share[at];
        int count = 0;
        for (int label = from; label < last; label++) {
            float sign = examples.labels()[at] == label ? 1 : -1;
            float alpha = sign * shares[label];
            float gradient = sign * margins[label] - 1 + alpha * slack;
            steps[label] = 0;
            if (alpha == 0 ? gradient < -STILL : Math.abs(gradient) > STILL) {
                steps[label] = (Math.max(alpha - gradient / curvature, 0) - alpha) * sign;
                shares[label] += steps[label];
                count++;
            }
        }
        return count;
    }

    /**
     * Multinomial logistic regression is at its optimum where each example's share is the cost times what the
     * probabilities lack of the right label's 1. A step goes there, as far as would be right if the loss were everywhere as
     * curved as it is here (compare Shalev-Shwartz and Zhang 2014, SDCA). An example of no label says nothing.
     */
    private int logisticSteps(int at, float[] margins, float[] steps, double[] p) {
        int right = examples.labels()[at];
        if (right < 0) {
            return 0;
        }
        Fusion.softmax(margins, p);
        double curvature = 0;
        for (double one : p) {
            curvature = Math.max(curvature, one * (1 - one));
        }
        float part = (float) (1 / (1 + cost * squaredLength[at] * (curvature + CURVATURE_MIN)));
        float[] shares = share[at];
        int count = 0;
        for (int label = 0; label < p.length; label++) {
            float lack = (label == right ? 1 : 0) - (float) p[label];
            float move = cost * lack - shares[label];
            steps[label] = 0;
            if (Math.abs(move) > cost * STILL_PROBABILITY) {
                steps[label] = part * move;
                shares[label] += steps[label];
                count++;
            }
        }
        return count;
    }

    /**
     * A trainer whose model is as if some examples had never been seen, but for a few passes over the others: their part
     * is taken out of the weights. Starts cross-validation from where training ended.
     */
    LinearTrainer without(boolean[] leftOut) {
        float[][] kept = new float[share.length][];
        LinearModel weights = model.copy();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = leftOut[i] ? new float[labelCount] : share[i].clone();
            for (int label = 0; leftOut[i] && label < labelCount; label++) {
                if (share[i][label] != 0) {
                    weights.add(examples.ids()[i], examples.values()[i], label, -share[i][label]);
                }
            }
        }
        return new LinearTrainer(loss, examples, labelCount, cost, kept, weights);
    }
}
