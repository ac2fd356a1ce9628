package relevo.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request line and its headers must be. Anything that two readers could understand in two ways (RFC 9112, sections
 * 3.2 and 6) is refused and ends the connection; so is whatever this port has no use for and that would bring a body.
 * Passes good heads and their content on; of a refused request nothing but the {@link Request.Refused}. Belongs to the
 * connection's event loop.
 */
final class RequestRules extends ChannelInboundHandlerAdapter {
    private static final String CHUNKED = "chunked";
    private static final String IDENTITY = "identity";

    private final HttpConfig config;
    private final BooleanSupplier isDraining;
    private final Deadlines deadlines;
    private boolean isSkipping;
    private boolean isOver;

    RequestRules(HttpConfig config, BooleanSupplier isDraining, Deadlines deadlines) {
        this.config = config;
        this.isDraining = isDraining;
        this.deadlines = deadlines;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (isOver) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest head) {
            deadlines.requestBegan();
            Answer refusal = refusal(head);
            isSkipping = refusal != null;
            if (refusal == null) {
                ctx.fireChannelRead(head);
            } else {
                isOver = head.decoderResult().isFailure() || hasBody(head) || isUntrusted(refusal) || !keepsAlive(head);
                deadlines.requestEnded();
                ctx.fireChannelRead(new Request.Refused(refusal, isOver));
            }
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            content.release();
            isOver = true;
            deadlines.requestEnded();
            ctx.fireChannelRead(new Request.Refused(Answer.BAD_REQUEST, true));
        } else if (isSkipping) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private @Nullable Answer refusal(HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            Throwable cause = head.decoderResult().cause();
            return switch (cause) {
                case TooLongHttpLineException e -> Answer.URI_TOO_LONG;
                case TooLongHttpHeaderException e -> Answer.HEADERS_TOO_LARGE;
                default -> Answer.BAD_REQUEST;
            };
        }
        Answer ambiguous = ambiguity(head);
        if (ambiguous != null) {
            return ambiguous;
        }
        boolean isPost = head.method().equals(HttpMethod.POST);
        if (!path(head.uri()).equals(config.path())) {
            return Answer.NOT_FOUND;
        }
        if (!isPost && !head.method().equals(HttpMethod.GET)) {
            return Answer.METHOD_NOT_ALLOWED;
        }
        if (isDraining.getAsBoolean()) {
            return Answer.UNAVAILABLE;
        }
        if (!isPost && hasBody(head)) {
            return Answer.BAD_REQUEST;
        }
        return isPost ? bodyRefusal(head) : null;
    }

    /** What the decoder lets pass and a proxy in front might read otherwise. */
    private static @Nullable Answer ambiguity(HttpRequest head) {
        HttpHeaders headers = head.headers();
        HttpVersion version = head.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return Answer.VERSION_NOT_SUPPORTED;
        }
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && version.equals(HttpVersion.HTTP_1_1))) {
            return Answer.BAD_REQUEST;
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty() && !(codings.size() == 1 && CHUNKED.equalsIgnoreCase(codings.getFirst()))) {
            return Answer.NOT_IMPLEMENTED;
        }
        // The decoder gives such a GET a body of 8 bytes (an old WebSocket draft); nobody else does.
        return headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1) ? Answer.BAD_REQUEST : null;
    }

    private @Nullable Answer bodyRefusal(HttpRequest head) {
        HttpHeaders headers = head.headers();
        for (String coding : headers.getAll(HttpHeaderNames.CONTENT_ENCODING)) {
            if (!IDENTITY.equalsIgnoreCase(coding.strip())) {
                return Answer.UNSUPPORTED_MEDIA_TYPE; // never inflated: the signature is over the bytes as sent
            }
        }
        if (HttpUtil.getContentLength(head, 0L) > config.bodyBytesMax()) {
            return Answer.CONTENT_TOO_LARGE;
        }
        boolean expectsMore = headers.contains(HttpHeaderNames.EXPECT) && !HttpUtil.is100ContinueExpected(head);
        return expectsMore ? Answer.EXPECTATION_FAILED : null;
    }

    private static boolean isUntrusted(Answer refusal) {
        return switch (refusal) {
            case NOT_FOUND, METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE -> false;
            default -> true;
        };
    }

    private static boolean hasBody(HttpRequest head) {
        return HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0;
    }

    static boolean keepsAlive(HttpRequest head) {
        return head.protocolVersion().equals(HttpVersion.HTTP_1_1) && HttpUtil.isKeepAlive(head);
    }

    /** Of the origin form and of the absolute form, which a server must accept too. */
    private static String path(String uri) {
        int from = 0;
        if (!uri.startsWith("/")) {
            int scheme = uri.indexOf("://");
            from = scheme < 0 ? uri.length() : uri.indexOf('/', scheme + 3);
        }
        if (from < 0) {
            return "/";
        }
        int query = uri.indexOf('?', from);
        return query < 0 ? uri.substring(from) : uri.substring(from, query);
    }
}
