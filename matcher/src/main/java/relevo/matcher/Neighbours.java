package relevo.matcher;

import java.util.Arrays;
import java.util.List;

/**
 * The phrasings nearest to a message by BM25 (Robertson 1994; b and k1 as in Lucene's BM25Similarity) over words and
 * stems, as postings in flat arrays: a few thousand short phrasings need no skipping, and a search leaves no garbage.
 * Immutable; the {@link Search} belongs to one thread.
 */
final class Neighbours {
    private static final float K1 = 1.2f;
    private static final float B = 0.75f;
    /** As many nearest phrasings vote for their labels. */
    private static final int VOTERS = 10;

    /** Words in more than one phrasing out of so many say little and cost most; they are not looked up. */
    private static final int COMMON_SHARE = 12;

    private static final int POSTINGS_MIN = 64;
    private static final int NONE = -1;
    /** Even of a message with hardly a known word this share counts as known. */
    private static final float KNOWN_MIN = 0.05f;

    private final int[] postingStart;
    private final int[] postingRow;
    private final float[] postingWeight;
    private final float[] idf;
    private final float selfWeight;
    private final int[] labels;

    /**
     * @param rows the word features of each phrasing
     * @param labels the label of each
     * @param features one more than the largest feature
     */
    Neighbours(List<int[]> rows, int[] labels, int features) {
        this.labels = labels;
        this.idf = new float[features];
        this.postingStart = new int[features + 1];
        long total = 0;
        for (int[] row : rows) {
            total += row.length;
            for (int id : row) {
                postingStart[id + 1]++;
            }
        }
        float average = Math.max(1f, (float) total / Math.max(1, rows.size()));
        int longest = Math.max(POSTINGS_MIN, rows.size() / COMMON_SHARE);
        for (int id = 0; id < features; id++) {
            boolean common = postingStart[id + 1] > longest;
            idf[id] = common ? 0 : inverseFrequency(rows.size(), postingStart[id + 1]);
            postingStart[id + 1] = postingStart[id] + (common ? 0 : postingStart[id + 1]);
        }
        selfWeight = saturation(1);
        postingRow = new int[postingStart[features]];
        postingWeight = new float[postingRow.length];
        int[] next = Arrays.copyOf(postingStart, features);
        for (int at = 0; at < rows.size(); at++) {
            float weight = saturation(rows.get(at).length / average);
            for (int id : rows.get(at)) {
                if (idf[id] > 0) {
                    postingRow[next[id]] = at;
                    postingWeight[next[id]++] = weight * idf[id];
                }
            }
        }
    }

    private Neighbours(IndexBytes.Reader in) {
        labels = in.ints();
        idf = in.floats();
        postingStart = in.ints();
        postingRow = in.ints();
        postingWeight = in.floats();
        selfWeight = saturation(1);
    }

    void write(IndexBytes.Writer out) {
        out.put(labels).put(idf).put(postingStart).put(postingRow).put(postingWeight);
    }

    static Neighbours read(IndexBytes.Reader in) {
        return new Neighbours(in);
    }

    private static float inverseFrequency(int rows, int frequency) {
        return (float) Math.log(1 + (rows - frequency + 0.5) / (frequency + 0.5));
    }

    private static float saturation(float relativeLength) {
        return (K1 + 1) / (1 + K1 * (1 - B + B * relativeLength));
    }

    Search search() {
        return new Search();
    }

    /** The arrays of a search, used again for the next one. */
    final class Search {
        private final float[] score = new float[labels.length];
        private final int[] touched = new int[labels.length];
        private int touchedSize;
        private final int[] bestRow = new int[VOTERS];
        private final float[] bestScore = new float[VOTERS];

        /**
         * @param nearest gets for each label the score of its nearest phrasing, about 0 to 1
         * @param votes gets for each label its share of the votes of the nearest ten
         */
        void run(Message message, float[] nearest, float[] votes) {
            float self = 0;
            touchedSize = 0;
            for (int i = 0; i < message.size; i++) {
                if (message.kinds[i] == FeatureSink.WORDS) {
                    self += idf[message.ids[i]];
                    collect(message.ids[i]);
                }
            }
            finish(self, message.novelty(FeatureSink.WORDS), nearest, votes);
        }

        /** The same for a message of which the words are given and the share of them that is unknown. */
        void run(int[] words, float newWords, float[] nearest, float[] votes) {
            float self = 0;
            touchedSize = 0;
            for (int id : words) {
                if (postingStart[id + 1] > postingStart[id]) {
                    self += idf[id];
                    collect(id);
                }
            }
            finish(self, newWords, nearest, votes);
        }

        private void finish(float known, float newWords, float[] nearest, float[] votes) {
            Arrays.fill(nearest, 0);
            Arrays.fill(votes, 0);
            if (known > 0) {
                rank(Math.max(KNOWN_MIN, 1 - newWords) / (known * selfWeight), nearest);
                vote(votes);
            }
        }

        private void collect(int id) {
            for (int at = postingStart[id]; at < postingStart[id + 1]; at++) {
                int row = postingRow[at];
                if (score[row] == 0) {
                    touched[touchedSize++] = row;
                }
                score[row] += postingWeight[at];
            }
        }

        private void rank(float scale, float[] nearest) {
            Arrays.fill(bestRow, NONE);
            Arrays.fill(bestScore, 0);
            for (int i = 0; i < touchedSize; i++) {
                int row = touched[i];
                float scaled = score[row] * scale;
                score[row] = 0;
                if (scaled > nearest[labels[row]]) {
                    nearest[labels[row]] = scaled;
                }
                if (scaled > bestScore[VOTERS - 1]) {
                    insert(row, scaled);
                }
            }
        }

        private void insert(int row, float scaled) {
            int at = VOTERS - 1;
            while (at > 0 && bestScore[at - 1] < scaled) {
                bestScore[at] = bestScore[at - 1];
                bestRow[at] = bestRow[at - 1];
                at--;
            }
            bestScore[at] = scaled;
            bestRow[at] = row;
        }

        private void vote(float[] votes) {
            float sum = 0;
            for (float voter : bestScore) {
                sum += voter;
            }
            for (int i = 0; i < VOTERS && bestRow[i] != NONE; i++) {
                votes[labels[bestRow[i]]] += bestScore[i] / sum;
            }
        }
    }
}
