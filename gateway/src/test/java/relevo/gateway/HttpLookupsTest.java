package relevo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relevo.dialog.ConfigException;
import relevo.dialog.Lookups;
import relevo.dialog.Lookups.Found;

/** Against a real server that answers as the last part of the path says. */
@SuppressWarnings("NullAway.Init") // set up by JUnit
class HttpLookupsTest {
    private static final String NUMBER = "900000000000001";

    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.set(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/slow")) {
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.getResponseHeaders().add("Location", "/found");
        byte[] body = (switch (path) {
                    case "/found" -> "{\"values\":{\"estado\":\"en camino\",\"piezas\":2,\"deep\":{\"a\":1}}}";
                    case "/long" -> "{\"values\":{\"estado\":\"" + "x".repeat(100_000) + "\"}}";
                    default -> "<html>";
                })
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                switch (path) {
                    case "/missing" -> 404;
                    case "/broken" -> 500;
                    case "/moved" -> 302;
                    default -> 200;
                },
                body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Lookups lookups(String pack, long budgetMs) {
        String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        List<GatewayConfig.LookupCall> calls =
                List.of("found", "missing", "broken", "moved", "long", "slow", "html").stream()
                        .map(name -> new GatewayConfig.LookupCall(pack, name, base + name, "SHOP_TOKEN"))
                        .toList();
        GatewayConfig shipped = GatewayConfig.shipped();
        GatewayConfig config = new GatewayConfig(
                shipped.webhook(),
                shipped.admin(),
                shipped.apps(),
                shipped.numbers(),
                shipped.journal(),
                shipped.pipeline(),
                shipped.outbox(),
                new GatewayConfig.LookupPort(1, 1, budgetMs, 16_384, calls),
                shipped.desk(),
                shipped.cloudApi());
        return Objects.requireNonNull(HttpLookups.of(config, new Secrets(Map.of("SHOP_TOKEN", "s3cret")))
                .get(NUMBER));
    }

    @Test
    void shouldTellWhatWasFoundAndHowItAsked() {
        Found found = lookups("retail", 5_000).look("found", Map.of("order_number", "48213"));
        assertEquals(new Found("found", Map.of("estado", "en camino", "piezas", "2")), found);
        assertEquals(
                "Bearer s3cret {\"lookup\":\"found\",\"number\":\"" + NUMBER
                        + "\",\"slots\":{\"order_number\":\"48213\"}}",
                asked.get());
    }

    @Test
    void shouldTellMissingFromFailed() {
        Lookups lookups = lookups("retail", 5_000);
        assertEquals(Found.MISSING, lookups.look("missing", Map.of()));
        for (String name : List.of("broken", "moved", "long", "html", "unheard-of")) {
            assertEquals(Found.FAILED, lookups.look(name, Map.of()), name);
        }
        assertTrue(lookups.knows("found"));
        assertFalse(lookups.knows("unheard-of"));
    }

    @Test
    void shouldFailWhenTheTimeIsOverOrNobodyListens() {
        assertEquals(Found.FAILED, lookups("retail", 100).look("slow", Map.of()));
        Lookups nobody = lookups("retail", 1_000);
        mayAnswer.countDown();
        server.stop(0);
        assertEquals(Found.FAILED, nobody.look("found", Map.of()));
    }

    @Test
    void shouldRefuseACallForAPackThatNoNumberHas() {
        ConfigException refused = assertThrows(ConfigException.class, () -> lookups("banca", 1_000));
        assertTrue(String.valueOf(refused.getMessage()).contains("banca"));
    }
}
