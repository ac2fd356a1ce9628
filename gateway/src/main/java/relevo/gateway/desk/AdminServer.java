package relevo.gateway.desk;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin port: {@code /healthz}, {@code /readyz}, {@code /metrics}, the agents' API under {@code /v1} for those who have
 * its token, and the sandbox and review pages where they are offered. It has no accounts: whoever reaches the port may use
 * the rest, so it listens on loopback unless told otherwise, offers the review pages only when asked to, and its answers
 * about health and figures hold no personal data.
 *
 * <pre>
 *   security headers -> Host, Origin, size (Guard) -> route -> problem+json on refusal
 * </pre>
 *
 * Each request has a virtual thread of its own; the number of connections is bounded.
 */
public final class AdminServer implements AutoCloseable {
    /** Text format of Prometheus 0.0.4, which every scraper understands. */
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    private final AdminConfig config;
    private final Supplier<Readiness> readiness;
    private final PrometheusMeterRegistry metrics;
    private final @Nullable Sandbox sandbox;
    private final @Nullable Api api;
    private final @Nullable ReviewPages review;
    private final @Nullable FlowPages flows;
    private final Javalin javalin;

    /**
     * Nothing listens before {@link #start()}.
     *
     * @param readiness asked at each {@code /readyz}, from any thread; must answer at once
     * @param sandbox null where there is no sandbox: then there are no pages; closed with the server
     */
    public AdminServer(
            AdminConfig config,
            PrometheusMeterRegistry metrics,
            Supplier<Readiness> readiness,
            @Nullable Sandbox sandbox) {
        this(config, metrics, readiness, sandbox, null, null, null);
    }

    /**
     * With more than health and figures.
     *
     * @param api null where there is no token for it: then there is no {@code /v1}
     * @param review null where suggestions are reviewed elsewhere: then {@code /review} says so with 404
     * @param flows null where the flows are not shown
     */
    public AdminServer(
            AdminConfig config,
            PrometheusMeterRegistry metrics,
            Supplier<Readiness> readiness,
            @Nullable Sandbox sandbox,
            @Nullable Api api,
            @Nullable ReviewPages review,
            @Nullable FlowPages flows) {
        this.config = config;
        this.metrics = metrics;
        this.readiness = readiness;
        this.sandbox = sandbox;
        this.api = api;
        this.review = review;
        this.flows = flows;
        javalin = Javalin.create(this::configure);
    }

    /**
     * Listens.
     *
     * @throws UncheckedIOException when the address is in use or not of this machine
     */
    public void start() {
        try {
            javalin.start(config.host(), config.port());
        } catch (JavalinBindException e) {
            String address = config.host() + ":" + config.port();
            throw new UncheckedIOException("cannot listen on " + address, new IOException(e.getMessage(), e));
        }
        if (sandbox != null) {
            sandbox.start();
        }
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Ends live streams, lets requests that are being answered end within the stop timeout, and stops listening. */
    @Override
    public void close() {
        if (sandbox != null) {
            sandbox.close();
        }
        try {
            javalin.stop();
        } catch (JavalinException e) {
            // All is closed by now; what did not end in time was cut off.
            LOG.warn("requests on the admin port did not end within {} ms", config.stopTimeoutMs(), e);
        }
    }

    private void configure(JavalinConfig javalinConfig) {
        javalinConfig.startup.showJavalinBanner = false;
        javalinConfig.startup.showOldJavalinVersionWarning = false;
        javalinConfig.startup.startupWatcherEnabled = false;
        javalinConfig.concurrency.useVirtualThreads = true;
        javalinConfig.http.maxRequestSize = config.bodyBytesMax();
        javalinConfig.http.compressionStrategy = CompressionStrategy.NONE;
        javalinConfig.http.prefer405over404 = true;
        Problems problems = new Problems();
        javalinConfig.jetty.modifyHttpConfiguration(http -> {
            http.addCustomizer(new SecurityHeaders());
            http.setSendServerVersion(false);
            http.setSendDateHeader(false);
            http.setRequestHeaderSize(8 * 1024);
        });
        javalinConfig.jetty.modifyServer(server -> limit(server, problems));
        problems.addTo(javalinConfig.routes);
        javalinConfig.routes.before(new Guard(config)::check);
        javalinConfig.routes.get(
                "/healthz", ctx -> ctx.contentType("text/plain").result("live\n"));
        javalinConfig.routes.get("/readyz", this::ready);
        javalinConfig.routes.get(
                "/metrics", ctx -> ctx.contentType(METRICS_TYPE).result(metrics.scrape(METRICS_TYPE)));
        if (sandbox != null) {
            sandbox.addTo(javalinConfig);
        }
        if (api != null) {
            api.addTo(javalinConfig);
        }
        if (review == null) {
            javalinConfig.routes.before("/review", AdminServer::noReview);
            javalinConfig.routes.before("/review/*", AdminServer::noReview);
        } else {
            review.addTo(javalinConfig, sandbox != null);
        }
        if (flows != null) {
            flows.addTo(javalinConfig);
        }
        if (sandbox != null) {
            javalinConfig.routes.get("/sandbox/token", this::token);
        }
    }

    /** For the sandbox's page: the token of the API, or no content where there is no API. */
    private void token(Context ctx) {
        if (api == null) {
            ctx.status(204);
        } else {
            Bodies.answer(ctx, Map.of("token", api.token()));
        }
    }

    private static void noReview(Context ctx) {
        throw new ProblemException(
                404, "the review pages are not offered here: admin.review in relevo.yaml; or use ./relevo suggestions");
    }

    private void limit(Server server, Problems problems) {
        server.setStopTimeout(config.stopTimeoutMs());
        server.setErrorHandler(problems);
        server.addBean(new NetworkConnectionLimit(config.connectionsMax(), server));
        // The connector is made after this is called, so its idle timeout is set when it is there.
        server.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle event) {
                for (Connector connector : server.getConnectors()) {
                    if (connector instanceof ServerConnector port) {
                        port.setIdleTimeout(config.idleTimeoutMs());
                        port.setShutdownIdleTimeout(config.stopTimeoutMs() / 2);
                    }
                }
            }
        });
    }

    private void ready(Context ctx) {
        Readiness now = readiness.get();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ready", now.ready());
        body.put("checks", now.checks());
        Bodies.answer(ctx.status(now.ready() ? 200 : 503), body);
    }
}
