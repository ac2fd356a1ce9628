package relevo.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The way of a request, from top to bottom; answers leave from the last handler as finished bytes. */
final class WebhookPipeline extends ChannelInitializer<Channel> {
    private final WebhookServer.Parts parts;
    private final ConnectionGate gate;
    private final Map<EventLoop, AckLane> lanes;
    private final ChannelGroup channels;
    private final @Nullable SslContext tls;
    private final AtomicLong bodiesBudget;

    WebhookPipeline(
            WebhookServer.Parts parts,
            ConnectionGate gate,
            Map<EventLoop, AckLane> lanes,
            ChannelGroup channels,
            @Nullable SslContext tls) {
        this.parts = parts;
        this.gate = gate;
        this.lanes = lanes;
        this.channels = channels;
        this.tls = tls;
        this.bodiesBudget = new AtomicLong(parts.config().bodiesBytesMax());
    }

    @Override
    protected void initChannel(Channel channel) {
        channels.add(channel);
        HttpConfig config = parts.config();
        AckLane lane = lanes.get(channel.eventLoop());
        if (lane == null) {
            throw new IllegalStateException("an event loop without a lane");
        }
        Deadlines deadlines = new Deadlines(config, parts.counters());
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast("gate", gate);
        if (tls != null) {
            pipeline.addLast("tls", tlsHandler(channel, tls, config));
        }
        pipeline.addLast("deadlines", deadlines);
        pipeline.addLast("decoder", new HttpRequestDecoder(decoderConfig(config)));
        pipeline.addLast("rules", new RequestRules(config, parts.isDraining(), deadlines));
        pipeline.addLast("body", new BodyCollector(config, bodiesBudget, deadlines));
        pipeline.addLast("webhook", new WebhookHandler(parts, lane, deadlines));
    }

    /** Written out, although most of it is the default of this release of Netty. */
    private static HttpDecoderConfig decoderConfig(HttpConfig config) {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(config.requestLineBytesMax())
                .setMaxHeaderSize(config.headerBytesMax())
                .setMaxChunkSize(64 << 10)
                .setAllowPartialChunks(true)
                .setChunkedSupported(true)
                .setValidateHeaders(true)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true);
    }

    private static SslHandler tlsHandler(Channel channel, SslContext tls, HttpConfig config) {
        SslHandler handler = tls.newHandler(channel.alloc());
        handler.setHandshakeTimeout(config.requestDeadlineMs(), TimeUnit.MILLISECONDS);
        handler.setCloseNotifyFlushTimeout(config.lingerMs(), TimeUnit.MILLISECONDS);
        return handler;
    }
}
