package relevo.gateway.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The feed as server-sent events: each has one line of data, {@code {"conversation":…,"event":{"kind":…}}}. Runs on the
 * thread of the request until the page goes away or the feed is closed; the page's browser connects again by itself.
 */
final class EventStream {
    private static final long SIGN_OF_LIFE_MS = 10_000;
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final Feed feed;

    EventStream(Feed feed) {
        this.feed = feed;
    }

    void serve(Context ctx) throws InterruptedException {
        try (Feed.Subscription subscription = feed.subscribe()) {
            HttpServletResponse response = ctx.res();
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("utf-8");
            response.setHeader("X-Accel-Buffering", "no");
            response.setHeader("Connection", "close");
            OutputStream out = response.getOutputStream();
            out.write("retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
            while (subscription.isOpen()) {
                List<Feed.Sent> news = subscription.next(SIGN_OF_LIFE_MS);
                for (Feed.Sent sent : news) {
                    out.write(DATA);
                    out.write(line(sent));
                    out.write(END);
                }
                if (news.isEmpty()) {
                    out.write(COMMENT);
                }
                out.flush();
            }
        } catch (IOException e) {
            // The page went away: nothing is left to tell it, and its place is free again.
        }
    }

    private static byte[] line(Feed.Sent sent) {
        try {
            return Json.MAPPER.writeValueAsBytes(sent);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written as JSON", e);
        }
    }
}
