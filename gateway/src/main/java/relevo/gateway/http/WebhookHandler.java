package relevo.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.gateway.whatsapp.Webhook;

/**
 * Last in the pipeline: signature, parser, intake, and the answers. Requests are handled as they come and answered in
 * their order, whenever each may be; a 200 leaves only after the journal has said that what it stands for is durable.
 * Belongs to the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here shows as a closed channel
final class WebhookHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);

    private final WebhookServer.Parts parts;
    private final AckLane lane;
    private final Deadlines deadlines;
    private final ArrayDeque<Slot> slots = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private int badSignatures;
    /** No request behind this point is looked at. */
    private boolean isEnding;

    private boolean isInputOver;

    WebhookHandler(WebhookServer.Parts parts, AckLane lane, Deadlines deadlines) {
        this.parts = parts;
        this.lane = lane;
        this.deadlines = deadlines;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (isEnding || !(message instanceof Request request)) {
            return; // requests hold no buffers
        }
        switch (request) {
            case Request.Waiting waiting -> add(false).answer(Answer.CONTINUE);
            case Request.Refused refused -> add(refused.isLast()).answer(refused.answer());
            case Request.Subscription subscription -> subscribe(subscription);
            case Request.Delivery delivery -> deliver(delivery);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        settle();
    }

    private void subscribe(Request.Subscription subscription) {
        String challenge = parts.handshake().challenge(subscription.uri());
        if (challenge == null) {
            badSignatures++; // a wrong token is a guess like any other
            add(subscription.isLast() || badSignatures >= parts.config().badSignaturesMax())
                    .answer(Answer.FORBIDDEN);
        } else {
            add(subscription.isLast()).echo(challenge);
        }
    }

    private void deliver(Request.Delivery delivery) {
        if (parts.isDraining().getAsBoolean()) {
            add(true).answer(Answer.UNAVAILABLE);
            return;
        }
        Signatures.App signer = parts.signatures().get().signer(delivery.body(), delivery.signatures());
        if (signer == null) {
            badSignatures++;
            add(delivery.isLast() || badSignatures >= parts.config().badSignaturesMax())
                    .answer(Answer.UNAUTHORIZED);
        } else if (delivery.isForm()) {
            add(delivery.isLast()).answer(Answer.UNSUPPORTED_MEDIA_TYPE);
        } else {
            hand(parse(delivery.body(), signer), add(delivery.isLast()));
        }
    }

    private void hand(Webhook webhook, Slot slot) {
        parts.counters().count(webhook);
        if (webhook.isEmpty()) {
            slot.answer(Answer.OK);
            return;
        }
        if (parts.intake().offer(webhook, slot)) {
            lane.waits(); // an acknowledgement that is already there is looked at after this
        } else {
            slot.answer(Answer.UNAVAILABLE);
        }
    }

    /** A body that the parser itself stumbles over is kept like any other that cannot be understood: it will come again. */
    private Webhook parse(byte[] body, Signatures.App signer) {
        long nowMs = parts.clockMs().getAsLong();
        try {
            return signer.numbers().isEmpty()
                    ? parts.parser().parse(body, nowMs)
                    : parts.parser().parse(body, nowMs, signer.numbers());
        } catch (RuntimeException e) {
            LOG.error("the webhook parser failed on a signed body of {} bytes; it goes to quarantine", body.length, e);
            return new Webhook(nowMs, List.of(), List.of(new Webhook.Quarantined("parser-fault", "", body)));
        }
    }

    private Slot add(boolean isLast) {
        Slot slot = new Slot(this, lane, isLast, Ticker.systemTicker().nanoTime());
        slots.add(slot);
        isEnding |= isLast;
        return slot;
    }

    /** Writes the answers that are known, up to the first one that is not. */
    void settle() {
        ChannelHandlerContext ctx = context;
        if (ctx == null || !ctx.channel().isActive()) {
            return;
        }
        boolean isLast = false;
        boolean hasWritten = false;
        for (Slot slot = slots.peek(); slot != null && !isLast; slot = slots.peek()) {
            Answer answer = slot.answer();
            if (answer == null) {
                break;
            }
            slots.remove();
            isLast = slot.isLast() || (isInputOver && slots.isEmpty());
            parts.counters().count(answer);
            ctx.write(bytes(ctx, slot, answer, isLast), ctx.voidPromise());
            hasWritten = true;
        }
        if (hasWritten) {
            ctx.flush();
        }
        if (isLast) {
            end(ctx);
        } else {
            afterSettling(ctx);
        }
    }

    private ByteBuf bytes(ChannelHandlerContext ctx, Slot slot, Answer answer, boolean isLast) {
        String echo = slot.echo();
        return echo == null ? parts.answers().encoded(answer, isLast) : Answers.echo(ctx.alloc(), echo, isLast);
    }

    private void afterSettling(ChannelHandlerContext ctx) {
        Slot oldest = slots.peek();
        if (oldest == null) {
            deadlines.nothingWaits();
        } else {
            deadlines.waitingSince(oldest.sinceNanos());
        }
        boolean mayRead =
                slots.size() < parts.config().pipelinedMax() && ctx.channel().isWritable();
        if (ctx.channel().config().isAutoRead() != mayRead) {
            ctx.channel().config().setAutoRead(mayRead);
        }
    }

    /**
     * The last answer is on its way. Closing at once, with bytes of the client still unread, would reset the connection
     * and could destroy the answer before it is read: so the sending side is closed and the client gets a moment.
     */
    private void end(ChannelHandlerContext ctx) {
        isEnding = true;
        slots.clear();
        deadlines.nothingWaits();
        ctx.channel().config().setAutoRead(true);
        long lingerMs = parts.config().lingerMs();
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        ctx.writeAndFlush(ctx.alloc().buffer(0)).addListener(written -> {
            if (!written.isSuccess() || isInputOver || lingerMs == 0) {
                ctx.close();
            } else if (tls != null) {
                tls.closeOutbound();
            } else if (ctx.channel() instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            }
        });
        if (lingerMs > 0) {
            ctx.executor().schedule(() -> ctx.close(), lingerMs, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!isEnding) {
            afterSettling(ctx);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // The client has said all it had to say; it may still be listening.
            isInputOver = true;
            if (isEnding || slots.isEmpty()) {
                ctx.close();
            } else {
                settle();
            }
        } else if (event == Deadlines.Event.ACK_OVERDUE) {
            Slot oldest = slots.peek();
            if (oldest != null && oldest.answer() == null) {
                oldest.answer(Answer.UNAVAILABLE);
            }
            settle();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        slots.clear(); // acknowledgements still on their way find nobody to answer
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean isOfTheNetwork = cause instanceof IOException
                || (cause instanceof DecoderException && cause.getCause() instanceof IOException); // TLS wraps its own
        if (isOfTheNetwork) {
            parts.counters().countBroken();
        } else {
            // The message of an exception may quote what came in; its type and place do not.
            LOG.warn("a webhook connection failed: {} at {}", cause.getClass().getName(), placeOf(cause));
        }
        ctx.close();
    }

    private static String placeOf(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        return trace.length == 0 ? "?" : trace[0].toString();
    }
}
