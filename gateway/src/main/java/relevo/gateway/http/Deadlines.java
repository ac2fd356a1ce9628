package relevo.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one connection. A request must be complete within its deadline however its bytes trickle in; between
 * requests the connection may idle for a while; the journal may take so long and no longer. It looks at the clock a few
 * times per deadline instead of setting a timer for each request, so a deadline may be overrun by a fifth. Belongs to
 * the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here shows as a closed channel
final class Deadlines extends ChannelInboundHandlerAdapter {
    private static final int LOOKS_PER_DEADLINE = 5;
    private static final long NEVER = Long.MIN_VALUE;

    /** Sent down the pipeline when the oldest unanswered request has waited too long for the journal. */
    enum Event {
        ACK_OVERDUE
    }

    private final HttpConfig config;
    private final WebhookCounters counters;
    private long activeAtNanos;
    private long requestSinceNanos = NEVER;
    private long waitingSinceNanos = NEVER;
    private @Nullable Future<?> looks;

    Deadlines(HttpConfig config, WebhookCounters counters) {
        this.config = config;
        this.counters = counters;
    }

    /** The bytes of a request began to arrive. */
    void requestBegan() {
        if (requestSinceNanos == NEVER) {
            requestSinceNanos = Ticker.systemTicker().nanoTime();
        }
    }

    void requestEnded() {
        requestSinceNanos = NEVER;
    }

    /** The oldest unanswered request was handed over at this time. */
    void waitingSince(long nanos) {
        waitingSinceNanos = nanos;
    }

    void nothingWaits() {
        if (waitingSinceNanos != NEVER) {
            waitingSinceNanos = NEVER;
            activeAtNanos = Ticker.systemTicker().nanoTime();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        activeAtNanos = Ticker.systemTicker().nanoTime();
        long shortestMs = Math.min(config.requestDeadlineMs(), Math.min(config.idleMs(), config.ackTimeoutMs()));
        long everyMs = Math.max(1, shortestMs / LOOKS_PER_DEADLINE);
        looks = ctx.executor().scheduleWithFixedDelay(() -> look(ctx), everyMs, everyMs, TimeUnit.MILLISECONDS);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        activeAtNanos = Ticker.systemTicker().nanoTime();
        if (requestSinceNanos == NEVER) {
            requestSinceNanos = activeAtNanos;
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (looks != null) {
            looks.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    private void look(ChannelHandlerContext ctx) {
        long now = Ticker.systemTicker().nanoTime();
        if (waitingSinceNanos != NEVER && isOver(now, waitingSinceNanos, config.ackTimeoutMs())) {
            waitingSinceNanos = NEVER;
            counters.countAckTimeout();
            ctx.fireUserEventTriggered(Event.ACK_OVERDUE);
        } else if (requestSinceNanos != NEVER && isOver(now, requestSinceNanos, config.requestDeadlineMs())) {
            counters.countDeadline();
            ctx.close();
        } else if (requestSinceNanos == NEVER
                && waitingSinceNanos == NEVER
                && isOver(now, activeAtNanos, config.idleMs())) {
            ctx.close();
        }
    }

    private static boolean isOver(long now, long since, long limitMs) {
        return now - since > TimeUnit.MILLISECONDS.toNanos(limitMs);
    }
}
