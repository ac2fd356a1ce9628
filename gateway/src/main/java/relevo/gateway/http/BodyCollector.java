package relevo.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Puts a request together: its body in one array, never longer than the cap, and grown as bytes arrive rather than as a
 * header promises. Long bodies of all connections share a budget. Belongs to the connection's event loop.
 */
final class BodyCollector extends ChannelInboundHandlerAdapter {
    private static final String SIGNATURE = "x-hub-signature-256";
    /** A body up to this size is not worth an entry in the shared budget. */
    private static final int FREE_BYTES = 64 << 10;

    private static final byte[] EMPTY = new byte[0];

    private final HttpConfig config;
    private final AtomicLong budget;
    private final Deadlines deadlines;
    private @Nullable HttpRequest head;
    private byte[] body = EMPTY;
    private int length;
    private int declared;
    private int reserved;

    /** @param budget bytes left for the long bodies of all connections */
    BodyCollector(HttpConfig config, AtomicLong budget, Deadlines deadlines) {
        this.config = config;
        this.budget = budget;
        this.deadlines = deadlines;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            begin(ctx, request);
        } else if (message instanceof HttpContent content) {
            HttpRequest request = head;
            if (request != null) {
                collect(ctx, request, content);
            }
            content.release();
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        forget();
        ctx.fireChannelInactive();
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        head = request;
        length = 0;
        declared = (int) HttpUtil.getContentLength(request, -1L); // the rules have capped it
        body = EMPTY;
        if (HttpUtil.is100ContinueExpected(request)) {
            ctx.fireChannelRead(new Request.Waiting());
        }
    }

    private void collect(ChannelHandlerContext ctx, HttpRequest request, HttpContent content) {
        ByteBuf bytes = content.content();
        int more = bytes.readableBytes();
        if (more > config.bodyBytesMax() - length) {
            refuse(ctx, Answer.CONTENT_TOO_LARGE);
            return;
        }
        if (!makeRoom(length + more)) {
            refuse(ctx, Answer.UNAVAILABLE);
            return;
        }
        bytes.readBytes(body, length, more);
        length += more;
        if (content instanceof LastHttpContent) {
            head = null;
            deadlines.requestEnded();
            byte[] whole = length == body.length ? body : Arrays.copyOf(body, length);
            ctx.fireChannelRead(request(request, whole));
            forget();
        }
    }

    private static Request request(HttpRequest head, byte[] body) {
        boolean isLast = !RequestRules.keepsAlive(head);
        if (head.method().equals(HttpMethod.GET)) {
            return new Request.Subscription(head.uri(), isLast);
        }
        HttpHeaders headers = head.headers();
        return new Request.Delivery(body, headers.getAll(SIGNATURE), isForm(headers), isLast);
    }

    private static boolean isForm(HttpHeaders headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        if (type == null) {
            return false;
        }
        String lower = type.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("application/x-www-form-urlencoded") || lower.startsWith("multipart/");
    }

    private void refuse(ChannelHandlerContext ctx, Answer answer) {
        forget();
        deadlines.requestEnded();
        ctx.fireChannelRead(new Request.Refused(answer, true));
    }

    /** False when the long bodies of all connections together have used up the budget. */
    private boolean makeRoom(int needed) {
        if (needed <= body.length) {
            return true;
        }
        int size = declared >= 0 && declared <= FREE_BYTES
                ? declared
                : Math.max(needed, Math.min(body.length * 2, config.bodyBytesMax()));
        if (declared > FREE_BYTES) {
            size = Math.min(size, declared);
        }
        if (size > FREE_BYTES && !reserve(size)) {
            return false;
        }
        body = Arrays.copyOf(body, size);
        return true;
    }

    private boolean reserve(int size) {
        int more = size - reserved;
        if (budget.addAndGet(-more) < 0) {
            budget.addAndGet(more);
            return false;
        }
        reserved = size;
        return true;
    }

    private void forget() {
        head = null;
        body = EMPTY;
        length = 0;
        if (reserved > 0) {
            budget.addAndGet(reserved);
            reserved = 0;
        }
    }
}
