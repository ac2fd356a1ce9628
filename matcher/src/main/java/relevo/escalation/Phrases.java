package relevo.escalation;

import java.util.ArrayList;
import java.util.List;

/**
 * Many phrases searched in one pass: a trie over folded characters whose edges stand in one open-addressed table. A
 * phrase matches whole words; one that ends in {@code *} also matches the beginning of a word ("inutil*" finds
 * "inútiles"). No regular expression, no allocation while searching. Immutable, any thread.
 *
 * @param <T> what a phrase stands for
 */
public final class Phrases<T> {
    private static final Object[] NOTHING = {};

    /** More nodes than this, some million letters of phrases, do not fit. */
    private static final int NODES_MAX = 1 << 23;

    private static final int KEY_SHIFT = 25;
    private static final int NODE_SHIFT = 2;
    private static final int WHOLE = 1;
    private static final int OPEN = 2;

    /**
     * All edges, so that a step touches one place of memory and a phrase's end is seen without touching another:
     *
     * <pre>
     *   from node (23 bits) | character (16) | to node (23) | a phrase ends there, one with a * does      0: no edge
     * </pre>
     */
    private final long[] edges;

    private final int mask;
    /** By node: what phrases that end there stand for. */
    private final Object[][] whole;

    private final Object[][] open;

    private Phrases(Builder<T> builder) {
        if (builder.whole.size() > NODES_MAX) {
            throw new IllegalArgumentException("too many phrases: " + builder.whole.size() + " letters");
        }
        edges = new long[Integer.highestOneBit(Math.max(16, builder.edgeKeys.size() * 2)) << 1];
        mask = edges.length - 1;
        whole = arrays(builder.whole);
        open = arrays(builder.open);
        for (int i = 0; i < builder.edgeKeys.size(); i++) {
            long key = builder.edgeKeys.get(i);
            int slot = slot(key);
            while (edges[slot] != 0) {
                slot = slot + 1 & mask;
            }
            int node = builder.edgeTargets.get(i);
            int ends = (whole[node].length > 0 ? WHOLE : 0) | (open[node].length > 0 ? OPEN : 0);
            edges[slot] = key << KEY_SHIFT | (long) node << NODE_SHIFT | ends;
        }
    }

    private static Object[][] arrays(List<? extends List<?>> lists) {
        Object[][] arrays = new Object[lists.size()][];
        for (int node = 0; node < arrays.length; node++) {
            List<?> there = lists.get(node);
            arrays[node] = there.isEmpty() ? NOTHING : there.toArray();
        }
        return arrays;
    }

    /** Receives what is found, in order of the first word. */
    @FunctionalInterface
    public interface Sink<T> {
        /**
         * @param from first word
         * @param to the word after the last
         */
        void found(int from, int to, T what);
    }

    /** Reports every phrase in the text, overlapping ones too. */
    public void find(FoldedText text, Sink<T> sink) {
        for (int word = 0; word < text.words(); word++) {
            walk(text, word, sink);
        }
    }

    private void walk(FoldedText text, int from, Sink<T> sink) {
        long edge = 0;
        int word = from;
        int length = text.length();
        for (int i = text.start(from); i < length; i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                if ((edge & WHOLE) != 0) {
                    report(whole[node(edge)], from, word + 1, sink);
                }
                word++;
            }
            edge = next(node(edge), c);
            if (edge == 0) {
                return;
            }
            if ((edge & OPEN) != 0) {
                report(open[node(edge)], from, word + 1, sink);
            }
        }
        if ((edge & WHOLE) != 0) {
            report(whole[node(edge)], from, word + 1, sink);
        }
    }

    /** Where an edge leads; no edge stands for the root. */
    private static int node(long edge) {
        return (int) (edge >>> NODE_SHIFT) & (NODES_MAX - 1);
    }

    @SuppressWarnings("unchecked") // the builder took nothing but T
    private void report(Object[] found, int from, int to, Sink<T> sink) {
        for (Object what : found) {
            sink.found(from, to, (T) what);
        }
    }

    /** The edge; 0 when there is none. */
    private long next(int node, char c) {
        long key = (long) node << 16 | c;
        int slot = slot(key);
        while (true) {
            long there = edges[slot];
            if (there == 0 || there >>> KEY_SHIFT == key) {
                return there;
            }
            slot = slot + 1 & mask;
        }
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & mask;
    }

    /** Collects phrases. Not for several threads. */
    public static final class Builder<T> {
        private final List<Long> edgeKeys = new ArrayList<>();
        private final List<Integer> edgeTargets = new ArrayList<>();
        private final java.util.Map<Long, Integer> edgeIndex = new java.util.HashMap<>();
        private final List<List<T>> whole = new ArrayList<>();
        private final List<List<T>> open = new ArrayList<>();

        public Builder() {
            node();
        }

        /** Adds one phrase as a person writes it; it is folded like any text. One without a letter or digit is refused. */
        public Builder<T> add(String phrase, T what) {
            boolean prefix = phrase.endsWith("*");
            String folded = FoldedText.of(phrase).toString();
            if (folded.isEmpty()) {
                throw new IllegalArgumentException("the phrase '" + phrase + "' has no letter or digit");
            }
            int node = 0;
            for (int i = 0; i < folded.length(); i++) {
                node = step(node, folded.charAt(i));
            }
            List<T> there = (prefix ? open : whole).get(node);
            if (!there.contains(what)) {
                there.add(what);
            }
            return this;
        }

        public Phrases<T> build() {
            return new Phrases<>(this);
        }

        private int step(int node, char c) {
            long key = (long) node << 16 | c;
            Integer there = edgeIndex.get(key);
            if (there != null) {
                return there;
            }
            int fresh = node();
            edgeIndex.put(key, fresh);
            edgeKeys.add(key);
            edgeTargets.add(fresh);
            return fresh;
        }

        private int node() {
            whole.add(new ArrayList<>(1));
            open.add(new ArrayList<>(1));
            return whole.size() - 1;
        }
    }
}
