package relevo.batch;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts words. The list is in a defined order: most frequent first, equals by their letters. One thread. */
final class Counts {
    private static final Comparator<DayFigures.Count> ORDER =
            Comparator.comparingLong(DayFigures.Count::count).reversed().thenComparing(DayFigures.Count::word);

    private final Map<String, Long> counts = new HashMap<>();

    void add(String word) {
        counts.merge(word, 1L, Long::sum);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The most frequent word; empty when nothing was counted. */
    String first() {
        List<DayFigures.Count> list = list();
        return list.isEmpty() ? "" : list.getFirst().word();
    }

    List<DayFigures.Count> list() {
        return counts.entrySet().stream()
                .map(entry -> new DayFigures.Count(entry.getKey(), entry.getValue()))
                .sorted(ORDER)
                .toList();
    }
}
