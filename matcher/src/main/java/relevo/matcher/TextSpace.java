package relevo.matcher;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * Where texts of one language lie near one another when they say alike: the matcher's text treatment, features and
 * meaning for those who have no labels to learn from. Frequencies come from the texts it is built over. Immutable; safe
 * for use from any thread, each with a {@link Reader} of its own.
 */
public final class TextSpace {
    private final MessageAnalyzer analyzer;
    private final Features features;
    private final Meaning meaning;
    private final SpaceConfig config;
    private final FeatureIndex index;
    private final byte[] kinds;
    private final float[] idf;
    private final float unknownIdf;

    private TextSpace(Language language, List<String> texts, SpaceConfig config) {
        this.analyzer = new MessageAnalyzer(language, Spelling.NONE);
        this.config = config;
        this.features = new Features(config.features());
        this.meaning = Meaning.of(language);
        FeatureCounts counts =
                FeatureCounts.over(texts, analyzer, features, new HashMap<>()).withLettersFrom(2);
        this.index = counts.index();
        this.kinds = counts.kinds();
        this.idf = new float[counts.frequency().length];
        for (int id = 0; id < idf.length; id++) {
            idf[id] = inverseFrequency(texts.size(), counts.frequency()[id]);
        }
        this.unknownIdf = inverseFrequency(texts.size(), 0);
    }

    /** The space of some texts. */
    public static TextSpace over(Language language, List<String> texts, SpaceConfig config) {
        return new TextSpace(language, texts, config);
    }

    private static float inverseFrequency(int texts, int frequency) {
        return (float) Math.log((1.0 + texts) / (0.5 + frequency));
    }

    /** Number of sparse features: words, stems, pairs, letter n-grams. */
    public int size() {
        return idf.length;
    }

    /** Length of the dense vector. */
    public int meaningSize() {
        return meaning.size();
    }

    public Reader reader() {
        return new Reader();
    }

    /**
     * A text as numbers.
     *
     * @param ids its sparse features, ascending
     * @param values theirs, of length 1 in all unless the text has none
     * @param meaning what its words mean, each weighed by how rare it is; of length 1, or 0 where no word has a meaning
     */
    public record Point(int[] ids, float[] values, float[] meaning) {}

    /** Reads texts one after the other. Owned by one thread. */
    public final class Reader {
        private final Message message = new Message(0);
        private final float[] vector = new float[meaning.size()];

        private Reader() {}

        /** The text's words as the matcher sees them. */
        public List<String> words(String text) {
            message.tokens.read(analyzer, text);
            return message.tokens.words();
        }

        public Point point(String text) {
            message.clear();
            message.tokens.read(analyzer, text);
            features.of(message.tokens, (kind, key) -> {
                int id = index.find(key);
                if (id >= 0) {
                    message.count(id, kind);
                }
            });
            float[] squared = new float[FeatureSink.KINDS];
            for (int i = 0; i < message.size; i++) {
                float count = message.values[i];
                message.values[i] = (count > 1 ? 1 + (float) Math.log(count) : 1) * idf[message.ids[i]];
                squared[message.kinds[i]] += message.values[i] * message.values[i];
            }
            return sparse(squared, dense(message.tokens));
        }

        private Point sparse(float[] squared, float[] dense) {
            double[] weight = {config.words(), config.pairs(), config.letters()};
            double whole = 0;
            for (int kind = 0; kind < FeatureSink.KINDS; kind++) {
                whole += squared[kind] > 0 ? weight[kind] * weight[kind] : 0;
            }
            Integer[] order = new Integer[message.size];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Integer.compare(message.ids[a], message.ids[b]));
            int[] ids = new int[message.size];
            float[] values = new float[message.size];
            for (int i = 0; i < ids.length; i++) {
                int kind = message.kinds[order[i]];
                ids[i] = message.ids[order[i]];
                values[i] = squared[kind] > 0
                        ? (float) (message.values[order[i]] * weight[kind] / Math.sqrt(squared[kind] * whole))
                        : 0;
            }
            return new Point(ids, values, dense);
        }

        private float[] dense(Tokens tokens) {
            float[] sum = new float[meaning.size()];
            for (int i = 0; i < tokens.size(); i++) {
                long word = Features.wordKey(tokens.letters(), tokens.wordStart(i), tokens.wordEnd(i));
                long stem = Features.stemKey(tokens.letters(), tokens.stemStart(i), tokens.stemEnd(i));
                Arrays.fill(vector, 0);
                if (addWord(tokens, i, word, stem)) {
                    int id = index.find(stem);
                    double rarity = id >= 0 ? idf[id] : unknownIdf;
                    float scale = (float) Math.pow(Math.max(0.05, rarity), config.rarity());
                    for (int d = 0; d < sum.length; d++) {
                        sum[d] += scale * vector[d];
                    }
                }
            }
            float length = (float) Math.sqrt(Row.squaredLength(sum));
            for (int d = 0; length > 0 && d < sum.length; d++) {
                sum[d] /= length;
            }
            return sum;
        }

        private boolean addWord(Tokens tokens, int i, long word, long stem) {
            int length = tokens.wordEnd(i) - tokens.wordStart(i);
            boolean known = meaning.add(word, vector)
                    || meaning.add(stem, vector)
                    || (length >= Vectorizer.FOREIGN_LETTERS_MIN && meaning.addForeign(word, vector));
            for (int end = Math.min(tokens.wordEnd(i) - 1, tokens.wordStart(i) + Features.BEGINNING_MAX);
                    !known && end >= tokens.wordStart(i) + Features.BEGINNING_MIN;
                    end--) {
                known = meaning.add(Features.beginningKey(tokens.letters(), tokens.wordStart(i), end), vector);
            }
            return known;
        }
    }
}
