package relevo.gateway.desk;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The board as server-sent events: first every open conversation, then {@code ready}, then each one that changes, as it is
 * then. Runs on the thread of the request until the other side goes away or the board is closed.
 *
 * <pre>
 * event: conversation
 * data: {"id":"…","owner":"queued",…}
 * </pre>
 */
final class CaseStream {
    private static final long SIGN_OF_LIFE_MS = 10_000;
    private static final byte[] HEAD = "event: conversation\ndata: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] READY = "event: ready\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final Board board;

    CaseStream(Board board) {
        this.board = board;
    }

    void serve(Context ctx) throws InterruptedException {
        // Listening starts before the first look, so that nothing falls between the two.
        try (Board.Follower changes = board.follow()) {
            HttpServletResponse response = ctx.res();
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("utf-8");
            response.setHeader("X-Accel-Buffering", "no");
            response.setHeader("Connection", "close");
            OutputStream out = response.getOutputStream();
            out.write("retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
            write(out, board.list(Case::open));
            out.write(READY);
            out.flush();
            while (changes.isOpen()) {
                List<Case> news = changes.next(SIGN_OF_LIFE_MS);
                write(out, news);
                if (news.isEmpty()) {
                    out.write(COMMENT);
                }
                out.flush();
            }
        } catch (IOException e) {
            // The other side went away: nothing is left to tell it, and its place is free again.
        }
    }

    private static void write(OutputStream out, List<Case> cases) throws IOException {
        for (Case one : cases) {
            out.write(HEAD);
            out.write(Json.MAPPER.writeValueAsBytes(Views.summary(one)));
            out.write(END);
        }
    }
}
