package relevo.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import relevo.matcher.SentenceEncoder;

class BgeEncoderTest {
    private static final SentenceEncoder ENCODER = new BgeEncoder();

    private static double cosine(String first, String second) {
        float[] a = ENCODER.encode(first);
        float[] b = ENCODER.encode(second);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void shouldPutSentencesNearWhenTheyMeanTheSame() {
        double same = cosine("How do I locate my card?", "I still have not received my new card");
        double other = cosine("How do I locate my card?", "what is the weather like");
        assertTrue(same > other + 0.3, same + " and " + other);
        assertEquals(1, cosine("Café, déjà vu!", "CAFE , deja vu !"), 1e-5);
        assertEquals(1, cosine("", ""), 1e-5);
        assertEquals(384, ENCODER.encode("word ".repeat(1000)).length);
    }

    @Test
    void shouldTakeTheLongestKnownPiecesWhenAWordIsUnknown() throws IOException {
        String vocabulary =
                "{\"model\":{\"vocab\":{\"[UNK]\":0,\"[CLS]\":1,\"[SEP]\":2,\"un\":3,\"##able\":4,\"##a\":5,"
                        + "\"?\":6,\"aff\":7,\"##aff\":8,\"u\":9}}}";
        WordPieces pieces = new WordPieces(new ByteArrayInputStream(vocabulary.getBytes(StandardCharsets.UTF_8)), 8);
        assertArrayEquals(new long[] {1, 3, 8, 4, 6, 2}, pieces.of("Unaffable?"));
        assertArrayEquals(new long[] {1, 0, 9, 2}, pieces.of("xyz ú"));
        assertArrayEquals(new long[] {1, 9, 9, 9, 9, 9, 9, 2}, pieces.of("u u u u u u u u u u"));
    }

    @Test
    void shouldBeFoundAsAServiceWhenOnTheClassPath() {
        assertInstanceOf(
                BgeEncoder.class,
                ServiceLoader.load(SentenceEncoder.class).findFirst().orElseThrow());
    }
}
