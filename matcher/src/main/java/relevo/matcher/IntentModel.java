package relevo.matcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The model of one language: which label (FAQ entry or intent) a text belongs to, and whether to any. Linear margins and
 * BM25 neighbours are fused into probabilities; what they are worth is learnt from cross-validated scores, and so is what
 * tells a text about something else. Immutable; safe for use from any thread with a {@link Scratch} of its own.
 */
final class IntentModel {
    private static final long SEED = 20_240_607L;
    private static final int GIBBERISH = 30;
    private static final double KNOWN_ENOUGH = 0.4;
    private static final int PART_LINEAR = 0;
    private static final int PART_NEAREST = 1;
    private static final int PART_VOTES = 2;
    private static final int PARTS = 3;
    private static final List<String> PART_NAMES = List.of("linear", "nearest", "neighbours");

    private final List<String> labels;
    private final Vectorizer vectorizer;
    private final LinearModel linear;
    private final Neighbours neighbours;
    private final int[] parts;
    private double threshold = 0.5;
    private Fusion fusion = new Fusion(4, 2, 1);
    private Logistic scope = Logistic.fit(new double[][] {{0, 0, 0, 0, 0, 0}}, new boolean[] {true}, new double[] {1});

    /**
     * A text with its label.
     *
     * @param label empty where nobody has said
     */
    record Phrasing(String text, String label) {}

    /** The arrays of one classification, used again for the next. Owned by one thread. */
    final class Scratch {
        final Message message = new Message();
        final float[] margins = new float[linear.stride()];
        final float[][] scores = new float[PARTS][labels.size()];
        final double[] p = new double[labels.size()];
        final Neighbours.Search search = neighbours.search();
        double inScope;
    }

    private IntentModel(
            List<String> labels, Vectorizer vectorizer, LinearModel linear, Neighbours neighbours, int[] parts) {
        this.labels = labels;
        this.vectorizer = vectorizer;
        this.linear = linear;
        this.neighbours = neighbours;
        this.parts = parts;
    }

    List<String> labels() {
        return labels;
    }

    /** The confidence from which answering costs less than not answering. */
    double threshold() {
        return threshold;
    }

    Scratch scratch() {
        return new Scratch();
    }

    static String partName(int part) {
        return PART_NAMES.get(part);
    }

    static int partCount() {
        return PARTS;
    }

    double contribution(Scratch scratch, int part, int label) {
        return fusion.weight(part) * scratch.scores[part][label];
    }

    /** Fills the scratch with the probability of each label, given that the text is about one of them, and that it is. */
    void classify(String text, Scratch scratch) {
        vectorizer.read(text, scratch.message);
        Message message = scratch.message;
        linear.margins(message.ids, message.values, message.size, scratch.margins);
        System.arraycopy(scratch.margins, 0, scratch.scores[PART_LINEAR], 0, labels.size());
        scratch.search.run(message, parts, -1, scratch.scores[PART_NEAREST], scratch.scores[PART_VOTES]);
        double largest = fusion.probabilities(scratch.scores, scratch.p);
        scratch.inScope = absoluteEvidence(message)
                * scope.probability(evidence(
                        scratch.scores,
                        scratch.p,
                        largest,
                        -1,
                        message.novelty(FeatureSink.WORDS),
                        message.novelty(FeatureSink.LETTERS)));
    }

    /**
     * 1 where enough of the message is known, falling to 0 where nothing is: however the scores compare with each other,
     * words and letters nobody has seen are no evidence of anything.
     */
    private static double absoluteEvidence(Message message) {
        double known = 2 - message.novelty(FeatureSink.WORDS) - message.novelty(FeatureSink.LETTERS);
        return Math.min(1, known / KNOWN_ENOUGH);
    }

    /** What speaks for a text being about a known label, the hidden one aside. */
    private static double[] evidence(
            float[][] scores, double[] p, double largest, int hidden, double newWords, double newLetters) {
        double margin = -2;
        double nearest = 0;
        double first = 0;
        double second = 0;
        double rest = hidden < 0 ? 1 : Math.max(1e-9, 1 - p[hidden]);
        for (int c = 0; c < p.length; c++) {
            if (c != hidden) {
                margin = Math.max(margin, scores[PART_LINEAR][c]);
                nearest = Math.max(nearest, scores[PART_NEAREST][c]);
                if (p[c] / rest > first) {
                    second = first;
                    first = p[c] / rest;
                } else {
                    second = Math.max(second, p[c] / rest);
                }
            }
        }
        return new double[] {margin, nearest, first, first - second, newWords, newLetters};
    }

    /** Builds the model from labelled phrasings; negatives are texts about none of the labels. */
    static IntentModel train(
            Language language, List<Phrasing> phrasings, List<String> negatives, MatcherConfig config) {
        ModelConfig modelConfig = config.model();
        List<String> labels = List.copyOf(
                new TreeSet<>(phrasings.stream().map(Phrasing::label).toList()));
        int[] label = new int[phrasings.size()];
        for (int i = 0; i < label.length; i++) {
            label[i] =
                    java.util.Collections.binarySearch(labels, phrasings.get(i).label());
        }
        List<String> texts = phrasings.stream().map(Phrasing::text).toList();
        Spelling spelling = modelConfig.spelling() ? spelling(language, texts) : Spelling.NONE;
        Vectorizer vectorizer = new Vectorizer(new MessageAnalyzer(language, spelling), language.meaning(), modelConfig, texts);
        Message message = new Message();
        Message.Row[] rows = new Message.Row[label.length];
        List<int[]> words = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            vectorizer.read(texts.get(i), message);
            rows[i] = message.copy();
            words.add(message.idsOf(FeatureSink.WORDS));
        }
        int[] parts = parts(label, labels.size(), modelConfig.folds());
        LinearTrainer trainer = new LinearTrainer(rows, label, labels.size(), vectorizer.size(), modelConfig.cost());
        trainer.train(modelConfig.epochs(), new boolean[rows.length], SEED);
        Neighbours neighbours = new Neighbours(words, label, vectorizer.size());
        IntentModel model = new IntentModel(labels, vectorizer, trainer.model(), neighbours, parts);
        List<String> allNegatives = new ArrayList<>(negatives);
        allNegatives.addAll(Gibberish.strings(GIBBERISH, SEED));
        model.calibrate(texts, label, trainer, allNegatives, config);
        return model;
    }

    private static Spelling spelling(Language language, List<String> texts) {
        Map<String, Integer> counts = new HashMap<>();
        Tokens tokens = new Tokens();
        try (MessageAnalyzer plain = new MessageAnalyzer(language, Spelling.NONE)) {
            for (String text : texts) {
                tokens.read(plain, text);
                for (String word : tokens.words()) {
                    counts.merge(word, 1, Integer::sum);
                }
            }
        }
        return new Spelling(language, counts);
    }

    /** Deals the phrasings of each label in turn to the parts, so that every part has of every label. */
    private static int[] parts(int[] label, int labels, int folds) {
        int[] next = new int[labels];
        int[] parts = new int[label.length];
        for (int i = 0; i < label.length; i++) {
            parts[i] = (next[label[i]]++ + label[i]) % folds;
        }
        return parts;
    }

    private void calibrate(
            List<String> texts, int[] label, LinearTrainer trainer, List<String> negatives, MatcherConfig config) {
        int folds = config.model().folds();
        float[][][] scores = new float[label.length][][];
        double[] newWords = new double[label.length];
        double[] newLetters = new double[label.length];
        Scratch scratch = scratch();
        for (int fold = 0; fold < folds; fold++) {
            boolean[] leftOut = new boolean[label.length];
            int[] partFrequency = new int[vectorizer.size()];
            for (int i = 0; i < label.length; i++) {
                leftOut[i] = parts[i] == fold;
                if (leftOut[i]) {
                    vectorizer.read(texts.get(i), scratch.message);
                    for (int k = 0; k < scratch.message.size; k++) {
                        partFrequency[scratch.message.ids[k]]++;
                    }
                }
            }
            LinearTrainer others = trainer.without(leftOut);
            others.train(Math.max(2, config.model().epochs() / 3), leftOut, SEED + fold);
            for (int i = 0; i < label.length; i++) {
                if (leftOut[i]) {
                    vectorizer.read(texts.get(i), scratch.message);
                    vectorizer.forget(scratch.message, partFrequency);
                    newWords[i] = scratch.message.novelty(FeatureSink.WORDS);
                    newLetters[i] = scratch.message.novelty(FeatureSink.LETTERS);
                    Message m = scratch.message;
                    others.model().margins(m.ids, m.values, m.size, scratch.margins);
                    float[][] row = new float[PARTS][labels.size()];
                    System.arraycopy(scratch.margins, 0, row[PART_LINEAR], 0, labels.size());
                    scratch.search.run(m, parts, fold, row[PART_NEAREST], row[PART_VOTES]);
                    scores[i] = row;
                }
            }
        }
        fusion = Fusion.fit(scores, label, new double[] {4, 2, 1});
        fitScope(scores, label, newWords, newLetters, negatives, config.outOfScopeShare());
    }

    private void fitScope(
            float[][][] scores,
            int[] label,
            double[] newWords,
            double[] newLetters,
            List<String> negatives,
            double outOfScopeShare) {
        int cases = label.length * 2 + negatives.size();
        double[][] inputs = new double[cases][];
        boolean[] positive = new boolean[cases];
        double[] importance = new double[cases];
        double[] p = new double[labels.size()];
        double perHidden = negatives.isEmpty() ? 1.0 : 0.5;
        for (int i = 0; i < label.length; i++) {
            double largest = fusion.probabilities(scores[i], p);
            inputs[2 * i] = evidence(scores[i], p, largest, -1, newWords[i], newLetters[i]);
            positive[2 * i] = true;
            importance[2 * i] = 1 - outOfScopeShare;
            inputs[2 * i + 1] = evidence(scores[i], p, largest, label[i], newWords[i], newLetters[i]);
            importance[2 * i + 1] = outOfScopeShare * perHidden;
        }
        Scratch scratch = scratch();
        for (int i = 0; i < negatives.size(); i++) {
            int at = label.length * 2 + i;
            classify(negatives.get(i), scratch);
            inputs[at] = evidence(
                    scratch.scores,
                    scratch.p,
                    0,
                    -1,
                    scratch.message.novelty(FeatureSink.WORDS),
                    scratch.message.novelty(FeatureSink.LETTERS));
            importance[at] = outOfScopeShare * (1 - perHidden) * label.length / negatives.size();
        }
        scope = Logistic.fit(inputs, positive, importance);
    }
}
