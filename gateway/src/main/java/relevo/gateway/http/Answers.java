package relevo.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The answers as bytes, encoded once: the same few go out all day. Any thread may take one; what is returned belongs to
 * the caller, who writes (and so releases) it.
 */
final class Answers implements AutoCloseable {
    private static final int RETRY_AFTER_MIN_S = 5;
    private static final int RETRY_AFTER_MAX_S = 30;
    private static final int RETRY_AFTER_CHOICES = RETRY_AFTER_MAX_S - RETRY_AFTER_MIN_S + 1;
    /** 2^64 divided by the golden ratio: steps of a sequence that spreads more evenly than dice do. */
    private static final long GOLDEN_STEP = 0x9E3779B97F4A7C15L;

    private final Map<Answer, ByteBuf> keeping = new EnumMap<>(Answer.class);
    private final Map<Answer, ByteBuf> closing = new EnumMap<>(Answer.class);
    private final ByteBuf[] unavailableKeeping = new ByteBuf[RETRY_AFTER_CHOICES];
    private final ByteBuf[] unavailableClosing = new ByteBuf[RETRY_AFTER_CHOICES];
    private final AtomicLong spread = new AtomicLong();

    Answers() {
        for (Answer answer : Answer.values()) {
            String fields = answer == Answer.METHOD_NOT_ALLOWED ? "allow: GET, POST\r\n" : "";
            keeping.put(answer, encoded(answer, fields, false));
            closing.put(answer, encoded(answer, fields, true));
        }
        for (int i = 0; i < RETRY_AFTER_CHOICES; i++) {
            String fields = "retry-after: " + (RETRY_AFTER_MIN_S + i) + "\r\n";
            unavailableKeeping[i] = encoded(Answer.UNAVAILABLE, fields, false);
            unavailableClosing[i] = encoded(Answer.UNAVAILABLE, fields, true);
        }
    }

    ByteBuf encoded(Answer answer, boolean isLast) {
        if (answer == Answer.UNAVAILABLE) {
            // Those who are sent away together must not come back together.
            int choice = (int) Long.remainderUnsigned(spread.getAndAdd(GOLDEN_STEP) >>> 32, RETRY_AFTER_CHOICES);
            return (isLast ? unavailableClosing : unavailableKeeping)[choice].retainedDuplicate();
        }
        ByteBuf encoded = (isLast ? closing : keeping).get(answer);
        if (encoded == null) {
            throw new IllegalStateException("no bytes for " + answer);
        }
        return encoded.retainedDuplicate();
    }

    /** Only after the last event loop has ended. */
    @Override
    public void close() {
        keeping.values().forEach(ByteBuf::release);
        closing.values().forEach(ByteBuf::release);
        for (int i = 0; i < RETRY_AFTER_CHOICES; i++) {
            unavailableKeeping[i].release();
            unavailableClosing[i].release();
        }
    }

    /** 200 with the challenge of a handshake, which {@link Handshake} has found harmless. */
    static ByteBuf echo(ByteBufAllocator allocator, String challenge, boolean isLast) {
        String text = Answer.OK.statusLine()
                + "content-type: text/plain\r\nx-content-type-options: nosniff\r\ncontent-length: "
                + challenge.length()
                + (isLast ? "\r\nconnection: close" : "")
                + "\r\n\r\n"
                + challenge;
        ByteBuf buffer = allocator.ioBuffer(text.length());
        buffer.writeCharSequence(text, StandardCharsets.US_ASCII);
        return buffer;
    }

    private static ByteBuf encoded(Answer answer, String fields, boolean isLast) {
        String text = answer == Answer.CONTINUE
                ? answer.statusLine() + "\r\n"
                : answer.statusLine() + fields + (isLast ? "connection: close\r\n" : "") + "content-length: 0\r\n\r\n";
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.directBuffer(bytes.length, bytes.length).writeBytes(bytes);
    }
}
