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

    /** A text with what the parts of the model say of each label. */
    record Case(Row row, float[][] scores) {}

    private record Weighed(double[] evidence, boolean positive, double importance) {}

    Logistic fit(float[][][] scores, double[] weights, int[] label, Row[] rows, List<Case> gibberish) {
        int labelled = 0;
        for (int one : label) {
            labelled += one >= 0 ? 1 : 0;
        }
        int background = label.length - labelled;
        double hiddenShare = background == 0 ? 1 - GIBBERISH_SHARE : HIDDEN_SHARE;
        double backgroundShare = 1 - GIBBERISH_SHARE - hiddenShare;
        List<Weighed> cases = new ArrayList<>();
        for (int i = 0; i < label.length; i++) {
            Case one = new Case(rows[i], scores[i]);
            if (label[i] >= 0) {
                cases.add(new Weighed(evidence(one, weights, -1), true, 1 - outOfScopeShare));
                cases.add(new Weighed(evidence(one, weights, label[i]), false, outOfScopeShare * hiddenShare));
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
        return IntentModel.evidence(sums, p, nearest, one.row().newWords(), one.row().newLetters(), hidden);
    }
}
