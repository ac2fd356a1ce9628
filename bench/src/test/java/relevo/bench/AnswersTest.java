package relevo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnswersTest {
    private static final String THREE = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
            + "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length:12\r\nX: y\r\n\r\ntry later\r\n\r"
            + "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\r\n\r";

    @Test
    void shouldTellEachAnswerWhereverTheBytesAreCut() {
        byte[] bytes = THREE.getBytes(StandardCharsets.US_ASCII);
        for (int cut = 0; cut <= bytes.length; cut++) {
            List<Integer> codes = new ArrayList<>();
            Answers answers = new Answers();
            answers.read(ByteBuffer.wrap(bytes, 0, cut), codes::add);
            answers.read(ByteBuffer.wrap(bytes, cut, bytes.length - cut), codes::add);
            assertEquals(List.of(200, 503, 200), codes, "cut at " + cut);
        }
    }

    @Test
    void shouldForgetHalfAnAnswerWhenTheConnectionIsGone() {
        List<Integer> codes = new ArrayList<>();
        Answers answers = new Answers();
        answers.read(bytes("HTTP/1.1 500 Oops\r\nContent-Le"), codes::add);
        answers.reset();
        answers.read(bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), codes::add);
        assertEquals(List.of(200), codes);
    }

    @Test
    void shouldRefuseWhatItCannotCount() {
        List<Integer> codes = new ArrayList<>();
        assertThrows(
                IllegalStateException.class,
                () -> new Answers().read(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), codes::add));
        assertThrows(
                IllegalStateException.class,
                () -> new Answers().read(bytes("SSH-2.0-OpenSSH_9.2\r\n\r\n"), codes::add));
        assertTrue(codes.isEmpty());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
