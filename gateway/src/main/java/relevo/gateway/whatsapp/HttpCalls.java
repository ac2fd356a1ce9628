package relevo.gateway.whatsapp;

import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpHeaderNames.HOST;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.ChannelHealthChecker;
import io.netty.channel.pool.FixedChannelPool;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * POSTs to one host over a bounded pool of kept-alive connections, one request at a time on each. It tells apart what
 * provably did not leave from what may have: that difference decides whether a message can be repeated.
 *
 * <pre>
 * waiting for a connection -> TCP, TLS -> request written -> answer
 * |------------- NotSent ------------|----- Broken ------|-- Answered
 * </pre>
 *
 * Safe for use from any thread. Futures complete on an event loop.
 */
final class HttpCalls implements AutoCloseable {
    private static final int ANSWER_BYTES_MAX = 256 << 10;

    /** What became of a call. */
    sealed interface Reply {
        record Answered(int status, byte[] body) implements Reply {}

        /** No byte of the request was handed to a socket. */
        record NotSent(Throwable cause) implements Reply {}

        /** The request was handed to a socket, in part or whole; no complete answer came. */
        record Broken(Throwable cause) implements Reply {}
    }

    private final String hostHeader;
    private final int responseTimeoutMs;
    private final AtomicInteger open = new AtomicInteger();
    private final FixedChannelPool pool;
    private volatile boolean closed;

    HttpCalls(Transport transport, EventLoopGroup loops, URI base, HttpLimits limits, @Nullable SslContext tls) {
        int port = base.getPort() > 0 ? base.getPort() : tls == null ? 80 : 443;
        this.hostHeader = base.getPort() > 0 ? base.getHost() + ":" + port : base.getHost();
        this.responseTimeoutMs = limits.responseTimeoutMs();
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(transport.socket())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limits.connectTimeoutMs())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                // The JDK's own resolver would block the event loop.
                .resolver(new DnsAddressResolverGroup(
                        transport.datagram(), DnsServerAddressStreamProviders.platformDefault()))
                .remoteAddress(base.getHost(), port);
        this.pool = new FixedChannelPool(
                bootstrap,
                new AbstractChannelPoolHandler() {
                    @Override
                    public void channelCreated(Channel channel) {
                        open.incrementAndGet();
                        channel.closeFuture().addListener(closed -> open.decrementAndGet());
                        initialize(channel, base.getHost(), port, limits, tls);
                    }
                },
                ChannelHealthChecker.ACTIVE,
                FixedChannelPool.AcquireTimeoutAction.FAIL,
                limits.acquireTimeoutMs(),
                limits.connectionsMax(),
                limits.waitingMax());
    }

    private static void initialize(
            Channel channel, String host, int port, HttpLimits limits, @Nullable SslContext tls) {
        if (tls != null) {
            SslHandler handler = tls.newHandler(channel.alloc(), host, port);
            handler.setHandshakeTimeoutMillis(limits.connectTimeoutMs());
            channel.pipeline().addLast(handler);
        }
        channel.pipeline()
                .addLast(new HttpClientCodec())
                .addLast(new HttpObjectAggregator(ANSWER_BYTES_MAX))
                .addLast(new HttpCallHandler(limits.idleMaxMs()));
    }

    /** POSTs JSON; {@code headers} come on top of Host, Content-Type and Content-Length. Never completes exceptionally. */
    CompletableFuture<Reply> post(String pathAndQuery, Map<String, String> headers, byte[] body) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, pathAndQuery, Unpooled.wrappedBuffer(body));
        request.headers()
                .set(HOST, hostHeader)
                .set(CONTENT_TYPE, "application/json")
                .set(CONTENT_LENGTH, body.length);
        headers.forEach(request.headers()::set);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        if (closed) {
            // The event loop takes nothing any more, not even the news of that.
            reply.complete(new Reply.NotSent(new ClosedChannelException()));
            return reply;
        }
        pool.acquire().addListener((io.netty.util.concurrent.Future<Channel> acquired) -> {
            if (acquired.isSuccess()) {
                Channel channel = acquired.getNow();
                if (channel.eventLoop().inEventLoop()) {
                    whenSecure(channel, request, reply);
                } else {
                    channel.eventLoop().execute(() -> whenSecure(channel, request, reply));
                }
            } else {
                reply.complete(new Reply.NotSent(acquired.cause()));
            }
        });
        return reply;
    }

    private void whenSecure(Channel channel, FullHttpRequest request, CompletableFuture<Reply> reply) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            exchange(channel, request, reply);
            return;
        }
        tls.handshakeFuture().addListener(handshake -> {
            if (handshake.isSuccess()) {
                exchange(channel, request, reply);
            } else {
                giveUp(channel, reply, handshake.cause());
            }
        });
    }

    private void exchange(Channel channel, FullHttpRequest request, CompletableFuture<Reply> reply) {
        HttpCallHandler handler = channel.pipeline().get(HttpCallHandler.class);
        if (handler == null || !channel.isActive()) {
            giveUp(channel, reply, new ClosedChannelException());
            return;
        }
        handler.exchange(request, responseTimeoutMs, outcome -> {
            pool.release(channel);
            reply.complete(outcome);
        });
    }

    private void giveUp(Channel channel, CompletableFuture<Reply> reply, Throwable cause) {
        channel.close();
        pool.release(channel);
        reply.complete(new Reply.NotSent(cause));
    }

    int connectionsOpen() {
        return open.get();
    }

    @Override
    public void close() {
        closed = true;
        pool.close();
    }
}
