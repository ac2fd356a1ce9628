package relevo.batch;

import java.util.List;
import java.util.Map;

/**
 * What one night leaves to the next, so that topics keep their ids and growth can be seen. Plain records, for JSON. Only
 * redacted texts that enough contacts stand behind are in it.
 *
 * @param nights how many nights went into it
 * @param topics the topics of those nights that are not forgotten yet
 * @param words by language the words that are known, sorted
 */
public record MiningMemory(int nights, List<Remembered> topics, Map<String, List<String>> words) {
    public static final MiningMemory EMPTY = new MiningMemory(0, List.of(), Map.of());

    public MiningMemory {
        topics = List.copyOf(topics);
        words = Map.copyOf(words);
    }

    /**
     * A topic of earlier nights.
     *
     * @param id its id
     * @param lang es, pt or en
     * @param phrasings by which it is recognised
     * @param sizes its size by night, the latest last; 0 for a night without it
     */
    public record Remembered(String id, String lang, List<String> phrasings, List<Integer> sizes) {
        public Remembered {
            phrasings = List.copyOf(phrasings);
            sizes = List.copyOf(sizes);
        }
    }
}
