package relevo.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import relevo.gateway.whatsapp.Samples;
import relevo.gateway.whatsapp.Webhook;
import relevo.journal.SectionKind;

/** The sample folder over real sockets: the documented answer to each file, signed with the vectors and unsigned. */
class WebhookSamplesIT {
    private static final String DASHBOARD = "dashboard-test-sample.json";
    private final Map<String, String> signatures = Samples.signatures();
    private final WebhookPort port = new WebhookPort();

    @AfterEach
    void stop() {
        port.close();
    }

    @TestFactory
    Stream<DynamicTest> shouldAcknowledgeEverySampleAndHandOverWhatTheIndexCounts() {
        return Samples.samples().stream()
                .map(sample -> dynamicTest(sample.file(), () -> {
                    int before = port.taken().size();
                    RawClient.Reply reply = post(sample.file(), signatures.get(sample.file()));
                    assertEquals(200, reply.status());
                    assertEquals("", reply.body());
                    assertEquals(before + 1, port.taken().size());
                    Webhook webhook = port.taken().getLast();
                    boolean isOurs = !sample.file().equals(DASHBOARD); // its number is nobody's
                    assertEquals(isOurs ? sample.messages() : 0, count(webhook, SectionKind.MESSAGE));
                    assertEquals(sample.statuses(), count(webhook, SectionKind.STATUS));
                    assertEquals(isOurs ? 0 : 1, webhook.quarantined().size());
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerHostileBodiesAsDocumentedWhenSigned() {
        return Samples.hostile().stream()
                .map(hostile -> dynamicTest(hostile.file(), () -> {
                    int before = port.taken().size();
                    String type =
                            hostile.file().endsWith(".txt") ? "application/x-www-form-urlencoded" : "application/json";
                    RawClient.Reply reply =
                            post(hostile.file(), signatures.get(hostile.file()), "Content-Type: " + type);
                    assertEquals(hostile.status(), reply.status());
                    assertEquals("", reply.body());
                    List<Webhook> taken =
                            port.taken().subList(before, port.taken().size());
                    boolean isQuarantined = taken.stream()
                            .anyMatch(webhook -> !webhook.quarantined().isEmpty());
                    assertEquals(hostile.isQuarantined(), isQuarantined);
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseEveryFileWhenUnsigned() {
        return signatures.keySet().stream()
                .map(file -> dynamicTest(file, () -> {
                    RawClient.Reply reply = post(file, null);
                    assertEquals(401, reply.status());
                    assertEquals("", reply.body());
                    assertTrue(port.taken().isEmpty());
                }));
    }

    @Test
    void shouldTakeTheWholeFolderOverOneConnection() throws IOException {
        try (RawClient client = port.client()) {
            for (Samples.Sample sample : Samples.samples()) {
                byte[] body = Samples.bytes(sample.file());
                client.send(RawClient.post(body, "X-Hub-Signature-256: " + signatures.get(sample.file())));
                assertEquals(200, client.read().status(), sample.file());
            }
        }
        assertEquals(118, port.taken().size());
        assertEquals(Map.of("200", 118L), port.counters.requests());
        assertEquals(1, port.counters.unknownNumbers());
    }

    @Test
    void shouldCountWhatTheTableCounts() throws IOException {
        for (Samples.Hostile hostile : Samples.hostile()) {
            post(hostile.file(), signatures.get(hostile.file()));
        }
        assertEquals(3, port.counters.coerced(), "phone_number_id, from and id of numbers-where-strings");
        assertEquals(3, port.counters.badTimestamps(), "overflow, negative, no number");
        assertEquals(1, port.counters.foreignObjects());
        assertEquals(1, port.counters.unknownNumbers());
        assertEquals(0, port.counters.badSignatures());
    }

    @Test
    void shouldStoreOnceWhatIsReplayedAThousandTimesInParallel() throws Exception {
        byte[] body = Samples.bytes("text.json");
        byte[] request = RawClient.post(body, "X-Hub-Signature-256: " + signatures.get("text.json"));
        int clients = 20;
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Callable<Integer>> replays = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                replays.add(() -> replay(request, 1_000 / clients));
            }
            int acknowledged = 0;
            for (Future<Integer> replay : threads.invokeAll(replays)) {
                acknowledged += replay.get();
            }
            assertEquals(1_000, acknowledged);
        }
        assertEquals(1, port.stored().size());
        assertEquals(1_000, port.taken().size());
    }

    private int replay(byte[] request, int times) throws IOException {
        int acknowledged = 0;
        try (RawClient client = port.client()) {
            for (int i = 0; i < times; i++) {
                acknowledged += client.send(request).read().status() == 200 ? 1 : 0;
            }
        }
        return acknowledged;
    }

    private RawClient.Reply post(String file, @Nullable String signature, String... more) throws IOException {
        List<String> headers = new ArrayList<>(List.of(more));
        if (signature != null) {
            headers.add("X-Hub-Signature-256: " + signature);
        }
        RawClient.Reply reply = port.send(RawClient.post(Samples.bytes(file), headers.toArray(String[]::new)));
        assertNotNull(reply);
        return reply;
    }

    private static long count(Webhook webhook, SectionKind kind) {
        return webhook.updates().stream()
                .filter(update -> update.kind() == kind)
                .count();
    }
}
