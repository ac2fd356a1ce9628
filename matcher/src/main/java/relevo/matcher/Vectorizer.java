package relevo.matcher;

import java.util.List;
import org.apache.lucene.analysis.Analyzer;

/**
 * Turns a text into a vector of tf-idf values, each kind of feature brought to length 1 and then weighed, with a constant
 * last feature for the bias. Frequencies come from the phrasings it is built over. Immutable; safe for use from any
 * thread.
 */
final class Vectorizer {
    /** Shorter words are seldom the same in English. */
    static final int FOREIGN_LETTERS_MIN = 4;

    /** With fewer phrasings even a letter n-gram that occurs once is kept. */
    private static final int SMALL = 2_000;

    private final Analyzer analyzer;
    private final Features features;
    private final Meaning meaning;
    private final float meaningWeight;
    private final double[] weights;
    private final FeatureIndex index;
    private final int[] frequency;
    private final byte[] kinds;
    private final float[] idf;
    private final float unknownIdf;

    Vectorizer(Analyzer analyzer, Meaning meaning, ModelConfig config, List<String> texts) {
        this.analyzer = analyzer;
        this.meaning = config.meaning() > 0 ? meaning : Meaning.NONE;
        this.meaningWeight = (float) config.meaning();
        this.features = new Features(config);
        this.weights = new double[] {config.words(), config.pairs(), config.letters()};
        FeatureCounts counts =
                FeatureCounts.over(texts, analyzer, features).withLettersFrom(texts.size() < SMALL ? 1 : 2);
        this.index = counts.index();
        this.frequency = counts.frequency();
        this.kinds = counts.kinds();
        this.idf = new float[frequency.length];
        for (int id = 0; id < idf.length; id++) {
            idf[id] = inverseFrequency(texts.size(), frequency[id]);
        }
        this.unknownIdf = inverseFrequency(texts.size(), 0);
    }

    private static float inverseFrequency(int texts, int frequency) {
        return (float) (Math.log((1.0 + texts) / (1.0 + frequency)) + 1);
    }

    /** Number of features, the bias and the meaning included. */
    int size() {
        return idf.length + 1 + meaning.size();
    }

    /** Number of the first of the features that hold the meaning. */
    int meaningStart() {
        return idf.length + 1;
    }

    int meaningSize() {
        return meaning.size();
    }

    Message message() {
        return new Message(meaning.size());
    }

    Row row(String text, Message message) {
        read(text, message);
        return message.copy();
    }

    /** Fills the message from a text. */
    void read(String text, Message message) {
        message.clear();
        message.tokens.read(analyzer, text);
        features.of(message.tokens, (kind, key) -> {
            int id = index.find(key);
            if (id >= 0) {
                message.count(id, kind);
                message.mass[kind] += idf[id];
            } else {
                message.mass[kind] += unknownIdf;
                message.unknownMass[kind] += unknownIdf;
            }
        });
        weigh(message);
        addMeaning(message);
    }

    private void addMeaning(Message message) {
        float[] sum = message.meaning;
        Tokens tokens = message.tokens;
        for (int i = 0; i < tokens.size(); i++) {
            long word = Features.wordKey(tokens.letters(), tokens.wordStart(i), tokens.wordEnd(i));
            long stem = Features.stemKey(tokens.letters(), tokens.stemStart(i), tokens.stemEnd(i));
            boolean known = meaning.add(word, sum) || meaning.add(stem, sum);
            if (!known && tokens.wordEnd(i) - tokens.wordStart(i) >= FOREIGN_LETTERS_MIN) {
                known = meaning.addForeign(word, sum);
            }
            for (int end = Math.min(tokens.wordEnd(i) - 1, tokens.wordStart(i) + Features.BEGINNING_MAX);
                    !known && end >= tokens.wordStart(i) + Features.BEGINNING_MIN;
                    end--) {
                known = meaning.add(Features.beginningKey(tokens.letters(), tokens.wordStart(i), end), sum);
            }
        }
        float scale = scale(1, Row.squaredLength(sum));
        for (int i = 0; i < meaning.size(); i++) {
            sum[i] *= scale;
            append(message, idf.length + 1 + i, FeatureSink.MEANING, sum[i] * meaningWeight);
        }
        sum[meaning.size()] = 1;
        append(message, idf.length, FeatureSink.BIAS, 1);
    }

    private static void append(Message message, int id, int kind, float value) {
        if (message.size < Message.FEATURES_MAX) {
            message.ids[message.size] = id;
            message.values[message.size] = value;
            message.kinds[message.size] = (byte) kind;
            message.size++;
        }
    }

    /** How much of a row's words and letters an index without some rows would not know, given their frequencies. */
    Row asUnseen(Row row, int[] leftOutFrequency) {
        float[] mass = new float[FeatureSink.KINDS];
        float[] unknown = new float[FeatureSink.KINDS];
        for (int id : row.ids()) {
            if (id < idf.length) {
                mass[kinds[id]] += idf[id];
                unknown[kinds[id]] += leftOutFrequency[id] >= frequency[id] ? idf[id] : 0;
            }
        }
        return row.withNovelty(
                unknown[FeatureSink.WORDS] / Math.max(1e-6f, mass[FeatureSink.WORDS]),
                unknown[FeatureSink.LETTERS] / Math.max(1e-6f, mass[FeatureSink.LETTERS]));
    }

    private void weigh(Message message) {
        double wordsSquared = 0;
        double pairsSquared = 0;
        double lettersSquared = 0;
        for (int i = 0; i < message.size; i++) {
            float count = message.values[i];
            float value = (count > 1 ? 1 + (float) Math.log(count) : 1) * idf[message.ids[i]];
            message.values[i] = value;
            double squared = value * value;
            switch (message.kinds[i]) {
                case FeatureSink.WORDS -> wordsSquared += squared;
                case FeatureSink.PAIRS -> pairsSquared += squared;
                default -> lettersSquared += squared;
            }
        }
        float words = scale(weights[FeatureSink.WORDS], wordsSquared);
        float pairs = scale(weights[FeatureSink.PAIRS], pairsSquared);
        float letters = scale(weights[FeatureSink.LETTERS], lettersSquared);
        for (int i = 0; i < message.size; i++) {
            message.values[i] *= switch (message.kinds[i]) {
                case FeatureSink.WORDS -> words;
                case FeatureSink.PAIRS -> pairs;
                default -> letters;
            };
        }
    }

    private static float scale(double weight, double squared) {
        return squared > 0 ? (float) (weight / Math.sqrt(squared)) : 0;
    }
}
