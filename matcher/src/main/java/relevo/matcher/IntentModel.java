package relevo.matcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model of one language: which label (FAQ entry or intent) a text belongs to, and whether to any. A label's score is
 * what the linear models say of the text's features and its meaning, plus what its nearest phrasings say; the softmax of
 * the scores is the probability. Made by {@link IntentTrainer}. Immutable; safe for use from any thread with a
 * {@link Scratch} of its own.
 */
final class IntentModel {
    /** Where the shares of known words and (squared) of known letters add up to less than this, they are weak evidence. */
    private static final double KNOWN_ENOUGH = 0.4;

    /** Names of the kinds of features, in their order in {@link FeatureSink}. */
    private static final List<String> LINEAR_PARTS = List.of("words", "pairs", "letters", "meaning", "label");

    private final List<String> labels;
    private final Vectorizer vectorizer;
    private final QuantisedModel linear;
    private final Neighbours neighbours;
    private final double nearestWeight;
    private final double votesWeight;
    private final double loneTrust;
    private final Logistic scope;
    private final Fusion.Measured measured;

    /** @param loneTrust what the scores of a message of one word are worth beside those of a whole sentence, 0 to 1 */
    IntentModel(
            List<String> labels,
            Vectorizer vectorizer,
            QuantisedModel linear,
            Neighbours neighbours,
            double nearestWeight,
            double votesWeight,
            double loneTrust,
            Logistic scope,
            Fusion.Measured measured) {
        this.labels = labels;
        this.vectorizer = vectorizer;
        this.linear = linear;
        this.neighbours = neighbours;
        this.nearestWeight = nearestWeight;
        this.votesWeight = votesWeight;
        this.loneTrust = loneTrust;
        this.scope = scope;
        this.measured = measured;
    }

    void write(IndexBytes.Writer out) {
        out.put(labels).put(nearestWeight).put(votesWeight).put(loneTrust);
        out.put(measured.accuracy()).put(measured.logLoss()).put(measured.tenth());
        vectorizer.write(out);
        linear.write(out);
        neighbours.write(out);
        scope.write(out);
    }

    static IntentModel read(IndexBytes.Reader in, Language language, ModelConfig config) {
        List<String> labels = in.strings();
        double nearestWeight = in.precise();
        double votesWeight = in.precise();
        double loneTrust = in.precise();
        Fusion.Measured measured = new Fusion.Measured(in.precise(), in.precise(), in.precise());
        return new IntentModel(
                labels,
                Vectorizer.read(in, language, config),
                QuantisedModel.read(in),
                Neighbours.read(in),
                nearestWeight,
                votesWeight,
                loneTrust,
                Logistic.read(in),
                measured);
    }

    /** The arrays of one classification, used again for the next. Owned by one thread. */
    final class Scratch {
        final Message message = vectorizer.message();
        final float[] linearScore = new float[linear.stride()];
        final float[] nearest = new float[labels.size()];
        final float[] votes = new float[labels.size()];
        final float[] score = new float[labels.size()];

        /** Probability of each label, given that the text is about one of them. */
        final double[] p = new double[labels.size()];

        /** Probability that the text is about one of the labels. */
        double inScope;

        private final Neighbours.Search search = neighbours.search();
        private double trust = 1;

        /** What spoke for a label: the parts of its score by name. */
        Map<String, Double> why(int label) {
            double[] sums = new double[LINEAR_PARTS.size()];
            linear.explain(message, label, sums);
            Map<String, Double> why = LinkedHashMap.newLinkedHashMap(LINEAR_PARTS.size() + 2);
            for (int part = 0; part < sums.length; part++) {
                why.put(LINEAR_PARTS.get(part), trust * sums[part]);
            }
            why.put("nearest", trust * nearestWeight * nearest[label]);
            why.put("neighbours", trust * votesWeight * votes[label]);
            return why;
        }
    }

    List<String> labels() {
        return labels;
    }

    /** How well the phrasings were told apart in cross-validation. */
    Fusion.Measured measured() {
        return measured;
    }

    Scratch scratch() {
        return new Scratch();
    }

    /** Fills the scratch from a text. */
    void classify(String text, Scratch scratch) {
        Message message = scratch.message;
        vectorizer.read(text, message);
        linear.scores(message.ids, message.values, message.size, scratch.linearScore);
        scratch.search.run(message, scratch.nearest, scratch.votes);
        for (int c = 0; c < scratch.score.length; c++) {
            scratch.score[c] = (float)
                    (scratch.linearScore[c] + nearestWeight * scratch.nearest[c] + votesWeight * scratch.votes[c]);
        }
        Fusion.softmax(scratch.score, scratch.p);
        float newWords = message.novelty(FeatureSink.WORDS);
        float newLetters = message.novelty(FeatureSink.LETTERS);
        double[] evidence = evidence(scratch.score, scratch.p, scratch.nearest, newWords, newLetters, -1);
        scratch.inScope = absoluteEvidence(newWords, newLetters) * scope.probability(evidence);
        scratch.trust = message.tokens.size() == 1 ? loneTrust : 1;
        if (scratch.trust < 1) {
            for (int c = 0; c < scratch.score.length; c++) {
                scratch.score[c] *= (float) scratch.trust;
            }
            Fusion.softmax(scratch.score, scratch.p);
        }
    }

    /**
     * 1 where enough of the message is known, falling to 0 where nothing is: however the scores compare with each other,
     * words and letters nobody has seen are no evidence of anything.
     */
    private static double absoluteEvidence(float newWords, float newLetters) {
        float knownLetters = 1 - newLetters;
        return Math.min(1, (1 - newWords + knownLetters * knownLetters) / KNOWN_ENOUGH);
    }

    /** What speaks for a text being about a known label; the hidden label, if not -1, counts as not known. */
    static double[] evidence(float[] score, double[] p, float[] nearest, float newWords, float newLetters, int hidden) {
        double best = Double.NEGATIVE_INFINITY;
        double mean = 0;
        double near = 0;
        double first = 0;
        double second = 0;
        for (int c = 0; c < p.length; c++) {
            mean += score[c] / p.length;
            if (c != hidden) {
                best = Math.max(best, score[c]);
                near = Math.max(near, nearest[c]);
                if (p[c] > first) {
                    second = first;
                    first = p[c];
                } else {
                    second = Math.max(second, p[c]);
                }
            }
        }
        double rest = hidden < 0 ? 1 : Math.max(1e-9, 1 - p[hidden]);
        return new double[] {best - mean, near, first / rest, (first - second) / rest, newWords, newLetters};
    }
}
