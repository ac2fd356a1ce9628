package relevo.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import relevo.gateway.pipeline.Intake;
import relevo.gateway.pipeline.Niceness;
import relevo.gateway.whatsapp.WebhookParser;

/**
 * The webhook port: HTTP/1.1 over Netty (epoll where there is one), hardened, answering
 *
 * <pre>
 * GET  path?hub...   the challenge, or 403
 * POST path          401 unsigned -> 200 once durable, 503 + Retry-After when it cannot be taken
 * </pre>
 *
 * and 4xx for whatever else; docs/webhook.md has the whole table. Made, {@link #start}ed and {@link #close}d by one
 * thread; the rest may be called from any.
 */
public final class WebhookServer implements AutoCloseable {
    private static final long STOP_MS = 2_000;

    private final Parts parts;
    private final EventLoopGroup loops;
    private final Map<EventLoop, AckLane> lanes = new HashMap<>();
    private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true);
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile Signatures signatures;
    private volatile boolean isDraining;
    private @Nullable Channel listener;

    /** What every connection needs. */
    record Parts(
            HttpConfig config,
            Supplier<Signatures> signatures,
            Handshake handshake,
            WebhookParser parser,
            Intake intake,
            LongSupplier clockMs,
            WebhookCounters counters,
            Answers answers,
            BooleanSupplier isDraining) {}

    /** @param clockMs the gateway's guarded clock, milliseconds since 1970 UTC; read on the event loops */
    public WebhookServer(
            HttpConfig config,
            Signatures signatures,
            Handshake handshake,
            WebhookParser parser,
            Intake intake,
            LongSupplier clockMs,
            WebhookCounters counters) {
        this.signatures = signatures;
        this.parts = new Parts(
                config,
                () -> this.signatures,
                handshake,
                parser,
                intake,
                clockMs,
                counters,
                new Answers(),
                () -> this.isDraining);
        this.loops = new MultiThreadIoEventLoopGroup(config.eventLoops(), new Loops(), ioHandlers());
        for (EventExecutor loop : loops) {
            lanes.put((EventLoop) loop, new AckLane((EventLoop) loop));
        }
    }

    /** Threads that are taken at once when something arrives. */
    private static final class Loops extends DefaultThreadFactory {
        Loops() {
            super("webhook");
        }

        @Override
        public Thread newThread(Runnable work) {
            return super.newThread(() -> {
                Niceness.shortSlices();
                work.run();
            });
        }
    }

    /** Listens. A taken port, or a certificate that cannot be read, is an UncheckedIOException that says which. */
    public void start() {
        HttpConfig config = parts.config();
        ConnectionGate gate = new ConnectionGate(config, parts.counters(), allocator.metric());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(serverChannel())
                .option(ChannelOption.SO_BACKLOG, config.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 4_096, 64 << 10))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(16 << 10, 32 << 10))
                .childHandler(new WebhookPipeline(parts, gate, lanes, channels, tls(config)));
        var bound = bootstrap.bind(config.host(), config.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(
                    "cannot listen on " + config.host() + ":" + config.port(), new IOException(bound.cause()));
        }
        listener = bound.channel();
    }

    /** Where it listens; the port that was found when 0 was asked for. */
    public InetSocketAddress address() {
        if (listener == null) {
            throw new IllegalStateException("not started");
        }
        return (InetSocketAddress) listener.localAddress();
    }

    /** From the next request on these secrets count: rotation without a restart. */
    public void use(Signatures newSignatures) {
        signatures = newSignatures;
    }

    /**
     * First half of an orderly stop: from now on every request is answered 503 and its connection closed, while those
     * handed over before still get their answer. Completes when all of them have it; whoever waits should not wait for
     * ever, since an intake that never acknowledges never completes it.
     */
    public CompletableFuture<Void> drain() {
        isDraining = true;
        return CompletableFuture.allOf(
                lanes.values().stream().map(AckLane::emptied).toArray(CompletableFuture[]::new));
    }

    /** Closes the listener and every connection, answered or not. */
    @Override
    public void close() {
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
        channels.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        parts.answers().close();
    }

    private static IoHandlerFactory ioHandlers() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    private static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    private static @Nullable SslContext tls(HttpConfig config) {
        HttpConfig.TlsFiles files = config.tls();
        if (files == null) {
            return null;
        }
        try {
            return SslContextBuilder.forServer(
                            files.certificate().toFile(), files.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (IOException | IllegalArgumentException e) {
            throw new UncheckedIOException(
                    "cannot use certificate " + files.certificate() + " with key " + files.key(),
                    new IOException(e.getMessage(), e));
        }
    }
}
