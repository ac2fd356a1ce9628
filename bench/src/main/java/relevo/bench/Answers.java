package relevo.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads HTTP/1.1 answers off a connection as far as a load generator needs: the status code, and where the answer ends.
 * Understands Content-Length only; anything else is an error, since a webhook's answer has no use for it.
 *
 * <p>Owned by the generator's thread.
 */
final class Answers {
    private static final int HEAD_BYTES_MAX = 8 << 10;
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head = new byte[HEAD_BYTES_MAX];
    private int headLength;
    private int bodyLeft;
    private int code;

    /** Told the status code of each complete answer, in order. */
    interface Listener {
        void answered(int code);
    }

    /** Consumes what has arrived. */
    void read(ByteBuffer in, Listener listener) {
        while (in.hasRemaining()) {
            if (code != 0) {
                int skip = Math.min(bodyLeft, in.remaining());
                in.position(in.position() + skip);
                bodyLeft -= skip;
            } else {
                readHead(in);
            }
            if (code != 0 && bodyLeft == 0) {
                int complete = code;
                code = 0;
                listener.answered(complete);
            }
        }
    }

    /** Forgets a half-read answer: the connection it came from is gone. */
    void reset() {
        headLength = 0;
        bodyLeft = 0;
        code = 0;
    }

    private void readHead(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (headLength == HEAD_BYTES_MAX) {
                throw new IllegalStateException("an answer has more than " + HEAD_BYTES_MAX + " bytes of headers");
            }
            byte b = in.get();
            head[headLength++] = b;
            if (b == '\n' && headLength > 3 && head[headLength - 3] == '\n') {
                code = statusCode();
                bodyLeft = contentLength();
                headLength = 0;
                return;
            }
        }
    }

    private int statusCode() {
        if (headLength < 12 || head[0] != 'H' || head[8] != ' ') {
            throw new IllegalStateException("not an HTTP answer: " + headText());
        }
        return (head[9] - '0') * 100 + (head[10] - '0') * 10 + head[11] - '0';
    }

    private int contentLength() {
        for (int at = 0; at < headLength - LENGTH.length; at++) {
            if (head[at] == '\n' && headerAt(at + 1)) {
                int length = 0;
                for (int i = at + 1 + LENGTH.length; head[i] != '\r' && head[i] != '\n'; i++) {
                    if (head[i] != ' ') {
                        length = length * 10 + head[i] - '0';
                    }
                }
                return length;
            }
        }
        if (code == 204) {
            return 0;
        }
        throw new IllegalStateException("an answer without Content-Length: " + headText());
    }

    private boolean headerAt(int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            if (Character.toLowerCase((char) head[at + i]) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private String headText() {
        return new String(head, 0, Math.min(headLength, 200), StandardCharsets.ISO_8859_1);
    }
}
