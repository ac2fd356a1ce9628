package relevo.matcher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a text into a vector of tf-idf values, each kind of feature brought to length 1 and then weighed, with a constant
 * last feature for the bias. Immutable; safe for use from any
 * thread.
 */
final class Vectorizer {
    /** What the vector of a sentence encoder weighs beside the meaning of the words. */
    private static final float SENTENCE_WEIGHT = 2;

    /** Shorter words are seldom the same in English. */
    static final int FOREIGN_LETTERS_MIN = 4;

    private final MessageAnalyzer analyzer;
    private final Features features;
    private final Meaning meaning;
    private final @Nullable SentenceEncoder encoder;
    private final int meaningSize;
    private final float meaningWeight;
    private final double[] weights;
    private final FeatureIndex index;
    private final float[] idf;
    private final float unknownIdf;

    /**
     * @param encoder null where the meaning of the words is all there is
     * @param idf what each feature of the index weighs
     * @param unknownIdf what a feature weighs that is not in the index
     */
    Vectorizer(
            MessageAnalyzer analyzer,
            Meaning meaning,
            @Nullable SentenceEncoder encoder,
            ModelConfig config,
            FeatureIndex index,
            float[] idf,
            float unknownIdf) {
        this.analyzer = analyzer;
        this.meaning = config.meaning() > 0 ? meaning : Meaning.NONE;
        this.encoder = encoder;
        this.meaningSize = this.meaning.size() + (encoder == null ? 0 : encoder.size());
        this.meaningWeight = (float) config.meaning();
        this.features = new Features(config);
        this.weights = new double[] {config.words(), config.pairs(), config.letters()};
        this.index = index;
        this.idf = idf;
        this.unknownIdf = unknownIdf;
    }

    void write(IndexBytes.Writer out) {
        out.put(analyzer.spelling().words()).put(index.keys()).put(idf).put(unknownIdf);
    }

    static Vectorizer read(IndexBytes.Reader in, Language language, ModelConfig config) {
        List<String> words = in.strings();
        Spelling spelling = words.isEmpty() ? Spelling.NONE : new Spelling(language, words);
        return new Vectorizer(
                new MessageAnalyzer(language, spelling),
                Meaning.of(language),
                null,
                config,
                FeatureIndex.of(in.longs()),
                in.floats(),
                in.real());
    }

    /** Number of features, the bias and the meaning included. */
    int size() {
        return idf.length + 1 + meaningSize;
    }

    /** Number of the first of the features that hold the meaning. */
    int meaningStart() {
        return idf.length + 1;
    }

    int meaningSize() {
        return meaningSize;
    }

    Message message() {
        return new Message(meaningSize);
    }

    Row row(String text, Message message) {
        read(text, message);
        return message.copy();
    }

    /** The word of the message just read that the fewest phrasings have, of those that one has; empty without any. */
    String rarestWord(Message message) {
        Tokens tokens = message.tokens;
        int rarest = -1;
        float most = 0;
        for (int i = 0; i < tokens.size(); i++) {
            int id = index.find(Features.wordKey(tokens.letters(), tokens.wordStart(i), tokens.wordEnd(i)));
            if (id >= 0 && idf[id] > most) {
                most = idf[id];
                rarest = i;
            }
        }
        return rarest < 0 ? "" : tokens.word(rarest);
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
        sumMeaning(message.tokens, message.meaning);
        if (encoder != null) {
            float[] sentence = encoder.encode(text);
            for (int i = 0; i < sentence.length; i++) {
                message.meaning[meaning.size() + i] = SENTENCE_WEIGHT * sentence[i];
            }
        }
        for (int i = 0; i < meaningSize; i++) {
            append(message, idf.length + 1 + i, FeatureSink.MEANING, message.meaning[i] * meaningWeight);
        }
        message.meaning[meaningSize] = 1;
        append(message, idf.length, FeatureSink.BIAS, 1);
    }

    /** The sum of the words' vectors, of length 1, at the front of an array of zeros. */
    private void sumMeaning(Tokens tokens, float[] sum) {
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
        }
    }

    private static void append(Message message, int id, int kind, float value) {
        if (message.size < Message.FEATURES_MAX) {
            message.ids[message.size] = id;
            message.values[message.size] = value;
            message.kinds[message.size] = (byte) kind;
            message.size++;
        }
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
