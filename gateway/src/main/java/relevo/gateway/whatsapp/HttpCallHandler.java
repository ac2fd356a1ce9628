package relevo.gateway.whatsapp;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of {@link HttpCalls}: at most one exchange at a time. Owned by the channel's event loop. */
final class HttpCallHandler extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final int idleMaxMs;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Consumer<HttpCalls.Reply> waiting;
    private @Nullable ScheduledFuture<?> deadline;

    HttpCallHandler(int idleMaxMs) {
        this.idleMaxMs = idleMaxMs;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Writes the request; {@code done} is called once, when the connection may be given back. */
    void exchange(FullHttpRequest request, int timeoutMs, Consumer<HttpCalls.Reply> done) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || waiting != null) {
            throw new IllegalStateException("the connection is not free");
        }
        waiting = done;
        after(ctx, timeoutMs, () -> fail(ctx, ReadTimeoutException.INSTANCE));
        ctx.writeAndFlush(request).addListener(written -> {
            if (!written.isSuccess()) {
                fail(ctx, written.cause());
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
        Consumer<HttpCalls.Reply> done = take();
        if (done == null) {
            // An answer nobody asked for: the two sides disagree about where messages begin.
            ctx.close();
            return;
        }
        byte[] body = ByteBufUtil.getBytes(response.content());
        if (HttpUtil.isKeepAlive(response)) {
            after(ctx, idleMaxMs, ctx::close);
        } else {
            ctx.close();
        }
        done.accept(new HttpCalls.Reply.Answered(response.status().code(), body));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, new ClosedChannelException());
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, cause);
    }

    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        Consumer<HttpCalls.Reply> done = take();
        ctx.close();
        if (done != null) {
            done.accept(new HttpCalls.Reply.Broken(cause));
        }
    }

    private @Nullable Consumer<HttpCalls.Reply> take() {
        Consumer<HttpCalls.Reply> done = waiting;
        waiting = null;
        stopDeadline();
        return done;
    }

    private void after(ChannelHandlerContext ctx, int delayMs, Runnable then) {
        stopDeadline();
        deadline = ctx.executor().schedule(then, delayMs, TimeUnit.MILLISECONDS);
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
