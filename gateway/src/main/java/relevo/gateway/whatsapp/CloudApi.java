package relevo.gateway.whatsapp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Address;
import relevo.dialog.Outgoing;

/**
 * The WhatsApp Cloud API as a client: {@code POST /<version>/<number>/messages} with a bearer token. Sends once and says
 * what became of it; repeats, order and pacing are the outbox's. An answer with an error object is a proof of refusal; a
 * time-out, a cut or a bare 5xx after the request left proves nothing. Redirects are not followed, the token stays here.
 *
 * <p>Safe for use from any thread; one event loop of its own, on which the stages complete.
 */
public final class CloudApi implements Sender, AutoCloseable {
    private static final int DETAILS_MAX = 500;
    private static final JsonMapper JSON = new JsonMapper();

    private final MultiThreadIoEventLoopGroup loops;
    private final HttpCalls calls;
    private final String version;
    private final Supplier<String> token;

    /** {@code token} is asked before every call, so that it can change while running; it must not throw. */
    public CloudApi(CloudApiConfig config, Supplier<String> token) {
        Transport transport = Transport.best();
        SslContext tls = tls(config);
        this.loops = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("cloud-api", true), transport.io());
        this.calls = new HttpCalls(transport, loops, config.baseUrl(), config.limits(), tls);
        this.version = config.version();
        this.token = token;
    }

    private static @Nullable SslContext tls(CloudApiConfig config) {
        if (!config.tls()) {
            return null;
        }
        SslContextBuilder builder =
                SslContextBuilder.forClient().protocols("TLSv1.3", "TLSv1.2").endpointIdentificationAlgorithm("HTTPS");
        if (config.trust() != null) {
            builder.trustManager(config.trust().toFile());
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new UncheckedIOException("TLS for " + config.baseUrl() + " with trust " + config.trust(), e);
        }
    }

    @Override
    public CompletionStage<SendOutcome> send(String number, Address address, Outgoing message, String callbackData) {
        String violation = MessageLimits.violation(address, message, callbackData);
        if (violation != null) {
            return CompletableFuture.completedFuture(
                    new SendOutcome.Refused(ErrorTable.BAD_PARAMETER, violation, 0, RetryClass.NEVER, null));
        }
        return post(number, MessageJson.message(address, message, callbackData)).thenApply(CloudApi::outcome);
    }

    @Override
    public CompletionStage<Boolean> markRead(String number, String wamid, boolean typing) {
        return post(number, MessageJson.read(wamid, typing))
                .thenApply(reply -> reply instanceof HttpCalls.Reply.Answered answered && answered.status() == 200);
    }

    private CompletableFuture<HttpCalls.Reply> post(String number, byte[] body) {
        String path = "/" + version + "/" + URLEncoder.encode(number, StandardCharsets.UTF_8) + "/messages";
        return calls.post(path, Map.of("Authorization", "Bearer " + token.get()), body);
    }

    private static SendOutcome outcome(HttpCalls.Reply reply) {
        return switch (reply) {
            case HttpCalls.Reply.Answered answered -> answered(answered.status(), answered.body());
            case HttpCalls.Reply.NotSent notSent ->
                new SendOutcome.NotSent(notSent.cause().toString());
            case HttpCalls.Reply.Broken broken ->
                new SendOutcome.Unknown(broken.cause().toString());
        };
    }

    /** What an answer says about the message; package-private for tests. */
    static SendOutcome answered(int status, byte[] body) {
        JsonNode json = parse(body);
        JsonNode error = json.path("error");
        if (error.hasNonNull("code")) {
            int code = error.path("code").asInt();
            String details = error.path("error_data").path("details").asText("");
            return new SendOutcome.Refused(
                    code,
                    WellFormed.text(details.isEmpty() ? error.path("message").asText("") : details, DETAILS_MAX),
                    status,
                    ErrorTable.of(code, status).retryClass(),
                    error.hasNonNull("fbtrace_id")
                            ? WellFormed.text(error.path("fbtrace_id").asText(), 128)
                            : null);
        }
        if (status == 200) {
            String wamid =
                    WellFormed.text(json.path("messages").path(0).path("id").asText(""), 512);
            return wamid.isEmpty()
                    ? new SendOutcome.Unknown("answer 200 without a message id")
                    : new SendOutcome.Accepted(wamid);
        }
        if (status >= 300 && status < 500) {
            return new SendOutcome.Refused(
                    -status,
                    "HTTP " + status + " without an error code",
                    status,
                    ErrorTable.ofStatus(status).retryClass(),
                    null);
        }
        return new SendOutcome.Unknown("HTTP " + status + " without an error code");
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? JSON.missingNode() : json;
        } catch (JacksonException e) {
            return JSON.missingNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connections in use or kept for use. */
    public int connectionsOpen() {
        return calls.connectionsOpen();
    }

    @Override
    public void close() {
        calls.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
