package relevo.matcher;

import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;

/**
 * The features of some texts, numbered, and how many of the texts have each.
 *
 * @param index the features' numbers
 * @param frequency how many texts have each feature
 * @param kinds the kind of each
 */
record FeatureCounts(FeatureIndex index, int[] frequency, byte[] kinds) {
    static FeatureCounts over(List<String> texts, Analyzer analyzer, Features features) {
        FeatureIndex index = new FeatureIndex();
        int[] frequency = new int[1 << 12];
        byte[] kinds = new byte[1 << 12];
        Message message = new Message(0);
        for (String text : texts) {
            message.clear();
            message.tokens.read(analyzer, text);
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
        return new FeatureCounts(index, frequency, kinds);
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
        return new FeatureCounts(index.renumbered(kept, size), keptFrequency, keptKinds);
    }
}
