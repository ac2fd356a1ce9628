package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.dialog.Address;
import relevo.dialog.Outgoing;
import relevo.dialog.Outgoing.Option;

/** The client against the simulated API, and against sockets that misbehave in ways the simulated one does not. */
class CloudApiIT {
    private static final String NUMBER = "900000000000001";
    private static final Address PHONE = new Address(null, "34600000011");
    private static final Address USER_ID = new Address("ES.1029384756102938475", "34600000011");
    private static final Outgoing HOLA = new Outgoing.Text("Hola, ¿qué tal? \uD83D\uDCE6");

    @TempDir
    private Path data;

    private final AtomicLong clock = new AtomicLong(1_795_257_602_000L);
    private final List<String> reads = new CopyOnWriteArrayList<>();
    private SimulatedCloudApi api;
    private CloudApi client;

    @BeforeEach
    void start() {
        SimulatedConfig config = new SimulatedConfig(
                0,
                data,
                "secret",
                "token-1",
                Map.of(NUMBER, "34910000001"),
                SimulatedConfig.Limits.DOCUMENTED,
                SimulatedConfig.Redelivery.QUICK,
                true,
                7);
        api = new SimulatedCloudApi(config, clock::get, new SimulatedCloudApi.Listener() {
            @Override
            public void message(SentMessage message) {}

            @Override
            public void read(String number, String wamid, boolean typing) {
                reads.add(number + " " + wamid + " " + typing);
            }
        });
        client = new CloudApi(new CloudApiConfig(api.url()), () -> "token-1");
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
    }

    @Test
    void shouldSendTextToPhoneWithPlus() {
        SendOutcome.Accepted accepted = accepted(client.send(NUMBER, PHONE, HOLA, "s1"));
        SentMessage sent = api.sentAfter(0).getFirst();
        assertEquals(
                new SentMessage(
                        1,
                        NUMBER,
                        "+34600000011",
                        null,
                        "text",
                        HOLA.body(),
                        List.of(),
                        "s1",
                        clock.get(),
                        accepted.wamid()),
                sent);
    }

    @Test
    void shouldSendToUserIdThroughRecipientAndNeverThroughTo() {
        accepted(client.send(NUMBER, USER_ID, HOLA, "s1"));
        SentMessage sent = api.sentAfter(0).getFirst();
        assertEquals("ES.1029384756102938475", sent.recipient());
        assertNull(sent.to());
    }

    @Test
    void shouldFallBackToPhoneWhenUserIdIsMalformed() {
        accepted(client.send(NUMBER, new Address("1029384756", "+34600000011"), HOLA, "s1"));
        assertEquals("+34600000011", api.sentAfter(0).getFirst().to());
    }

    @Test
    void shouldSendButtonsAndLists() {
        List<Option> options = List.of(new Option("agent:request", "Hablar con persona"), new Option("2", "Envíos"));
        accepted(client.send(NUMBER, PHONE, new Outgoing.Buttons("¿Algo más?", options), "s1"));
        accepted(client.send(NUMBER, PHONE, new Outgoing.Choices("Elige", "Ver opciones", options), "s2"));
        for (SentMessage sent : api.sentAfter(0)) {
            assertEquals("interactive", sent.type());
            assertEquals(
                    List.of(
                            new SentMessage.Button("agent:request", "Hablar con persona"),
                            new SentMessage.Button("2", "Envíos")),
                    sent.buttons());
        }
        assertEquals("¿Algo más?", api.sentAfter(0).getFirst().text());
    }

    @Test
    void shouldSendTextWithHalfAnEmojiInIt() {
        List<Option> options = List.of(new Option("1\uDC4B", "\uD83Dx"));
        accepted(client.send(NUMBER, PHONE, new Outgoing.Buttons("Hola, Ana\uD83D \uD83D\uDC4B\uDC4B", options), "s"));
        SentMessage sent = api.sentAfter(0).getFirst();
        assertEquals("Hola, Ana\uFFFD \uD83D\uDC4B\uFFFD", sent.text());
        assertEquals(List.of(new SentMessage.Button("1\uFFFD", "\uFFFDx")), sent.buttons());
    }

    @Test
    void shouldRefuseBeforeSendingWhatIsOverTheLimits() {
        SendOutcome.Refused refused = refused(client.send(NUMBER, PHONE, new Outgoing.Text("a".repeat(4_097)), "s1"));
        assertEquals(RetryClass.NEVER, refused.retryClass());
        assertEquals(0, refused.httpStatus());
        assertEquals(0, api.sentCount());
    }

    @Test
    void shouldMarkAsReadWithAndWithoutTyping() {
        assertTrue(
                client.markRead(NUMBER, "wamid.A", false).toCompletableFuture().join());
        assertTrue(
                client.markRead(NUMBER, "wamid.B", true).toCompletableFuture().join());
        assertEquals(List.of(NUMBER + " wamid.A false", NUMBER + " wamid.B true"), reads);
    }

    @Test
    void shouldTakeTheTokenAnewForEveryCall() {
        AtomicReference<String> token = new AtomicReference<>("expired");
        try (CloudApi other = new CloudApi(new CloudApiConfig(api.url()), token::get)) {
            SendOutcome.Refused refused = refused(other.send(NUMBER, PHONE, HOLA, "s1"));
            assertEquals(190, refused.code());
            assertEquals(RetryClass.ALARM, refused.retryClass());
            token.set("token-1");
            accepted(other.send(NUMBER, PHONE, HOLA, "s1"));
        }
    }

    @Test
    void shouldReportErrorCodeAndItsClass() {
        api.faults(Faults.of(Faults.Fault.error(131056, 1)));
        assertEquals(
                RetryClass.PAIR, refused(client.send(NUMBER, PHONE, HOLA, "s1")).retryClass());
    }

    @Test
    void shouldNotKnowWhenCutBeforeOrAfterAcceptance() {
        api.faults(Faults.of(Faults.Fault.of("cut-before", 1), Faults.Fault.of("cut-after", 1)));
        assertInstanceOf(SendOutcome.Unknown.class, join(client.send(NUMBER, PHONE, HOLA, "s1")));
        assertEquals(0, api.sentCount());
        assertInstanceOf(SendOutcome.Unknown.class, join(client.send(NUMBER, PHONE, HOLA, "s2")));
        assertEquals(1, api.sentCount());
        accepted(client.send(NUMBER, PHONE, HOLA, "s3"));
    }

    @Test
    void shouldNotKnowAfterBareServerError() {
        api.faults(Faults.of(Faults.Fault.of("server-error-after", 1)));
        assertInstanceOf(SendOutcome.Unknown.class, join(client.send(NUMBER, PHONE, HOLA, "s1")));
    }

    @Test
    void shouldKnowThatNothingLeftWithoutConnection() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (CloudApi nowhere = new CloudApi(new CloudApiConfig(URI.create("http://127.0.0.1:" + closed)), () -> "t")) {
            assertInstanceOf(SendOutcome.NotSent.class, join(nowhere.send(NUMBER, PHONE, HOLA, "s1")));
        }
    }

    @Test
    void shouldSayThatNothingLeftWhenItIsClosed() {
        CloudApi closed = new CloudApi(new CloudApiConfig(api.url()), () -> "t");
        closed.close();
        assertInstanceOf(SendOutcome.NotSent.class, join(closed.send(NUMBER, PHONE, HOLA, "s1")));
    }

    @Test
    void shouldNotKnowWhenNoAnswerComesInTime() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                CloudApi hasty = client(mute.getLocalPort(), new HttpLimits(1, 8, 1_000, 5_000, 50, 1_000))) {
            assertInstanceOf(SendOutcome.Unknown.class, join(hasty.send(NUMBER, PHONE, HOLA, "s1")));
        }
    }

    @Test
    void shouldKnowThatNothingLeftWhenAllConnectionsAreBusy() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                CloudApi small = client(mute.getLocalPort(), new HttpLimits(1, 1, 1_000, 60, 10_000, 1_000))) {
            CompletionStage<SendOutcome> holding = small.send(NUMBER, PHONE, HOLA, "s1");
            try (Socket accepted = mute.accept()) {
                assertTrue(accepted.getInputStream().read() >= 0);
                assertInstanceOf(SendOutcome.NotSent.class, join(small.send(NUMBER, PHONE, HOLA, "s2")));
                assertFalse(holding.toCompletableFuture().isDone());
            }
            assertInstanceOf(SendOutcome.Unknown.class, join(holding));
        }
    }

    @Test
    void shouldUseNewConnectionWhenTheServerClosedTheIdleOne() throws IOException {
        String body = "{\"messages\":[{\"id\":\"wamid.abc\"}]}";
        byte[] answer = ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                CloudApi one = client(server.getLocalPort(), HttpLimits.DEFAULT)) {
            for (int i = 0; i < 3; i++) {
                CompletionStage<SendOutcome> outcome = one.send(NUMBER, PHONE, HOLA, "s" + i);
                try (Socket accepted = server.accept()) {
                    assertTrue(accepted.getInputStream().read(new byte[4_096]) > 0);
                    accepted.getOutputStream().write(answer);
                    accepted.getOutputStream().flush();
                    accepted(outcome);
                }
                Await.until("pool sees the end", () -> one.connectionsOpen() == 0);
            }
        }
    }

    @Test
    void shouldSendMoreThanThereAreConnections() {
        List<CompletionStage<SendOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            Address address = new Address(null, "346000" + (10_000 + i));
            outcomes.add(client.send(NUMBER, address, HOLA, "s" + i));
        }
        outcomes.forEach(CloudApiIT::accepted);
        assertEquals(70, api.sentCount());
        assertNotNull(api.sentAfter(69).getFirst().callback());
    }

    private static CloudApi client(int port, HttpLimits limits) {
        return new CloudApi(
                new CloudApiConfig(URI.create("http://127.0.0.1:" + port), "v25.0", limits, null), () -> "t");
    }

    private static SendOutcome join(CompletionStage<SendOutcome> outcome) {
        return outcome.toCompletableFuture().join();
    }

    private static SendOutcome.Accepted accepted(CompletionStage<SendOutcome> outcome) {
        return assertInstanceOf(SendOutcome.Accepted.class, join(outcome));
    }

    private static SendOutcome.Refused refused(CompletionStage<SendOutcome> outcome) {
        return assertInstanceOf(SendOutcome.Refused.class, join(outcome));
    }
}
