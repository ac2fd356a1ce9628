package relevo.gateway.http;

import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * First in the pipeline: turns a connection away when there are too many, in total or from its address, or when the
 * port's direct memory is used up. Counts it out again when it closes. One for all event loops.
 */
@ChannelHandler.Sharable
@SuppressWarnings("FutureReturnValueIgnored") // what fails here shows as a closed channel
final class ConnectionGate extends ChannelInboundHandlerAdapter {
    private final HttpConfig config;
    private final WebhookCounters counters;
    private final ByteBufAllocatorMetric memory;
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionGate(HttpConfig config, WebhookCounters counters, ByteBufAllocatorMetric memory) {
        this.config = config;
        this.counters = counters;
        this.memory = memory;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        int open = counters.opened();
        InetAddress address = address(ctx);
        int ofAddress = byAddress.merge(address, 1, Integer::sum);
        if (open > config.connectionsMax()
                || ofAddress > config.connectionsPerAddressMax()
                || memory.usedDirectMemory() > config.directBytesMax()) {
            counters.countTurnedAway();
            ctx.close();
        }
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        counters.closed();
        byAddress.computeIfPresent(address(ctx), (address, count) -> count == 1 ? null : count - 1);
        ctx.fireChannelInactive();
    }

    private static InetAddress address(ChannelHandlerContext ctx) {
        return ctx.channel().remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
