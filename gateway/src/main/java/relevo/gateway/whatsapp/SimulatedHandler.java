package relevo.gateway.whatsapp;

import static io.netty.handler.codec.http.HttpHeaderNames.AUTHORIZATION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.stream.ChunkedStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One connection to the simulated Cloud API. Owned by its event loop. */
final class SimulatedHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final SimulatedGraph graph;

    SimulatedHandler(SimulatedGraph graph) {
        this.graph = graph;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        if (!request.decoderResult().isSuccess()) {
            answer(ctx, SimulatedGraph.Answer.now(400, "{}"), false);
            return;
        }
        QueryStringDecoder query = new QueryStringDecoder(request.uri());
        switch (query.path()) {
            case "/_sent" -> sent(ctx, query, keepAlive);
            case "/_faults" -> answer(ctx, faults(request), keepAlive);
            case "/_release" -> {
                graph.releaseStatuses();
                answer(ctx, SimulatedGraph.Answer.now(200, "{}"), keepAlive);
            }
            default -> {
                SimulatedGraph.Answer answer = HttpMethod.POST.equals(request.method())
                        ? graph.post(
                                query.path(),
                                request.headers().get(AUTHORIZATION),
                                ByteBufUtil.getBytes(request.content()))
                        : SimulatedGraph.Answer.now(404, "{}");
                later(ctx, answer, keepAlive);
            }
        }
    }

    private static void later(ChannelHandlerContext ctx, SimulatedGraph.Answer answer, boolean keepAlive) {
        if (answer.afterMs() == 0) {
            answer(ctx, answer, keepAlive);
        } else {
            ctx.executor().schedule(() -> answer(ctx, answer, keepAlive), answer.afterMs(), TimeUnit.MILLISECONDS);
        }
    }

    private static void answer(ChannelHandlerContext ctx, SimulatedGraph.Answer answer, boolean keepAlive) {
        if (answer.status() == 0) {
            ctx.close();
            return;
        }
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        response.headers().set(CONTENT_TYPE, "application/json").set(CONTENT_LENGTH, answer.body().length);
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = ctx.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private SimulatedGraph.Answer faults(FullHttpRequest request) {
        if (HttpMethod.POST.equals(request.method())) {
            String wrong = graph.order(ByteBufUtil.getBytes(request.content()));
            if (wrong != null) {
                return SimulatedGraph.Answer.now(
                        400, "{\"error\":\"" + wrong.replaceAll("[\\\\\"\\p{Cntrl}]", "'") + "\"}");
            }
        } else if (HttpMethod.DELETE.equals(request.method())) {
            graph.orderNone();
        }
        return SimulatedGraph.Answer.now(200, new String(graph.faults(), StandardCharsets.UTF_8));
    }

    private void sent(ChannelHandlerContext ctx, QueryStringDecoder query, boolean keepAlive) {
        String after = query.parameters().getOrDefault("after", List.of("0")).getFirst();
        if (!after.matches("[0-9]{1,18}")) {
            answer(ctx, SimulatedGraph.Answer.now(400, "{\"error\":\"after must be a number\"}"), keepAlive);
            return;
        }
        SentLog.JsonArray array = graph.sentAfter(Long.parseLong(after));
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().set(CONTENT_TYPE, "application/json").set(CONTENT_LENGTH, array.length());
        HttpUtil.setKeepAlive(response, keepAlive);
        ctx.write(response);
        var written = ctx.writeAndFlush(new HttpChunkedInput(new ChunkedStream(array, 64 << 10)));
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
