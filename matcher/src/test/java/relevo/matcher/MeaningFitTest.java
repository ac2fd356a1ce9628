package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeaningFitTest {
    private static final int SIZE = 6;
    private static final List<String> ANIMALS = List.of("cat", "dog", "horse", "sheep");
    private static final List<String> TOOLS = List.of("hammer", "pliers", "wrench", "chisel");

    /** Knows two topics, and is as narrow as encoders are: what all texts share is most of every vector. */
    private static final SentenceEncoder TOPICS = new SentenceEncoder() {
        @Override
        public int size() {
            return SIZE;
        }

        @Override
        public float[] encode(String text) {
            float[] vector = new float[SIZE];
            vector[0] = 10;
            for (String word : text.split(" ")) {
                vector[1] += ANIMALS.contains(word) ? 1 : 0;
                vector[2] += TOOLS.contains(word) ? 1 : 0;
                vector[3] += word.length() % 2;
            }
            float length = (float) Math.sqrt(Row.squaredLength(vector));
            for (int i = 0; i < SIZE; i++) {
                vector[i] /= length;
            }
            return vector;
        }
    };

    private static List<String> texts(long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            List<String> topic = i % 2 == 0 ? ANIMALS : TOOLS;
            texts.add(topic.get(random.nextInt(4)) + " " + topic.get(random.nextInt(4)) + " here");
        }
        return texts;
    }

    private static byte[] table() {
        return new MeaningFit(texts(5), TOPICS, new MeaningFit.Config(2, 2, 1, 10)).table();
    }

    private static float[] vector(Meaning meaning, String word) {
        float[] sum = new float[meaning.size()];
        assertTrue(meaning.add(Features.wordKey(word.toCharArray(), 0, word.length()), sum), word);
        float length = (float) Math.sqrt(Row.squaredLength(sum));
        return new float[] {sum[0] / length, sum[1] / length};
    }

    private static double cosine(float[] first, float[] second) {
        return first[0] * second[0] + first[1] * second[1];
    }

    @Test
    void shouldPutWordsOfOneTopicTogetherWhenTheEncoderDoes() throws IOException {
        Meaning meaning = Meaning.read(new ByteArrayInputStream(table()));
        assertEquals(2, meaning.size());
        assertTrue(cosine(vector(meaning, "cat"), vector(meaning, "horse")) > 0.5);
        assertTrue(cosine(vector(meaning, "hammer"), vector(meaning, "wrench")) > 0.5);
        assertTrue(cosine(vector(meaning, "cat"), vector(meaning, "hammer")) < 0);
    }

    @Test
    void shouldGiveTheSameBytesWhenRunAgain() {
        assertArrayEquals(table(), table());
    }

    @Test
    void shouldRefuseWhenThereAreTooFewTexts() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new MeaningFit(List.of("a cat"), TOPICS, MeaningFit.Config.defaults()));
    }

    @Test
    void shouldFindTheAxesAlongWhichVectorsDifferMost() {
        float[][] vectors = {{3, 3, 0}, {-3, -3, 0}, {1, -1, 0}, {-1, 1, 0}, {0, 0, 0.1f}, {0, 0, -0.1f}};
        float[][] axes = PrincipalAxes.of(vectors, 2);
        assertEquals(Math.sqrt(0.5), Math.abs(axes[0][0]), 1e-6);
        assertEquals(axes[0][0], axes[0][1], 1e-6);
        assertEquals(axes[1][0], -axes[1][1], 1e-6);
        assertEquals(0, axes[1][2], 1e-6);
        assertEquals(3 * Math.sqrt(2), Math.abs(PrincipalAxes.project(vectors, axes)[0][0]), 1e-5);
    }

    @Test
    void shouldTakeAwayWhatAllTextsShareWhenCentred() {
        SentenceEncoder centred = CentredEncoder.over(texts(6), TOPICS);
        float[] animals = centred.encode("cat dog");
        float[] tools = centred.encode("hammer pliers");
        double cosine = 0;
        double before = 0;
        for (int i = 0; i < SIZE; i++) {
            cosine += animals[i] * tools[i];
            before += TOPICS.encode("cat dog")[i] * TOPICS.encode("hammer pliers")[i];
        }
        assertTrue(before > 0.9 && cosine < 0, before + " and " + cosine);
        assertEquals(1, Row.squaredLength(animals), 1e-5);
    }
}
