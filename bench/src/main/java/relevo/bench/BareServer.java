package relevo.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The floors: a Netty server that reads the request and answers 200, and nothing else. No signature, no limits, no
 * deadlines. The question it answers: how much could any server on Netty take on this machine, with this generator beside
 * it? With a file it answers 200 when the body has been forced to the disk ({@link ForcedFile}): how much could any server
 * take that keeps what it acknowledges, before it does anything with it?
 *
 * <p>{@code main} takes the number of event loops and, perhaps, the file; it prints {@code ready http://127.0.0.1:PORT/webhook} and runs until it is killed.
 */
public final class BareServer implements AutoCloseable {
    private final EventLoopGroup group;
    private final Channel channel;
    private final @Nullable ForcedFile file;

    /**
     * Listens on a free port of the loopback interface.
     *
     * @param path where bodies are forced to before the answer; null: nothing is kept
     */
    BareServer(int eventLoops, @Nullable Path path) {
        file = path == null ? null : new ForcedFile(path);
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerChannel> type =
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        group = new MultiThreadIoEventLoopGroup(eventLoops, io);
        channel = new ServerBootstrap()
                .group(group)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, 4_096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Pipeline(file))
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    public static void main(String[] args) {
        BareServer server = new BareServer(Integer.parseInt(args[0]), args.length > 1 ? Path.of(args[1]) : null);
        System.out.println("ready " + server.webhook());
        server.channel.closeFuture().syncUninterruptibly();
    }

    URI webhook() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort() + "/webhook");
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        if (file != null) {
            file.close();
        }
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {
        private final @Nullable ForcedFile file;

        Pipeline(@Nullable ForcedFile file) {
            this.file = file;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(new HttpServerCodec(new HttpDecoderConfig()))
                    .addLast(file == null ? new Answer200() : new Answer200WhenForced(file));
        }
    }

    private static DefaultFullHttpResponse ok() {
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        return response;
    }

    /** Answers when the last byte of the request is in. */
    private static final class Answer200 extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof LastHttpContent) {
                context.write(ok(), context.voidPromise());
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /** Answers when the whole body is on the disk. */
    private static final class Answer200WhenForced extends SimpleChannelInboundHandler<HttpContent> {
        private final ForcedFile file;
        private @Nullable CompositeByteBuf body;

        Answer200WhenForced(ForcedFile file) {
            this.file = file;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpContent part) {
            if (body == null) {
                body = context.alloc().compositeBuffer();
            }
            body.addComponent(true, part.content().retain());
            if (part instanceof LastHttpContent) {
                file.append(body, () -> context.writeAndFlush(ok(), context.voidPromise()));
                body = null;
            }
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            if (body != null) {
                body.release();
                body = null;
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
