package relevo.gateway.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Stands where the gateway's webhook port is: checks the signature, keeps the bodies, answers as told. */
public final class WebhookReceiver implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final String secret;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> forged = new CopyOnWriteArrayList<>();
    private volatile IntSupplier answer = () -> 200;
    private volatile Consumer<byte[]> sink = body -> {};

    public WebhookReceiver(String secret) throws IOException {
        this.secret = secret;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/webhook", this::handle);
        server.setExecutor(workers);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhook");
    }

    public void answers(IntSupplier status) {
        answer = status;
    }

    /** Called with every body that is answered with 200, before it is. */
    public void to(Consumer<byte[]> consumer) {
        sink = consumer;
    }

    /** Bodies answered with 200, as text. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    public List<String> forged() {
        return List.copyOf(forged);
    }

    /** {@code value.statuses[0]} or {@code value.messages[0]} of the bodies. */
    public List<JsonNode> items(String kind) {
        return bodies.stream()
                .map(WebhookReceiver::value)
                .filter(value -> value.has(kind))
                .map(value -> value.path(kind).path(0))
                .toList();
    }

    public static JsonNode value(String body) {
        try {
            return JSON.readTree(body)
                    .path("entry")
                    .path(0)
                    .path("changes")
                    .path(0)
                    .path("value");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = answer.getAsInt();
        if (!signature(body).equals(exchange.getRequestHeaders().getFirst("X-Hub-Signature-256"))) {
            forged.add(new String(body, StandardCharsets.UTF_8));
            status = 401;
        } else if (status == 200) {
            sink.accept(body);
            bodies.add(new String(body, StandardCharsets.UTF_8));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
