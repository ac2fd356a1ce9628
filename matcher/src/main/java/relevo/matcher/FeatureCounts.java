package relevo.matcher;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;

/**
 * The features of some texts, numbered, and how many of the texts have each.
 *
 * @param texts how many there are
 * @param index the features' numbers
 * @param frequency how many texts have each feature
 * @param kinds the kind of each
 */
record FeatureCounts(int texts, FeatureIndex index, int[] frequency, byte[] kinds) {
    /** @param words gets how often the texts hold each word */
    static FeatureCounts over(List<String> texts, Analyzer analyzer, Features features, Map<String, Integer> words) {
        FeatureIndex index = new FeatureIndex();
        int[] frequency = new int[1 << 12];
        byte[] kinds = new byte[1 << 12];
        Message message = new Message(0);
        for (String text : texts) {
            message.clear();
            message.tokens.read(analyzer, text);
            message.tokens.words().forEach(word -> words.merge(word, 1, Integer::sum));
            features.of(message.tokens, (kind, key) -> message.count(index.add(key), kind));
            if (frequency.length < index.size()) {
                frequency = Arrays.copyOf(frequency, index.size() * 2);
                kinds = Arrays.copyOf(kinds, index.size() * 2);
            }
            for (int i = 0; i < message.size; i++) {
                frequency[message.ids[i]]++;
                kinds[message.ids[i]] = message.kinds[i];
            }
        }
        return new FeatureCounts(texts.size(), index, frequency, kinds);
    }

    /** The same without the letter n-grams that fewer texts have, numbered anew. */
    FeatureCounts withLettersFrom(int frequencyMin) {
        int[] kept = new int[index.size()];
        int size = 0;
        for (int id = 0; id < kept.length; id++) {
            if (kinds[id] != FeatureSink.LETTERS || frequency[id] >= frequencyMin) {
                kept[size++] = id;
            }
        }
        int[] keptFrequency = new int[size];
        byte[] keptKinds = new byte[size];
        for (int id = 0; id < size; id++) {
            keptFrequency[id] = frequency[kept[id]];
            keptKinds[id] = kinds[kept[id]];
        }
        return new FeatureCounts(texts, index.renumbered(kept, size), keptFrequency, keptKinds);
    }

    /** What a feature weighs that so many of the texts have. */
    float inverse(int frequency) {
        return (float) (Math.log((1.0 + texts) / (1.0 + frequency)) + 1);
    }

    /** What each feature weighs. */
    float[] inverse() {
        float[] inverse = new float[frequency.length];
        for (int id = 0; id < inverse.length; id++) {
            inverse[id] = inverse(frequency[id]);
        }
        return inverse;
    }

    /** How much of a row's words and letters an index without some rows would not know, given their frequencies. */
    Row asUnseen(Row row, int[] leftOutFrequency, float[] idf) {
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
}
