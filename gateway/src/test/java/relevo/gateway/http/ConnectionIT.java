package relevo.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relevo.gateway.whatsapp.Samples;
import relevo.gateway.whatsapp.Webhook;

/** Connections: pieces, order, half-closed sides, deadlines, caps, draining. */
class ConnectionIT {
    private static final byte[] TEXT = Samples.bytes("text.json");
    private final List<WebhookPort> ports = new ArrayList<>();

    @AfterEach
    void stop() {
        ports.forEach(WebhookPort::close);
    }

    @Test
    void shouldTakeARequestInPiecesOfAnySize() throws IOException {
        WebhookPort port = port();
        byte[] request = WebhookPort.signed(TEXT);
        for (int piece : new int[] {1, 2, 3, 7, 100, 1_000}) {
            try (RawClient client = port.client()) {
                for (int from = 0; from < request.length; from += piece) {
                    client.send(Arrays.copyOfRange(request, from, Math.min(request.length, from + piece)));
                }
                assertEquals(200, client.read().status());
            }
        }
        assertEquals(6, port.taken().size());
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrderWhateverIsAcknowledgedFirst() throws IOException {
        WebhookPort port = port();
        port.hold();
        try (RawClient client = port.client()) {
            // two bad signatures are the most a connection survives
            client.send(WebhookPort.signed(TEXT)).send(RawClient.post(TEXT));
            client.send(RawClient.request("GET", "/elsewhere", new byte[0])).send(WebhookPort.signed(TEXT));
            client.send(RawClient.post(TEXT)).send(RawClient.request("PUT", "/webhook", new byte[0]));
            client.send(WebhookPort.signed(TEXT));
            Await.until("three webhooks are handed over", () -> port.held() == 3);
            port.release(); // newest first
            assertEquals(List.of(200, 401, 404, 200, 401, 405, 200), statuses(client, 7));
        }
    }

    @Test
    void shouldHandOverManyPipelinedWebhooksInTheirOrder() throws Exception {
        WebhookPort port = port();
        int count = 500;
        try (RawClient client = port.client()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < count; i++) {
                    client.trySend(WebhookPort.signed(numbered(i)));
                }
            });
            for (int i = 0; i < count; i++) {
                assertEquals(200, client.read().status());
            }
            sent.get(10, TimeUnit.SECONDS);
        }
        List<String> ids = port.stored().stream()
                .map(update -> String.valueOf(update.id()))
                .toList();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expected.add("wamid.N" + i);
        }
        assertEquals(expected, ids);
    }

    @Test
    void shouldPauseReadingWhenTooManyRequestsWaitForTheirAnswer() throws Exception {
        WebhookPort port = port(config -> new Limits(config).pipelinedMax(4).config());
        port.hold();
        int count = 400;
        try (RawClient client = port.client()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < count; i++) {
                    client.trySend(WebhookPort.signed(numbered(i)));
                }
            });
            Await.until("some are handed over", () -> port.held() >= 4);
            // One read of the socket may bring more than four, but not all that wait in it.
            assertTrue(port.held() < count, "held " + port.held());
            port.release();
            for (int i = 0; i < count; i++) {
                assertEquals(200, client.read().status());
            }
            sent.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldAnswerAClientThatHasFinishedSending() throws IOException {
        WebhookPort port = port();
        port.hold();
        try (RawClient client = port.client()) {
            client.send(WebhookPort.signed(TEXT)).send(WebhookPort.signed(TEXT));
            client.finishSending();
            Await.until("both are handed over", () -> port.held() == 2);
            port.release();
            assertEquals(200, client.read().status());
            RawClient.Reply last = client.read();
            assertEquals(200, last.status());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldForgetARequestThatWasCutOff() throws IOException {
        WebhookPort port = port();
        byte[] request = WebhookPort.signed(TEXT);
        for (int length : new int[] {0, 1, 30, request.length - TEXT.length, request.length - 1}) {
            try (RawClient client = port.client()) {
                client.send(Arrays.copyOf(request, length));
                client.finishSending();
                if (length > 0 && length < request.length - TEXT.length) {
                    // a head that ends in the middle may be called bad; nothing more may be said
                    client.isClosed();
                } else {
                    assertTrue(client.isClosed());
                }
            }
        }
        assertTrue(port.taken().isEmpty());
        Await.until("all are closed", () -> port.counters.connections() == 0);
    }

    @Test
    void shouldSurviveClientsThatLeaveWithoutWaiting() throws IOException {
        WebhookPort port = port();
        port.hold();
        for (int i = 0; i < 50; i++) {
            try (RawClient client = port.client()) {
                client.send(WebhookPort.signed(numbered(i)));
            }
        }
        Await.until("all are handed over", () -> port.held() == 50);
        port.release(); // finds nobody who listens
        Await.until("all are closed", () -> port.counters.connections() == 0);
        assertEquals(200, port.deliver(TEXT).status());
    }

    @Test
    void shouldCloseWhenLessArrivesThanWasPromised() throws IOException {
        WebhookPort port =
                port(config -> new Limits(config).requestDeadlineMs(200).config());
        try (RawClient client = port.client()) {
            client.send("POST /webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n{\"object\":");
            assertTrue(client.isClosed());
        }
        assertEquals(1, port.counters.deadlines());
    }

    @Test
    void shouldCloseWhenARequestTricklesIn() throws IOException {
        WebhookPort port =
                port(config -> new Limits(config).requestDeadlineMs(200).config());
        byte[] request = WebhookPort.signed(TEXT);
        try (RawClient client = port.client()) {
            Await.until("the port gives up", () -> {
                client.trySend(new byte[] {'P'}); // never idle, never complete
                return port.counters.deadlines() == 1;
            });
            assertTrue(client.isClosed());
        }
        try (RawClient client = port.client()) {
            int[] sent = {0};
            Await.until("the port gives up", () -> {
                client.trySend(Arrays.copyOfRange(request, sent[0], ++sent[0]));
                return port.counters.deadlines() == 2 || sent[0] == request.length - 1;
            });
            assertTrue(client.isClosed());
        }
        assertTrue(port.taken().isEmpty());
    }

    @Test
    void shouldCloseIdleConnections() throws IOException {
        WebhookPort port = port(config -> new Limits(config).idleMs(200).config());
        try (RawClient silent = port.client();
                RawClient spoke = port.client()) {
            assertEquals(200, spoke.send(WebhookPort.signed(TEXT)).read().status());
            assertTrue(silent.isClosed());
            assertTrue(spoke.isClosed());
        }
        assertEquals(0, port.counters.deadlines());
    }

    @Test
    void shouldNotCallAConnectionIdleThatWaitsForItsAnswer() throws IOException {
        WebhookPort port = port(
                config -> new Limits(config).idleMs(100).requestDeadlineMs(100).config());
        port.hold();
        try (RawClient client = port.client();
                RawClient other = port.client()) {
            client.send(WebhookPort.signed(TEXT));
            assertTrue(other.isClosed(), "idle for much longer than allowed");
            Await.until("it is handed over", () -> port.held() == 1);
            port.release();
            assertEquals(200, client.read().status());
        }
    }

    @Test
    void shouldAnswer503WhenNobodySaysThatItIsDurable() throws IOException {
        WebhookPort port = port(config -> new Limits(config).ackTimeoutMs(150).config());
        port.hold();
        try (RawClient client = port.client()) {
            client.send(WebhookPort.signed(TEXT)).send(WebhookPort.signed(TEXT));
            assertEquals(503, client.read().status());
            assertEquals(503, client.read().status());
            port.release(); // too late: nothing more is said
            assertEquals(200, client.send(WebhookPort.signed(TEXT)).read().status());
        }
        assertEquals(2, port.counters.ackTimeouts());
    }

    @Test
    void shouldAnswer503WithRetryAfterWhenNothingIsAdmitted() throws IOException {
        WebhookPort port = port();
        port.fill();
        Set<Integer> waits = new HashSet<>();
        try (RawClient client = port.client()) {
            for (int i = 0; i < 200; i++) {
                RawClient.Reply reply = client.send(WebhookPort.signed(TEXT)).read();
                assertEquals(503, reply.status());
                assertFalse(reply.isLast());
                waits.add(Integer.parseInt(String.valueOf(reply.headers().get("retry-after"))));
            }
        }
        assertTrue(waits.stream().allMatch(wait -> wait >= 5 && wait <= 30), waits.toString());
        assertTrue(waits.size() > 20, "not spread: " + waits);
        assertTrue(port.taken().isEmpty());
    }

    @Test
    void shouldTurnAwayConnectionsBeyondTheCap() throws IOException {
        WebhookPort port =
                port(config -> new Limits(config).connectionsPerAddressMax(3).config());
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RawClient client = port.client();
            clients.add(client);
            assertEquals(200, client.send(WebhookPort.signed(TEXT)).read().status());
        }
        try (RawClient fourth = port.client()) {
            assertTrue(fourth.isClosed());
        }
        assertEquals(1, port.counters.turnedAway());
        for (RawClient client : clients) {
            client.close();
        }
        Await.until("there is room again", () -> port.counters.connections() == 0);
        assertEquals(200, port.deliver(TEXT).status());
    }

    @Test
    void shouldRefuseLongBodiesBeyondTheSharedBudget() throws IOException {
        WebhookPort port = port(config ->
                new Limits(config).bodyBytesMax(1 << 20).bodiesBytesMax(1 << 20).config());
        byte[] half = new byte[700_000];
        Arrays.fill(half, (byte) ' ');
        byte[] request = WebhookPort.signed(half);
        try (RawClient first = port.client();
                RawClient second = port.client()) {
            first.send(Arrays.copyOf(request, request.length - 1));
            Await.until("its body is in memory", () -> port.counters.connections() == 2);
            assertEquals(200, awaitBudget(port, request, second), "room for a short one");
            assertEquals(200, first.send(new byte[] {' '}).read().status());
        }
        assertEquals(200, port.send(request).status());
    }

    /** Sends the long request until it meets the taken budget, then a short one. */
    private static int awaitBudget(WebhookPort port, byte[] request, RawClient client) throws IOException {
        Await.until("the budget is used up", () -> {
            try {
                return port.send(request).status() == 503;
            } catch (IOException e) {
                return false;
            }
        });
        return client.send(WebhookPort.signed(TEXT)).read().status();
    }

    @Test
    void shouldAnswerWhatIsUnderWayAndNothingElseWhileDraining() throws Exception {
        WebhookPort port = port();
        port.hold();
        try (RawClient waiting = port.client();
                RawClient open = port.client();
                RawClient half = port.client()) {
            waiting.send(WebhookPort.signed(TEXT));
            byte[] request = WebhookPort.signed(TEXT);
            half.send(Arrays.copyOf(request, request.length - 10));
            Await.until("one is handed over", () -> port.held() == 1);
            CompletableFuture<Void> drained = port.server.drain();

            RawClient.Reply late = open.send(WebhookPort.signed(TEXT)).read();
            assertEquals(503, late.status());
            assertTrue(late.isLast());
            assertTrue(open.isClosed());
            half.send(Arrays.copyOfRange(request, request.length - 10, request.length));
            assertEquals(503, half.read().status());
            assertEquals(503, port.deliver(TEXT).status(), "a new connection");
            assertEquals(
                    503,
                    port.send(RawClient.request("GET", "/webhook", new byte[0])).status());
            assertFalse(drained.isDone());

            port.release();
            drained.get(10, TimeUnit.SECONDS);
            assertEquals(200, waiting.read().status());
        }
        assertEquals(1, port.taken().size());
    }

    @Test
    void shouldCloseEveryConnectionWhenStopped() throws IOException {
        WebhookPort port = port();
        port.hold();
        try (RawClient client = port.client()) {
            client.send(WebhookPort.signed(TEXT));
            Await.until("it is handed over", () -> port.held() == 1);
            var address = port.server.address();
            port.server.close();
            assertTrue(client.isClosed());
            assertThrows(IOException.class, () -> new RawClient(address).close());
            port.release(); // finds nobody
        } finally {
            ports.clear();
        }
    }

    @Test
    void shouldSpeakHttpOneZeroAndHonourConnectionClose() throws IOException {
        WebhookPort port = port();
        String signature = "X-Hub-Signature-256: " + Signing.header(Samples.SECRET, TEXT);
        try (RawClient client = port.client()) {
            client.send("POST /webhook HTTP/1.0\r\nContent-Length: " + TEXT.length + "\r\n" + signature + "\r\n\r\n");
            assertEquals(200, client.send(TEXT).read().status());
            assertTrue(client.isClosed());
        }
        try (RawClient client = port.client()) {
            RawClient.Reply reply =
                    client.send(WebhookPort.signed(TEXT, "Connection: close")).read();
            assertTrue(reply.isLast());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldKeepWhatBreaksNothingElse() throws IOException {
        WebhookPort port = port();
        assertEquals(
                200, port.deliver(Samples.bytes("hostile/wrong-object.json")).status());
        assertTrue(port.taken().isEmpty(), "nothing to keep, nobody is asked");
        assertEquals(200, port.deliver(Samples.bytes("hostile/truncated.json")).status());
        Webhook.Quarantined kept = port.taken().getFirst().quarantined().getFirst();
        assertEquals("not-json", kept.reason());
        assertEquals(Samples.bytes("hostile/truncated.json").length, kept.raw().length);
    }

    private static byte[] numbered(int i) {
        return Samples.text("text-wire-escaped.json")
                .replaceFirst("wamid\\.[^\"]+", "wamid.N" + i)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<Integer> statuses(RawClient client, int count) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statuses.add(client.read().status());
        }
        return statuses;
    }

    private WebhookPort port() {
        return port(config -> config);
    }

    private WebhookPort port(UnaryOperator<HttpConfig> change) {
        WebhookPort port = new WebhookPort(change);
        ports.add(port);
        return port;
    }
}
