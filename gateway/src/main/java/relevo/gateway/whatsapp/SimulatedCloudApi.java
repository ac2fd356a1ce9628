package relevo.gateway.whatsapp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The WhatsApp Cloud API, played on this machine for the sandbox, tests and measurements: takes messages with the
 * documented limits and error codes, reports them by signed webhooks, lets customers write, and fails on demand.
 *
 * <pre>
 * POST /v25.0/&lt;number&gt;/messages   messages, read marks, typing indicators
 * GET  /_sent?after=N             what was taken behind place N, a JSON array of {@link SentMessage}
 * POST /_faults                   {@link Faults}; GET shows them, DELETE ends them
 * POST /_release                  reports the statuses that were held back
 * </pre>
 *
 * What it took outlives a killed process, and statuses that had not arrived are reported again by the next one. As with
 * the original there is no idempotency: what is posted twice arrives twice.
 *
 * <p>Safe for use from any thread. One event loop of its own; listeners are called on it.
 */
public final class SimulatedCloudApi implements AutoCloseable {
    /** Statuses of messages that are older than this are not reported again after a restart. */
    private static final long REPORT_AGAIN_MS = 10 * 60 * 1_000;

    private static final int REPORT_AGAIN_MAX = 10_000;

    /** What reaches customers. Called on the event loop: must not block. */
    public interface Listener {
        /** A message arrived on a customer's phone. */
        void message(SentMessage message);

        /** A customer's message was shown as read, with or without the sign that somebody is writing. */
        default void read(String number, String wamid, boolean typing) {}
    }

    private final SimulatedConfig config;
    private final LongSupplier clockMs;
    private final Transport transport = Transport.best();
    private final MultiThreadIoEventLoopGroup loops;
    private final SentLog log;
    private final FaultDice dice;
    private final SimulatedRules rules;
    private final SimulatedWebhooks webhooks;
    private final WebhookDeliveries deliveries;
    private final StatusReporter reporter;
    private final Channel server;

    /** Binds at once. Webhooks wait until {@link #deliverTo} says where to. */
    public SimulatedCloudApi(SimulatedConfig config, LongSupplier clockMs, Listener listener) {
        this.config = config;
        this.clockMs = clockMs;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(config.seed());
        loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("simulated-cloud-api", true), transport.io());
        log = new SentLog(config.data());
        dice = new FaultDice(random);
        rules = new SimulatedRules(config.limits());
        webhooks = new SimulatedWebhooks(
                config.numbers(),
                config.escaped(),
                RandomGeneratorFactory.of("L64X128MixRandom").create(config.seed() + 1));
        HttpLimits limits = new HttpLimits(
                config.redelivery().connectionsMax(), config.redelivery().waitingMax(), 3_000, 600_000, 20_000, 20_000);
        deliveries = new WebhookDeliveries(
                config.redelivery(),
                config.appSecret(),
                loops.next(),
                webhook -> new HttpCalls(transport, loops, webhook, limits, null));
        reporter = new StatusReporter(deliveries, webhooks, rules, dice, log, clockMs, loops.next());
        SimulatedGraph graph = new SimulatedGraph(config, rules, dice, log, webhooks, reporter, listener, clockMs);
        server = bind(graph);
        log.unreported(clockMs.getAsLong() - REPORT_AGAIN_MS, REPORT_AGAIN_MAX)
                .forEach(message -> reporter.report(message, Faults.Statuses.NORMAL));
    }

    private Channel bind(SimulatedGraph graph) {
        return new ServerBootstrap()
                .group(loops)
                .channel(transport.serverSocket())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(1 << 20))
                                .addLast(new ChunkedWriteHandler())
                                .addLast(new SimulatedHandler(graph));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()))
                .syncUninterruptibly()
                .channel();
    }

    /** Where webhooks go from now on, e.g. http://127.0.0.1:8080/webhook. */
    public void deliverTo(URI webhook) {
        deliveries.target(webhook);
    }

    /** Base address for {@link CloudApiConfig}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** A person who can write to this business number; keep it, the order of their messages hangs on it. */
    public SimulatedCustomer customer(String number, SimulatedUser user) {
        return new SimulatedCustomer(number, user, rules, webhooks, deliveries, clockMs);
    }

    /** Goes wrong like this from now on; {@link Faults#NONE} ends it. */
    public void faults(Faults faults) {
        dice.order(faults);
    }

    /** Reports what {@link Faults.Statuses#hold()} kept back. */
    public void releaseStatuses() {
        reporter.release();
    }

    /** What was taken behind place {@code n}, in order; all of it in memory. */
    public List<SentMessage> sentAfter(long n) {
        return log.after(n);
    }

    public long sentCount() {
        return log.last();
    }

    /** Webhooks posted, acknowledged, under way or waiting, and dropped. */
    public Webhooks webhooks() {
        return new Webhooks(
                deliveries.attempts(), deliveries.acknowledged(), deliveries.waiting(), deliveries.dropped());
    }

    public record Webhooks(long attempts, long acknowledged, int waiting, long dropped) {}

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        deliveries.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        log.close();
    }
}
