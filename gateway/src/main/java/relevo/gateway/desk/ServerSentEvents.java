package relevo.gateway.desk;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (HTML Living Standard, section 9.2) to one request, on its thread, until the other side goes away or
 * what it listens to is closed; a browser connects again by itself. Each event has one line of data, a JSON value:
 *
 * <pre>
 * event: conversation
 * data: {"id":"…","owner":"queued",…}
 * </pre>
 */
final class ServerSentEvents {
    private static final long SIGN_OF_LIFE_MS = 10_000;
    private static final byte[] RETRY = bytes("retry: 2000\n\n");
    private static final byte[] EVENT = bytes("event: ");
    private static final byte[] DATA = bytes("data: ");
    private static final byte[] END_OF_LINE = bytes("\n");
    private static final byte[] COMMENT = bytes(":\n\n");

    private final OutputStream out;

    private ServerSentEvents(OutputStream out) {
        this.out = out;
    }

    /** Who listens: gets what is new for him, in order. Used by one thread. */
    interface Listening<T> extends AutoCloseable {
        /** Waits for news; empty when the time is over or it has ended. */
        List<T> next(long timeoutMs) throws InterruptedException;

        boolean isOpen();

        @Override
        void close();
    }

    /** Writes something as events. */
    interface Writing<T> {
        void write(ServerSentEvents to, T news) throws IOException;
    }

    /** Writes what comes before the first news. */
    interface Beginning {
        void write(ServerSentEvents to) throws IOException;
    }

    /**
     * Answers a request with all that comes.
     *
     * @param listening began before what {@code first} writes was looked at, so that nothing falls between the two
     */
    static <T> void serve(Context ctx, Listening<T> listening, Beginning first, Writing<T> each)
            throws InterruptedException {
        try {
            HttpServletResponse response = ctx.res();
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("utf-8");
            response.setHeader("X-Accel-Buffering", "no");
            response.setHeader("Connection", "close");
            OutputStream out = response.getOutputStream();
            ServerSentEvents events = new ServerSentEvents(out);
            out.write(RETRY);
            first.write(events);
            out.flush();
            while (listening.isOpen()) {
                List<T> news = listening.next(SIGN_OF_LIFE_MS);
                for (T one : news) {
                    each.write(events, one);
                }
                if (news.isEmpty()) {
                    out.write(COMMENT);
                }
                out.flush();
            }
        } catch (IOException e) {
            // The other side went away: nothing is left to tell it, and its place is free again.
        }
    }

    /** @param event its name; null for one without */
    void send(@Nullable String event, Object data) throws IOException {
        if (event != null) {
            out.write(EVENT);
            out.write(bytes(event));
            out.write(END_OF_LINE);
        }
        out.write(DATA);
        out.write(Bodies.bytes(data));
        out.write(END_OF_LINE);
        out.write(END_OF_LINE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
