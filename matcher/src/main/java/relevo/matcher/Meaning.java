package relevo.matcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vector for each of some ten thousand words, such that the sum of a message's vectors is near what a sentence encoder
 * would say of the whole message: words that mean the same look the same, whichever of them the phrasings use. A table
 * of bytes, distilled offline (docs/adr/0020-matcher-model.md says how). Immutable; safe for use from any thread.
 */
final class Meaning {
    /** No words at all. */
    static final Meaning NONE = new Meaning(new FeatureIndex(), new int[0], new byte[0], new float[0], 0, null);

    private final FeatureIndex words;
    private final int[] rows;
    private final byte[] vectors;
    private final float[] scales;
    private final int size;
    private final @Nullable Meaning fallback;

    private Meaning(
            FeatureIndex words, int[] rows, byte[] vectors, float[] scales, int size, @Nullable Meaning fallback) {
        this.words = words;
        this.rows = rows;
        this.vectors = vectors;
        this.scales = scales;
        this.size = size;
        this.fallback = fallback;
    }

    /** The table of a language: distilled for English, by way of the lexicon's English glosses for the others. */
    static Meaning of(Language language) {
        return switch (language) {
            case EN -> English.TABLE;
            case ES -> Spanish.TABLE;
            case PT -> Portuguese.TABLE;
        };
    }

    private static Meaning glossed(Language language) {
        return Lexicon.read("lexicon.txt", language).meaning(English.TABLE).withFallback(English.TABLE);
    }

    // Each is read once, by the first index that asks for it.

    private static final class English {
        static final Meaning TABLE = read("meaning-en.bin");
    }

    private static final class Spanish {
        static final Meaning TABLE = glossed(Language.ES);
    }

    private static final class Portuguese {
        static final Meaning TABLE = glossed(Language.PT);
    }

    /** A table in the making: vectors, each for any number of words, quantised to bytes. Used by one thread. */
    static final class Rows {
        private final int size;
        private final FeatureIndex words = new FeatureIndex();
        private int[] rows = new int[1 << 12];
        private byte[] vectors = new byte[1 << 16];
        private float[] scales = new float[1 << 9];
        private int count;

        Rows(int size) {
            this.size = size;
        }

        /** The number of a new vector. */
        int add(float[] vector) {
            if (count == scales.length) {
                scales = Arrays.copyOf(scales, count * 2);
            }
            if ((count + 1) * size > vectors.length) {
                vectors = Arrays.copyOf(vectors, Math.max(vectors.length * 2, (count + 1) * size));
            }
            float largest = 1e-9f;
            for (float value : vector) {
                largest = Math.max(largest, Math.abs(value));
            }
            scales[count] = largest / Byte.MAX_VALUE;
            for (int i = 0; i < size; i++) {
                vectors[count * size + i] = (byte) Math.round(vector[i] / scales[count]);
            }
            return count++;
        }

        /** Gives a word a vector, unless it has one. */
        void put(long wordKey, int row) {
            int known = words.size();
            int word = words.add(wordKey);
            if (word < known) {
                return;
            }
            if (word == rows.length) {
                rows = Arrays.copyOf(rows, word * 2);
            }
            rows[word] = row;
        }

        Meaning meaning() {
            return new Meaning(words, rows, vectors, scales, size, null);
        }
    }

    /** A table of words and their vectors, quantised, in the layout {@link #read} reads. */
    static byte[] bytes(List<String> words, float[][] vectors) {
        Rows rows = new Rows(vectors[0].length);
        for (int i = 0; i < vectors.length; i++) {
            rows.put(
                    Features.wordKey(words.get(i).toCharArray(), 0, words.get(i).length()), rows.add(vectors[i]));
        }
        Meaning table = rows.meaning();
        ByteBuffer bytes =
                ByteBuffer.allocate(2 * Integer.BYTES + table.words.size() * (Long.BYTES + Float.BYTES + table.size));
        bytes.putInt(table.words.size()).putInt(table.size);
        long[] keys = table.words.keys();
        for (int word = 0; word < keys.length; word++) {
            bytes.putLong(keys[word]).putFloat(table.scales[table.rows[word]]);
            bytes.put(table.vectors, table.rows[word] * table.size, table.size);
        }
        return bytes.array();
    }

    /** Layout: int count, int size, then by word: long key, float scale, size bytes; big-endian. */
    static Meaning read(String resource) {
        try (InputStream in = Meaning.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing from the jar");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Meaning read(InputStream in) throws IOException {
        ByteBuffer table = ByteBuffer.wrap(in.readAllBytes());
        int count = table.getInt();
        int size = table.getInt();
        FeatureIndex words = new FeatureIndex(count);
        int[] rows = new int[count];
        byte[] vectors = new byte[count * size];
        float[] scales = new float[count];
        for (int i = 0; i < count; i++) {
            words.add(table.getLong());
            rows[i] = i;
            scales[i] = table.getFloat();
            table.get(vectors, i * size, size);
        }
        return new Meaning(words, rows, vectors, scales, size, null);
    }

    /** Length of the vectors. */
    int size() {
        return size;
    }

    boolean knows(long wordKey) {
        return words.find(wordKey) >= 0;
    }

    /** The table of English where this is another language's: names and brands are the same in all. */
    Meaning withFallback(Meaning english) {
        return new Meaning(words, rows, vectors, scales, size, english);
    }

    /** Adds what the fallback has for a word, if there is one. */
    boolean addForeign(long wordKey, float[] sum) {
        return fallback != null && fallback.add(wordKey, sum);
    }

    /** Adds a word's vector, if it has one. */
    boolean add(long wordKey, float[] sum) {
        int word = words.find(wordKey);
        if (word < 0) {
            return false;
        }
        int from = rows[word] * size;
        float scale = scales[rows[word]];
        for (int i = 0; i < size; i++) {
            sum[i] += scale * vectors[from + i];
        }
        return true;
    }
}
