package relevo.gateway.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin port over real sockets. */
class AdminServerIT {
    private static final int BODY_BYTES_MAX = 4_096;

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicReference<Readiness> readiness = new AtomicReference<>(new Readiness(List.of()));
    private final Feed feed = new Feed(new FeedLimits(2, 1, 10, 2, 10, 0));
    private final FakeGateway gateway = new FakeGateway(feed, Clock.systemUTC(), 0);
    private @Nullable AdminServer server;

    @AfterEach
    void stop() {
        gateway.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldSayLiveAndReadyAndFigures() throws IOException {
        int port = start(null);
        Counter.builder("relevo.webhooks").register(metrics).increment(3);
        assertEquals("live\n", RawHttp.get(port, "/healthz").body());
        RawHttp.Answer ready = RawHttp.get(port, "/readyz");
        assertEquals(200, ready.status());
        assertEquals("{\"ready\":true,\"checks\":[]}", ready.body());
        RawHttp.Answer figures = RawHttp.get(port, "/metrics");
        assertTrue(figures.body().contains("relevo_webhooks_total 3.0"), figures.body());
        assertTrue(
                figures.header("Content-Type").startsWith("text/plain; version=0.0.4"), figures.header("Content-Type"));
    }

    @Test
    void shouldNameWhatItWaitsForWhenNotReady() throws IOException {
        int port = start(null);
        readiness.set(new Readiness(List.of(
                new Readiness.Check("journal", true, "sequence 12"),
                new Readiness.Check("content", false, "index is being built"))));
        RawHttp.Answer answer = RawHttp.get(port, "/readyz");
        assertEquals(503, answer.status());
        assertEquals(
                "{\"ready\":false,\"checks\":[{\"name\":\"journal\",\"ready\":true,\"detail\":\"sequence 12\"},"
                        + "{\"name\":\"content\",\"ready\":false,\"detail\":\"index is being built\"}]}",
                answer.body());
        assertEquals(200, RawHttp.get(port, "/healthz").status());
    }

    @Test
    void shouldServeNoPageWithoutSandbox() throws IOException {
        int port = start(null);
        assertEquals(404, RawHttp.get(port, "/").status());
        assertEquals(404, RawHttp.get(port, "/sandbox/events").status());
        assertEquals(404, RawHttp.post(port, "/sandbox/customers", "{}").status());
    }

    @Test
    void shouldOfferNoReviewPagesUnlessAsked() throws IOException {
        int port = start(sandbox());
        for (String path : List.of("/review", "/review/", "/review/review.js", "/review/api/cards")) {
            RawHttp.Answer answer = RawHttp.get(port, path);
            assertEquals(404, answer.status(), path);
            assertTrue(answer.body().contains("admin.review in relevo.yaml"), answer.body());
        }
        assertEquals(
                404, RawHttp.post(port, "/review/api/cards/x/publish", "{}").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz HTTP/1.1\nHost: localhost\n",
                "GET / HTTP/1.1\nHost: localhost\n",
                "GET /main.js HTTP/1.1\nHost: localhost\n",
                "GET /none HTTP/1.1\nHost: localhost\n",
                "GET /healthz HTTP/1.1\nHost: evil.example\n",
                "GET /%00 HTTP/1.1\nHost: localhost\n",
                "GET /..%2f..%2fetc/passwd HTTP/1.1\nHost: localhost\n",
                "GET /%zz HTTP/1.1\nHost: localhost\n",
                "GET / HTTP/1.1\n",
                "GET / HTTP/3.7\nHost: localhost\n",
                "G\u0001T / HTTP/1.1\nHost: localhost\n",
                "POST /sandbox/customers HTTP/1.1\nHost: localhost\nContent-Length: 99999\n",
                "POST /sandbox/customers HTTP/1.1\n"
                        + "Host: localhost\n"
                        + "Content-Type: application/json\n"
                        + "Content-Length: x\n",
                "DELETE /sandbox/customers HTTP/1.1\nHost: localhost\n"
            })
    void shouldSetSecurityHeadersOnEveryAnswer(String request) throws IOException {
        int port = start(sandbox());
        RawHttp.Answer answer = RawHttp.ask(port, request, "");
        assertEquals(SecurityHeaders.CONTENT_SECURITY_POLICY, answer.header("Content-Security-Policy"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        assertEquals("no-referrer", answer.header("Referrer-Policy"));
        assertEquals("DENY", answer.header("X-Frame-Options"));
        assertEquals("same-origin", answer.header("Cross-Origin-Resource-Policy"));
        assertEquals("", answer.header("Server"));
        if (answer.status() >= 400) {
            assertEquals("application/problem+json", answer.header("Content-Type"));
            assertTrue(answer.body().startsWith("{\"title\":"), answer.body());
            assertTrue(answer.body().contains("\"status\":" + answer.status()), answer.body());
            assertFalse(answer.body().contains("Exception"), answer.body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,200",
        "LOCALHOST:8081,200",
        "127.0.0.1:8081,200",
        "[::1]:8081,200",
        "[::1],200",
        "relevo.internal:9000,200",
        "evil.example,421",
        "127.0.0.1.evil.example,421",
        "localhost.evil.example:8081,421",
        "169.254.169.254,421",
        "[::2],421"
    })
    void shouldAnswerOnlyUnderItsOwnNames(String host, int status) throws IOException {
        int port = start(sandbox());
        assertEquals(
                status,
                RawHttp.ask(port, "GET / HTTP/1.1\nHost: " + host + "\n", "").status());
        assertEquals(
                status,
                RawHttp.ask(port, "GET /metrics HTTP/1.1\nHost: " + host + "\n", "")
                        .status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-None: 1|201",
                "Sec-Fetch-Site: same-origin|201",
                "Origin: http://localhost:PORT|201",
                "Origin: http://evil.example|403",
                "Origin: null|403",
                "Origin: http://localhost:1|403",
                "Origin: ://|403",
                "Sec-Fetch-Site: cross-site|403",
                "Sec-Fetch-Site: same-site|403",
                "Sec-Fetch-Site: none|403"
            })
    void shouldChangeNothingForAnotherSite(String header, int status) throws IOException {
        int port = start(sandbox());
        String named = header.replace("PORT", Integer.toString(port));
        RawHttp.Answer answer = RawHttp.post(port, "/sandbox/customers", customer("Rosa"), named);
        assertEquals(status, answer.status(), answer.body());
        assertEquals(status == 201 ? 1 : 0, gateway.all().size());
    }

    @Test
    void shouldOpenPageByLinkButGiveNothingElseToAnotherSite() throws IOException {
        int port = start(sandbox());
        String foreign = "\nHost: localhost\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: ";
        assertEquals(
                200,
                RawHttp.ask(port, "GET / HTTP/1.1" + foreign + "navigate\n", "").status());
        assertEquals(
                403,
                RawHttp.ask(port, "GET /sandbox/events HTTP/1.1" + foreign + "cors\n", "")
                        .status());
        assertEquals(
                403,
                RawHttp.ask(port, "GET /main.js HTTP/1.1" + foreign + "no-cors\n", "")
                        .status());
    }

    @Test
    void shouldRefuseBodiesThatAreTooLargeOrNotJson() throws IOException {
        int port = start(sandbox());
        String large = "x".repeat(BODY_BYTES_MAX + 1);
        assertEquals(413, RawHttp.post(port, "/sandbox/customers", large).status());
        String chunked = "POST /sandbox/customers HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
                + "Transfer-Encoding: chunked\n";
        String chunk = Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n";
        assertEquals(413, RawHttp.ask(port, chunked, chunk).status());
        String form =
                "POST /sandbox/customers HTTP/1.1\nHost: localhost\nContent-Type: text/plain\nContent-Length: 2\n";
        assertEquals(415, RawHttp.ask(port, form, "{}").status());
        assertTrue(gateway.all().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|the body is not valid JSON",
                "[]|the body must be a JSON object",
                "null|the body must be a JSON object",
                "{\"nombre\":\"Rosa\"}|unknown key 'nombre'",
                "{\"name\":\"Rosa\",\"reach\":\"pigeon\",\"lang\":\"es\"}|the body must be a JSON object",
                "{\"name\":\"Rosa\",\"lang\":\"es\"}|reach: must be phone, user-id or both",
                "{\"name\":\"Rosa\",\"reach\":\"phone\",\"lang\":\"xx\"}|lang: must be es, pt or en",
                "{\"name\":\" \",\"reach\":\"phone\",\"lang\":\"es\"}|name: must have 1 to 64 characters"
            })
    void shouldSayWhatIsWrongWithARequest(String body, String detail) throws IOException {
        int port = start(sandbox());
        RawHttp.Answer answer = RawHttp.post(port, "/sandbox/customers", body);
        assertEquals(400, answer.status());
        assertTrue(answer.body().contains(detail), answer.body());
    }

    @Test
    void shouldTellRefusalsOfTheGatewayApart() throws IOException {
        int port = start(sandbox());
        RawHttp.Answer unknown = RawHttp.post(port, "/sandbox/customers/nobody/text", "{\"text\":\"hola\"}");
        assertEquals(404, unknown.status());
        assertTrue(unknown.body().contains("no such customer"), unknown.body());
        assertEquals(
                201, RawHttp.post(port, "/sandbox/customers", customer("a")).status());
        assertEquals(
                201, RawHttp.post(port, "/sandbox/customers", customer("b")).status());
        RawHttp.Answer full = RawHttp.post(port, "/sandbox/customers", customer("c"));
        assertEquals(429, full.status());
        assertEquals("5", full.header("Retry-After"));
    }

    @Test
    void shouldStreamStateThenNews() throws IOException {
        int port = start(sandbox());
        RawHttp.post(port, "/sandbox/customers", customer("Rosa"));
        String id = gateway.all().getFirst().id();
        try (RawHttp stream = events(port)) {
            String state = stream.lineWith("\"kind\":\"state\"");
            assertTrue(state.startsWith("data: {\"conversation\":null,\"event\":{"), state);
            assertTrue(state.contains("\"name\":\"Rosa\""), state);
            assertTrue(state.contains("\"ringSize\":65536"), state);
            RawHttp.post(port, "/sandbox/customers/" + id + "/text", "{\"text\":\"línea 1\\nlínea 2\"}");
            String news = stream.lineWith("\"kind\":\"customer-message\"");
            assertTrue(news.contains("\\nl"), news);
            String decided = stream.lineWith("\"kind\":\"decided\"");
            assertTrue(decided.contains("\"decision\":\"fallback\""), decided);
            assertFalse(decided.contains("\"memory\""), decided);
            stream.lineWith("\"kind\":\"business-message\"");
        }
    }

    @Test
    void shouldRefuseOneStreamTooManyAndTakeTheNextWhenOneEnds() throws IOException, InterruptedException {
        int port = start(sandbox());
        try (RawHttp first = events(port)) {
            RawHttp second = events(port);
            first.lineWith("state");
            second.lineWith("state");
            RawHttp.Answer refused = RawHttp.get(port, "/sandbox/events");
            assertEquals(429, refused.status());
            assertEquals("5", refused.header("Retry-After"));
            second.close();
            long deadlineNs = System.nanoTime() + 10_000_000_000L;
            while (feed.subscribers() == 2) {
                assertTrue(System.nanoTime() < deadlineNs, "the place of a page that went away stayed taken");
                feed.publish("x", new FeedEvent.Typing(0));
                Thread.onSpinWait();
            }
            try (RawHttp third = events(port)) {
                third.lineWith("state");
            }
        }
    }

    @Test
    void shouldEndStreamsAndListenNoMoreWhenClosed() throws IOException {
        int port = start(sandbox());
        try (RawHttp stream = events(port)) {
            stream.lineWith("state");
            server().close();
            while (!stream.isClosed()) {
                // reads what was on its way
            }
        }
        assertThrows(ConnectException.class, () -> RawHttp.get(port, "/healthz"));
        server = null;
    }

    @Test
    void shouldNameTheAddressWhenItIsInUse() {
        int port = start(null);
        AdminServer second = new AdminServer(AdminConfig.loopback(port), metrics, readiness::get, null);
        UncheckedIOException thrown = assertThrows(UncheckedIOException.class, second::start);
        assertEquals("cannot listen on 127.0.0.1:" + port, thrown.getMessage());
        second.close();
    }

    @Test
    void shouldBoundConnectionsAndCloseIdleOnes() throws IOException {
        AdminConfig config = new AdminConfig("127.0.0.1", 0, Set.of(), BODY_BYTES_MAX, 2, 1_000, 1_000);
        server = new AdminServer(config, metrics, readiness::get, null);
        server.start();
        int port = server.port();
        try (RawHttp first = new RawHttp(port);
                RawHttp second = new RawHttp(port)) {
            String head = "GET /healthz HTTP/1.1\nHost: localhost\n";
            first.send(head, "");
            second.send(head, "");
            assertEquals(200, first.answer().status());
            assertEquals(200, second.answer().status());
            try (RawHttp third = new RawHttp(port)) {
                third.waitAtMost(200);
                third.send(head, "");
                assertThrows(SocketTimeoutException.class, third::answer, "a third connection was served");
                third.waitAtMost(10_000);
                assertTrue(first.isClosed(), "idle for longer than it may");
                assertEquals(200, third.answer().status());
            }
        }
    }

    private int start(@Nullable Sandbox sandbox) {
        AdminConfig config =
                new AdminConfig("127.0.0.1", 0, Set.of("relevo.internal"), BODY_BYTES_MAX, 50, 30_000, 1_000);
        server = new AdminServer(config, metrics, readiness::get, sandbox);
        server.start();
        return server.port();
    }

    private Sandbox sandbox() {
        return new Sandbox(gateway, gateway, feed, gateway::figures);
    }

    private static RawHttp events(int port) throws IOException {
        RawHttp connection = new RawHttp(port);
        connection.send("GET /sandbox/events HTTP/1.1\nHost: localhost\n", "");
        RawHttp.Answer answer = connection.answer();
        assertEquals(200, answer.status());
        assertEquals("text/event-stream;charset=utf-8", answer.header("Content-Type"));
        return connection;
    }

    private static String customer(String name) {
        return "{\"name\":\"" + name + "\",\"reach\":\"phone\",\"lang\":\"es\"}";
    }

    private AdminServer server() {
        assertTrue(server != null);
        return server;
    }
}
