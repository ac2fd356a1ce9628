package relevo.matcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Distils a sentence encoder into a table of {@link Meaning}: a vector a word, such that the sum of a sentence's vectors
 * points where the encoder says the sentence lies. The encoder's vectors are centred and brought to their principal axes;
 * the words' vectors are fitted by least squares over all sentences, each divided by the root of its length, and drawn to
 * what the encoder says of the word alone (ridge regression, by conjugate gradients). Same texts and encoder, same bytes.
 * For use offline, by one thread: it asks the encoder about every text and every word, which takes minutes.
 */
public final class MeaningFit {
    private static final int WORD_LETTERS_MAX = 24;

    private final Config config;
    private final List<String> words = new ArrayList<>();
    private final List<int[]> sentences = new ArrayList<>();
    private final float[][] targets;
    private final float[][] alone;

    /**
     * What can be chosen.
     *
     * @param size length of the words' vectors
     * @param textsMin words in fewer texts than this get no vector
     * @param pull as strongly as so many texts a word is drawn to what the encoder says of it alone
     * @param steps of the conjugate gradients
     */
    public record Config(int size, int textsMin, double pull, int steps) {
        public static Config defaults() {
            return new Config(128, 2, 10, 40);
        }
    }

    /**
     * Reads the texts.
     *
     * @param texts English sentences of the kind that will be matched; the more, the better
     * @throws IllegalArgumentException where they hold fewer words or sentences than the vectors are long
     */
    public MeaningFit(List<String> texts, SentenceEncoder encoder, Config config) {
        this.config = config;
        List<float[]> encoded = new ArrayList<>();
        try (MessageAnalyzer analyzer = new MessageAnalyzer(Language.EN, Spelling.NONE)) {
            List<List<String>> read = words(texts, analyzer);
            Map<String, Integer> ids = new HashMap<>();
            frequent(read).forEach(word -> {
                ids.put(word, words.size());
                words.add(word);
            });
            for (int i = 0; i < texts.size(); i++) {
                int[] known = read.get(i).stream()
                        .filter(ids::containsKey)
                        .mapToInt(ids::get)
                        .toArray();
                if (known.length > 0) {
                    sentences.add(known);
                    encoded.add(encoder.encode(texts.get(i)));
                }
            }
        }
        if (words.size() < config.size() || sentences.size() < config.size()) {
            throw new IllegalArgumentException(sentences.size() + " sentences of " + words.size()
                    + " known words are too few for vectors of length " + config.size());
        }
        float[][] whole = encoded.toArray(float[][]::new);
        float[][] single = words.stream().map(encoder::encode).toArray(float[][]::new);
        centre(whole);
        centre(single);
        float[][] axes = PrincipalAxes.of(whole, config.size());
        this.targets = PrincipalAxes.project(whole, axes);
        this.alone = PrincipalAxes.project(single, axes);
    }

    private static List<List<String>> words(List<String> texts, MessageAnalyzer analyzer) {
        Tokens tokens = new Tokens();
        List<List<String>> read = new ArrayList<>(texts.size());
        for (String text : texts) {
            tokens.read(analyzer, text);
            read.add(tokens.words());
        }
        return read;
    }

    private List<String> frequent(List<List<String>> texts) {
        Map<String, Integer> frequency = new TreeMap<>();
        texts.forEach(text -> new HashSet<>(text).forEach(word -> frequency.merge(word, 1, Integer::sum)));
        return frequency.keySet().stream()
                .filter(word -> frequency.getOrDefault(word, 0) >= config.textsMin())
                .filter(word -> word.length() <= WORD_LETTERS_MAX)
                .toList();
    }

    /** Takes their mean from the vectors and brings each to length 1: encoders leave most of the space empty. */
    private static void centre(float[][] vectors) {
        double[] mean = new double[vectors[0].length];
        for (float[] vector : vectors) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += vector[k] / vectors.length;
            }
        }
        for (float[] vector : vectors) {
            for (int k = 0; k < mean.length; k++) {
                vector[k] -= (float) mean[k];
            }
            float length = (float) Math.sqrt(Row.squaredLength(vector));
            for (int k = 0; length > 0 && k < mean.length; k++) {
                vector[k] /= length;
            }
        }
    }

    /** The table, as {@link Meaning#read} reads it. */
    public byte[] table() {
        return Meaning.bytes(words, fit());
    }

    /**
     * Conjugate gradients for every column at once, from what the encoder says of each word alone: the gradient of the sum
     * of squared errors, and of the pull.
     */
    private float[][] fit() {
        float[][] vectors = scaled(alone, startScale());
        float[][] residual = new float[words.size()][config.size()];
        addGradient(vectors, residual);
        float[][] direction = scaled(residual, 1);
        float[][] image = new float[words.size()][config.size()];
        double[] length = columns(residual, residual);
        for (int step = 0; step < config.steps(); step++) {
            image(direction, image);
            double[] curvature = columns(direction, image);
            move(vectors, direction, length, curvature, 1);
            move(residual, image, length, curvature, -1);
            double[] after = columns(residual, residual);
            for (int word = 0; word < direction.length; word++) {
                for (int k = 0; k < config.size(); k++) {
                    direction[word][k] = residual[word][k] + ratio(after[k], length[k]) * direction[word][k];
                }
            }
            length = after;
        }
        return vectors;
    }

    /** By how much the words' own vectors must be stretched to add up to sentences best. */
    private float startScale() {
        double both = 0;
        double own = 0;
        float[] sum = new float[config.size()];
        for (int i = 0; i < targets.length; i++) {
            sum(alone, sentences.get(i), sum);
            for (int k = 0; k < sum.length; k++) {
                both += sum[k] * targets[i][k];
                own += sum[k] * sum[k];
            }
        }
        return ratio(both, own);
    }

    /** Adds to each word what its sentences lack. */
    private void addGradient(float[][] vectors, float[][] gradient) {
        float[] sum = new float[config.size()];
        for (int i = 0; i < targets.length; i++) {
            sum(vectors, sentences.get(i), sum);
            for (int k = 0; k < sum.length; k++) {
                sum[k] = targets[i][k] - sum[k];
            }
            spread(sum, sentences.get(i), gradient);
        }
    }

    /** What the least squares' matrix makes of a direction. */
    private void image(float[][] direction, float[][] image) {
        for (int word = 0; word < image.length; word++) {
            for (int k = 0; k < config.size(); k++) {
                image[word][k] = (float) config.pull() * direction[word][k];
            }
        }
        float[] sum = new float[config.size()];
        for (int[] sentence : sentences) {
            sum(direction, sentence, sum);
            spread(sum, sentence, image);
        }
    }

    private static void sum(float[][] vectors, int[] sentence, float[] sum) {
        Arrays.fill(sum, 0);
        float share = (float) (1 / Math.sqrt(sentence.length));
        for (int word : sentence) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += share * vectors[word][k];
            }
        }
    }

    private static void spread(float[] sum, int[] sentence, float[][] vectors) {
        float share = (float) (1 / Math.sqrt(sentence.length));
        for (int word : sentence) {
            for (int k = 0; k < sum.length; k++) {
                vectors[word][k] += share * sum[k];
            }
        }
    }

    private static void move(float[][] vectors, float[][] along, double[] length, double[] curvature, int sign) {
        for (int word = 0; word < vectors.length; word++) {
            for (int k = 0; k < length.length; k++) {
                vectors[word][k] += sign * ratio(length[k], curvature[k]) * along[word][k];
            }
        }
    }

    private static float ratio(double over, double under) {
        return under > 0 ? (float) (over / under) : 0;
    }

    private double[] columns(float[][] first, float[][] second) {
        double[] sums = new double[config.size()];
        for (int word = 0; word < first.length; word++) {
            for (int k = 0; k < sums.length; k++) {
                sums[k] += first[word][k] * second[word][k];
            }
        }
        return sums;
    }

    private static float[][] scaled(float[][] vectors, float factor) {
        float[][] scaled = new float[vectors.length][];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = vectors[i].clone();
            for (int k = 0; k < scaled[i].length; k++) {
                scaled[i][k] *= factor;
            }
        }
        return scaled;
    }
}
