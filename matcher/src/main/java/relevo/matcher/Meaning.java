package relevo.matcher;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vector for each of some ten thousand words, such that the sum of a message's vectors is near what a sentence encoder
 * would say of the whole message: words that mean the same look the same, whichever of them the phrasings use. A table
 * of bytes, distilled offline (docs/adr/0020-matcher-model.md says how). Immutable; safe for use from any thread.
 */
final class Meaning {
    /** No words at all. */
    static final Meaning NONE = new Meaning(new FeatureIndex(), new byte[0], new float[0], 0, null);

    private final FeatureIndex words;
    private final byte[] vectors;
    private final float[] scales;
    private final int size;
    private final @Nullable Meaning fallback;

    private Meaning(FeatureIndex words, byte[] vectors, float[] scales, int size, @Nullable Meaning fallback) {
        this.words = words;
        this.vectors = vectors;
        this.scales = scales;
        this.size = size;
        this.fallback = fallback;
    }

    /** The table of a language: distilled for English, by way of the lexicon's English glosses for the others. */
    static Meaning of(Language language) {
        return switch (language) {
            case EN -> Tables.ENGLISH;
            case ES -> Tables.SPANISH;
            case PT -> Tables.PORTUGUESE;
        };
    }

    /** Read once, when the first index is built. */
    private static final class Tables {
        static final Meaning ENGLISH = read("meaning-en.bin");
        static final Meaning SPANISH = glossed(Language.ES);
        static final Meaning PORTUGUESE = glossed(Language.PT);

        private static Meaning glossed(Language language) {
            return Lexicon.read("lexicon.txt", language).meaning(ENGLISH).withFallback(ENGLISH);
        }
    }

    /** A table from words with their vectors, quantised to bytes. */
    static Meaning of(Map<Long, float[]> vectorByKey, int size) {
        FeatureIndex words = new FeatureIndex();
        byte[] vectors = new byte[vectorByKey.size() * size];
        float[] scales = new float[vectorByKey.size()];
        vectorByKey.forEach((key, vector) -> {
            int word = words.add(key);
            float largest = 1e-9f;
            for (float value : vector) {
                largest = Math.max(largest, Math.abs(value));
            }
            scales[word] = largest / Byte.MAX_VALUE;
            for (int i = 0; i < size; i++) {
                vectors[word * size + i] = (byte) Math.round(vector[i] / scales[word]);
            }
        });
        return new Meaning(words, vectors, scales, size, null);
    }

    /** Layout: int count, int size, then by word: long key, float scale, size bytes; big-endian. */
    static Meaning read(String resource) {
        try (InputStream in = Meaning.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing from the jar");
            }
            DataInputStream table = new DataInputStream(new BufferedInputStream(in, 1 << 16));
            int count = table.readInt();
            int size = table.readInt();
            FeatureIndex words = new FeatureIndex();
            byte[] vectors = new byte[count * size];
            float[] scales = new float[count];
            for (int i = 0; i < count; i++) {
                words.add(table.readLong());
                scales[i] = table.readFloat();
                table.readFully(vectors, i * size, size);
            }
            return new Meaning(words, vectors, scales, size, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return new Meaning(words, vectors, scales, size, english);
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
        int from = word * size;
        float scale = scales[word];
        for (int i = 0; i < size; i++) {
            sum[i] += scale * vectors[from + i];
        }
        return true;
    }
}
