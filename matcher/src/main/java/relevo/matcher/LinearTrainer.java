package relevo.matcher;

import java.util.SplittableRandom;

/**
 * Trains a linear support vector machine a label, one against the rest, squared hinge loss, by dual coordinate descent
 * (Hsieh et al. 2008, the method of LIBLINEAR's solver 1) with all labels in lockstep: one pass over a phrasing's
 * features serves every label, which is several times faster than label after label. Same input, same weights.
 */
final class LinearTrainer {
    private static final float STILL = 1e-3f;

    private final Message.Row[] rows;
    private final int[] labels;
    private final int labelCount;
    private final float slack;
    private final float[] squaredLength;
    private final float[][] alpha;
    private final LinearModel model;

    /** @param cost C, the price of a training mistake */
    LinearTrainer(Message.Row[] rows, int[] labels, int labelCount, int features, double cost) {
        this(
                rows,
                labels,
                labelCount,
                (float) (0.5 / cost),
                new float[rows.length][labelCount],
                new LinearModel(features, labelCount));
    }

    private LinearTrainer(
            Message.Row[] rows, int[] labels, int labelCount, float slack, float[][] alpha, LinearModel model) {
        this.rows = rows;
        this.labels = labels;
        this.labelCount = labelCount;
        this.slack = slack;
        this.alpha = alpha;
        this.model = model;
        this.squaredLength = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            squaredLength[i] = rows[i].squaredLength();
        }
    }

    LinearModel model() {
        return model;
    }

    /** Passes over the rows that are not left out, each time in another order. */
    void train(int epochs, boolean[] leftOut, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[rows.length];
        int size = 0;
        for (int i = 0; i < rows.length; i++) {
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
                step(order[i], margins);
            }
        }
    }

    private void step(int at, float[] margins) {
        Message.Row row = rows[at];
        model.margins(row.ids(), row.values(), row.ids().length, margins);
        float curvature = squaredLength[at] + slack;
        float[] alphas = alpha[at];
        for (int label = 0; label < labelCount; label++) {
            float sign = labels[at] == label ? 1 : -1;
            float gradient = sign * margins[label] - 1 + alphas[label] * slack;
            if (alphas[label] == 0 ? gradient < -STILL : Math.abs(gradient) > STILL) {
                float moved = Math.max(alphas[label] - gradient / curvature, 0);
                model.add(row.ids(), row.values(), label, (moved - alphas[label]) * sign);
                alphas[label] = moved;
            }
        }
    }

    /**
     * A trainer whose model is as if some rows had never been seen, but for a few passes over the others: their part is
     * taken out of the weights. Starts cross-validation from where training ended.
     */
    LinearTrainer without(boolean[] leftOut) {
        float[][] kept = new float[alpha.length][];
        LinearModel weights = model.copy();
        for (int i = 0; i < rows.length; i++) {
            kept[i] = leftOut[i] ? new float[labelCount] : alpha[i].clone();
            for (int label = 0; leftOut[i] && label < labelCount; label++) {
                if (alpha[i][label] != 0) {
                    float sign = labels[i] == label ? 1 : -1;
                    weights.add(rows[i].ids(), rows[i].values(), label, -sign * alpha[i][label]);
                }
            }
        }
        return new LinearTrainer(rows, labels, labelCount, slack, kept, weights);
    }
}
