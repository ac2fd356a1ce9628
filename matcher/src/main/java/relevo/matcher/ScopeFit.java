package relevo.matcher;

import java.util.ArrayList;
import java.util.List;

/**
 * Learns what tells a text the index knows nothing about. Positive cases are the cross-validated phrasings. Negative are
 * the same with the right label hidden (a question whose entry was never written), the texts known to be about
 * something else, and gibberish.
 */
final class ScopeFit {
    private static final double HIDDEN_SHARE = 0.5;
    private static final double GIBBERISH_SHARE = 0.1;

    private final double outOfScopeShare;

    /** @param outOfScopeShare weight of the negative cases among all, 0 to 1 */
    ScopeFit(double outOfScopeShare) {
        this.outOfScopeShare = outOfScopeShare;
    }

    /**
     * A text with what the parts of the model say of each label, without having seen it.
     *
     * @param scores by part and label
     * @param label the right one; -1 where there is none
     */
    record Case(Row row, float[][] scores, int label) {}

    private record Weighed(double[] evidence, boolean positive, double importance) {}

    /** @param weights of the parts of the model */
    Logistic fit(List<Case> measured, List<Case> gibberish, double[] weights) {
        long labelled = measured.stream().filter(one -> one.label() >= 0).count();
        long background = measured.size() - labelled;
        double hiddenShare = background == 0 ? 1 - GIBBERISH_SHARE : HIDDEN_SHARE;
        double backgroundShare = 1 - GIBBERISH_SHARE - hiddenShare;
        List<Weighed> cases = new ArrayList<>();
        for (Case one : measured) {
            if (one.label() >= 0) {
                cases.add(new Weighed(evidence(one, weights, -1), true, 1 - outOfScopeShare));
                cases.add(new Weighed(evidence(one, weights, one.label()), false, outOfScopeShare * hiddenShare));
            } else {
                double importance = outOfScopeShare * backgroundShare * labelled / background;
                cases.add(new Weighed(evidence(one, weights, -1), false, importance));
            }
        }
        for (Case one : gibberish) {
            double importance = outOfScopeShare * GIBBERISH_SHARE * labelled / gibberish.size();
            cases.add(new Weighed(evidence(one, weights, -1), false, importance));
        }
        double[][] inputs = new double[cases.size()][];
        boolean[] positive = new boolean[cases.size()];
        double[] importance = new double[cases.size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = cases.get(i).evidence();
            positive[i] = cases.get(i).positive();
            importance[i] = cases.get(i).importance();
        }
        return Logistic.fit(inputs, positive, importance);
    }

    private static double[] evidence(Case one, double[] weights, int hidden) {
        int labels = one.scores()[0].length;
        float[] sums = new float[labels];
        double[] p = new double[labels];
        Fusion.sum(one.scores(), weights, sums);
        Fusion.softmax(sums, p);
        float[] nearest = one.scores()[IntentTrainer.NEAREST];
        return IntentModel.evidence(
                sums, p, nearest, one.row().newWords(), one.row().newLetters(), hidden);
    }
}
