package relevo.matcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Labels texts nobody has labelled, where a first model is sure enough, for a second one to learn from. How often each
 * label occurs among them is estimated first (expectation maximisation over the model's probabilities, Saerens 2002),
 * since what people write is distributed otherwise than what content people wrote down.
 */
final class SelfTraining {
    private static final int ROUNDS = 10;
    private static final double PSEUDO_COUNT = 2;

    private final IntentModel model;
    private final double[] trained;

    /** @param trained share of each label among the phrasings the model was trained on */
    SelfTraining(IntentModel model, double[] trained) {
        this.model = model;
        this.trained = trained;
    }

    /** Those of the texts whose label has at least the probability. */
    List<IntentTrainer.Phrasing> guesses(List<String> texts, double probabilityMin) {
        double[][] p = new double[texts.size()][];
        IntentModel.Scratch scratch = model.scratch();
        for (int i = 0; i < p.length; i++) {
            model.classify(texts.get(i), scratch);
            p[i] = scratch.p.clone();
        }
        double[] shift = shift(p);
        List<IntentTrainer.Phrasing> guesses = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            double total = 0;
            int best = 0;
            for (int c = 0; c < shift.length; c++) {
                p[i][c] *= shift[c];
                total += p[i][c];
                best = p[i][c] > p[i][best] ? c : best;
            }
            if (p[i][best] / total >= probabilityMin) {
                guesses.add(
                        new IntentTrainer.Phrasing(texts.get(i), model.labels().get(best), true));
            }
        }
        return guesses;
    }

    /** For each label how much more frequent it is among the texts than in training. */
    private double[] shift(double[][] p) {
        double[] shift = new double[trained.length];
        Arrays.fill(shift, 1);
        for (int round = 0; round < ROUNDS; round++) {
            double[] counts = new double[shift.length];
            for (double[] row : p) {
                double total = 0;
                for (int c = 0; c < shift.length; c++) {
                    total += row[c] * shift[c];
                }
                for (int c = 0; c < shift.length; c++) {
                    counts[c] += row[c] * shift[c] / total;
                }
            }
            for (int c = 0; c < shift.length; c++) {
                double share = (counts[c] + PSEUDO_COUNT) / (p.length + PSEUDO_COUNT * shift.length);
                shift[c] = share / trained[c];
            }
        }
        return shift;
    }
}
