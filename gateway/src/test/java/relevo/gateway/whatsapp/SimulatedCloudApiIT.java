package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.dialog.Address;
import relevo.dialog.Outgoing;

class SimulatedCloudApiIT {
    private static final String NUMBER = "900000000000001";
    private static final String SECRET = "secret";
    private static final JsonMapper JSON = new JsonMapper();
    private static final SimulatedUser LUCIA =
            new SimulatedUser("ES.1029384756102938475", "34600000011", "Lucía Fernández");
    private static final Address LUCIAS = new Address(LUCIA.userId(), LUCIA.phone());

    @TempDir
    private Path data;

    private final AtomicLong clock = new AtomicLong(1_795_257_602_000L);
    private final List<SentMessage> shown = new CopyOnWriteArrayList<>();
    private WebhookReceiver gateway;
    private SimulatedCloudApi api;
    private CloudApi client;

    @BeforeEach
    void start() throws IOException {
        gateway = new WebhookReceiver(SECRET);
        startApi();
    }

    private void startApi() {
        api = new SimulatedCloudApi(new SimulatedConfig(data, SECRET, 11), clock::get, shown::add);
        api.deliverTo(gateway.url());
        client = new CloudApi(new CloudApiConfig(api.url()), () -> "any");
    }

    private void stopApi() {
        client.close();
        api.close();
    }

    @AfterEach
    void stop() {
        stopApi();
        gateway.close();
    }

    @Test
    void shouldReportSentDeliveredReadWithCallbackAndSignature() {
        send(LUCIAS, "hola", "cb-1");
        Await.until("three statuses", () -> statuses().size() == 3);
        assertEquals(List.of("sent", "delivered", "read"), words());
        for (JsonNode status : statuses()) {
            assertEquals("cb-1", status.path("biz_opaque_callback_data").asText());
            assertEquals(api.sentAfter(0).getFirst().id(), status.path("id").asText());
            assertEquals(
                    "ES.1029384756102938475", status.path("recipient_user_id").asText());
            assertFalse(status.has("recipient_id"), "nobody told the phone");
        }
        assertEquals(List.of(), gateway.forged());
        assertEquals(shown, api.sentAfter(0));
    }

    @Test
    void shouldEscapeOnTheWireAsDocumented() {
        customer().writes("¿Cuándo llega el envío? A/B \uD83D\uDCE6");
        Await.until("the message", () -> gateway.bodies().size() == 1);
        String body = gateway.bodies().getFirst();
        assertTrue(body.contains("\\u00bfCu\\u00e1ndo llega el env\\u00edo? A\\/B \\ud83d\\udce6"), body);
        assertTrue(body.chars().allMatch(c -> c < 0x80), body);
    }

    @Test
    void shouldWriteAsUserWithPhoneWithIdOrBoth() {
        api.customer(NUMBER, SimulatedUser.withPhone("34600000022", "Ana")).writes("a");
        api.customer(NUMBER, SimulatedUser.withUserId("CO.5509384756102938444", "Camila"))
                .writes("b");
        customer().writes("c");
        Await.until("three messages", () -> messages().size() == 3);
        for (JsonNode message : messages()) {
            String text = message.path("text").path("body").asText();
            assertEquals(!text.equals("b"), message.has("from"));
            assertEquals(!text.equals("a"), message.has("from_user_id"));
            assertTrue(message.path("id").asText().startsWith("wamid."));
            assertTrue(message.path("timestamp").isTextual());
        }
    }

    @Test
    void shouldPressChooseAndSendMedia() {
        SimulatedCustomer customer = customer();
        customer.presses("agent:request", "Hablar con persona");
        customer.chooses("topic:1", "Envíos");
        List<String> kinds = List.of(
                "audio", "image", "video", "document", "sticker", "location", "contacts", "reaction", "unsupported");
        kinds.forEach(customer::sendsMedia);
        Await.until("all messages", () -> messages().size() == 2 + kinds.size());
        JsonNode press = messages().get(0).path("interactive");
        assertEquals("agent:request", press.path("button_reply").path("id").asText());
        assertEquals(
                "topic:1",
                messages()
                        .get(1)
                        .path("interactive")
                        .path("list_reply")
                        .path("id")
                        .asText());
        assertEquals(
                kinds,
                messages().stream().skip(2).map(m -> m.path("type").asText()).toList());
        Set<String> ids = new HashSet<>();
        messages().forEach(message -> ids.add(message.path("id").asText()));
        assertEquals(messages().size(), ids.size());
    }

    @Test
    void shouldInsistUntilTheWebhookIsAnsweredWith200() {
        AtomicInteger calls = new AtomicInteger();
        gateway.answers(() -> calls.incrementAndGet() < 4 ? 503 : 200);
        assertEquals(
                4,
                customer().writes("hola").acknowledged().toCompletableFuture().join());
        assertEquals(1, gateway.bodies().size());
    }

    @Test
    void shouldKeepOrderOfACustomersMessagesWhenDeliveriesFail() {
        AtomicInteger calls = new AtomicInteger();
        gateway.answers(() -> calls.incrementAndGet() % 2 == 1 ? 500 : 200);
        SimulatedCustomer customer = customer();
        for (int i = 0; i < 5; i++) {
            customer.writes("m" + i);
        }
        Await.until("five messages", () -> messages().size() == 5);
        assertEquals(
                List.of("m0", "m1", "m2", "m3", "m4"),
                messages().stream()
                        .map(m -> m.path("text").path("body").asText())
                        .toList());
    }

    @Test
    void shouldOmitDuplicateAndReorderStatusesOnDemand() {
        api.faults(Faults.of(new Faults.Statuses(false, false, Set.of("delivered"), 0, 1.0, 0, 0, null)));
        send(LUCIAS, "hola", "cb");
        Await.until("doubled", () -> statuses().size() == 4);
        assertEquals(2, words().stream().filter("sent"::equals).count());
        assertFalse(words().contains("delivered"));
        Set<List<String>> orders = new HashSet<>();
        api.faults(Faults.of(new Faults.Statuses(false, false, null, 0, 0, 1.0, 0, null)));
        for (int i = 0; i < 12; i++) {
            int before = statuses().size();
            send(LUCIAS, "hola", "cb");
            Await.until("three more", () -> statuses().size() == before + 3);
            orders.add(words().subList(before, before + 3));
        }
        assertTrue(orders.size() > 1, orders.toString());
    }

    @Test
    void shouldHoldAndReleaseStatuses() {
        api.faults(Faults.of(Faults.Statuses.HELD));
        send(LUCIAS, "hola", "cb");
        api.faults(Faults.NONE);
        send(LUCIAS, "otra", "cb2");
        Await.until("those of the second", () -> statuses().size() == 3);
        assertTrue(statuses().stream()
                .allMatch(s -> s.path("biz_opaque_callback_data").asText().equals("cb2")));
        api.releaseStatuses();
        Await.until("those of the first", () -> statuses().size() == 6);
    }

    @Test
    void shouldReportFailureWithCode() {
        api.faults(Faults.of(Faults.Statuses.failing(131026)));
        send(new Address(null, "34600000022"), "hola", "cb");
        Await.until("failed", () -> words().contains("failed"));
        JsonNode failed = statuses().getLast();
        assertEquals(131026, failed.path("errors").path(0).path("code").asInt());
        assertEquals("34600000022", failed.path("recipient_id").asText());
        assertFalse(WebhookReceiver.value(gateway.bodies().getLast()).has("contacts"));
    }

    @Test
    void shouldRefuseOverThroughputAndOverPairRate() {
        int refusedPair = 0;
        for (int i = 0; i < 50; i++) {
            refusedPair += refused(LUCIAS, 131056) ? 1 : 0;
        }
        assertEquals(5, refusedPair);
        int refusedThroughput = 0;
        for (int i = 0; i < 100; i++) {
            refusedThroughput += refused(new Address(null, "346000" + (10_000 + i)), 130429) ? 1 : 0;
        }
        // 80 at once; the 50 before took their part, the refused ones too.
        assertTrue(refusedThroughput >= 65, "refused " + refusedThroughput);
        clock.addAndGet(6_000);
        assertFalse(refused(LUCIAS, 131056));
        assertTrue(refused(LUCIAS, 131056));
    }

    @Test
    void shouldRefuseOutsideTheWindowOnlyWhenItKnows() {
        Address unseen = new Address(null, "34600000099");
        assertFalse(refused(unseen, 131047));
        customer().writes("hola");
        clock.addAndGet(24 * 3_600_000L);
        assertFalse(refused(LUCIAS, 131047));
        clock.addAndGet(1);
        assertTrue(refused(LUCIAS, 131047));
        customer().writes("otra vez");
        assertFalse(refused(LUCIAS, 131047));
    }

    @Test
    void shouldRefuseBlockedUser() {
        api.faults(new Faults(0, 0, null, Set.of("34600000022"), null));
        assertTrue(refused(new Address(null, "34600000022"), 130403));
        assertFalse(refused(new Address(null, "34600000023"), 130403));
    }

    @Test
    void shouldTakeUserIdInToAndNeverSpeakOfItAgain() throws Exception {
        HttpResponse<String> answer = http(
                "POST",
                "/v25.0/" + NUMBER + "/messages",
                "{\"messaging_product\":\"whatsapp\",\"to\":\"ES.1029384756102938475\",\"type\":\"text\","
                        + "\"text\":{\"body\":\"hola\"}}");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("wamid."));
        send(LUCIAS, "otra", "cb2");
        Await.until("statuses of the other", () -> statuses().size() == 3);
        assertTrue(statuses().stream()
                .allMatch(s -> s.path("biz_opaque_callback_data").asText().equals("cb2")));
        assertEquals(1, shown.size());
    }

    @Test
    void shouldShowWhatWasSentAfterAPlaceAndRememberItAcrossARestart() throws Exception {
        for (int i = 1; i <= 5; i++) {
            send(LUCIAS, "mensaje ñ " + i, "cb-" + i);
        }
        assertEquals("[]", http("GET", "/_sent?after=5", "").body());
        JsonNode all = JSON.readTree(http("GET", "/_sent?after=0", "").body());
        stopApi();
        // What a killed process may leave behind: half a line.
        Files.writeString(data.resolve("sent.jsonl"), "{\"n\":6,\"numb", StandardOpenOption.APPEND);
        startApi();
        assertEquals(all, JSON.readTree(http("GET", "/_sent", "").body()));
        send(LUCIAS, "mensaje 6", "cb-6");
        JsonNode last = JSON.readTree(http("GET", "/_sent?after=4", "").body());
        assertEquals(2, last.size());
        assertEquals(5, last.path(0).path("n").asInt());
        assertEquals("cb-6", last.path(1).path("callback").asText());
        assertEquals("ES.1029384756102938475", last.path(1).path("recipient").asText());
        assertFalse(last.path(1).has("to"));
        assertEquals(0, last.path(1).path("buttons").size());
    }

    @Test
    void shouldReportAgainAfterARestartWhatNeverArrived() {
        gateway.answers(() -> 503);
        send(LUCIAS, "hola", "cb-lost");
        stopApi();
        gateway.answers(() -> 200);
        startApi();
        Await.until("statuses of before", () -> statuses().size() == 3);
        assertEquals(
                "cb-lost",
                statuses().getFirst().path("biz_opaque_callback_data").asText());
        stopApi();
        startApi();
        send(LUCIAS, "otra", "cb-new");
        Await.until("statuses of the new one only", () -> statuses().size() == 6);
        assertEquals(
                "cb-new", statuses().get(3).path("biz_opaque_callback_data").asText());
    }

    @Test
    void shouldTakeFaultsAsJsonAndNameWhatIsWrong() throws Exception {
        assertEquals(
                200,
                http("POST", "/_faults", "{\"script\":[{\"kind\":\"error\",\"code\":130429,\"times\":2}]}")
                        .statusCode());
        assertTrue(refused(LUCIAS, 130429));
        assertTrue(http("GET", "/_faults", "").body().contains("130429"));
        assertTrue(refused(LUCIAS, 130429));
        assertFalse(refused(LUCIAS, 130429));
        HttpResponse<String> typo = http("POST", "/_faults", "{\"latency-ms\":5}");
        assertEquals(400, typo.statusCode());
        assertTrue(typo.body().contains("latency-ms"), typo.body());
        assertEquals(
                400,
                http("POST", "/_faults", "{\"script\":[{\"kind\":\"cut\"}]}").statusCode());
        assertEquals(200, http("DELETE", "/_faults", "").statusCode());
    }

    @Test
    void shouldRefuseWhatBreaksTheLimits() throws Exception {
        for (String body : List.of(
                "not json",
                "{}",
                "{\"messaging_product\":\"whatsapp\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}",
                message("\"type\":\"text\",\"text\":{\"body\":\"\"}"),
                message("\"type\":\"text\",\"text\":{\"body\":\"" + "x".repeat(4_097) + "\"}"),
                message("\"type\":\"interactive\",\"interactive\":{\"type\":\"button\",\"body\":{\"text\":\"x\"},"
                        + "\"action\":{\"buttons\":[]}}"),
                message("\"type\":\"sticker\",\"sticker\":{}"))) {
            assertEquals(
                    400, http("POST", "/v25.0/" + NUMBER + "/messages", body).statusCode(), body);
        }
        assertEquals(404, http("GET", "/v25.0/" + NUMBER + "/messages", "").statusCode());
        assertEquals(400, http("POST", "/v25.0/messages", message("")).statusCode());
        assertEquals(0, api.sentCount());
    }

    private static String message(String fields) {
        return "{\"messaging_product\":\"whatsapp\",\"to\":\"+34600000011\"," + fields + "}";
    }

    private HttpResponse<String> http(String method, String path, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(api.url() + path))
                    .header("Authorization", "Bearer any")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SimulatedCustomer customer() {
        return api.customer(NUMBER, LUCIA);
    }

    private void send(Address address, String text, String callback) {
        assertInstanceOf(
                SendOutcome.Accepted.class,
                client.send(NUMBER, address, new Outgoing.Text(text), callback)
                        .toCompletableFuture()
                        .join());
    }

    private boolean refused(Address address, int code) {
        SendOutcome outcome = client.send(NUMBER, address, new Outgoing.Text("hola"), "cb")
                .toCompletableFuture()
                .join();
        return outcome instanceof SendOutcome.Refused refused && refused.code() == code;
    }

    private List<JsonNode> statuses() {
        return gateway.items("statuses");
    }

    private List<JsonNode> messages() {
        return gateway.items("messages");
    }

    private List<String> words() {
        return statuses().stream().map(status -> status.path("status").asText()).toList();
    }

    @Test
    void shouldKnowOnlyTheNumbersItWasGiven() {
        SimulatedConfig strict = new SimulatedConfig(
                0,
                data.resolve("strict"),
                SECRET,
                null,
                Map.of("1", "34910000001"),
                SimulatedConfig.Limits.OFF,
                SimulatedConfig.Redelivery.QUICK,
                true,
                1);
        try (SimulatedCloudApi other = new SimulatedCloudApi(strict, clock::get, shown::add);
                CloudApi to = new CloudApi(new CloudApiConfig(other.url()), () -> "any")) {
            assertInstanceOf(
                    SendOutcome.Refused.class,
                    to.send("2", LUCIAS, new Outgoing.Text("hola"), "cb")
                            .toCompletableFuture()
                            .join());
            assertInstanceOf(
                    SendOutcome.Accepted.class,
                    to.send("1", LUCIAS, new Outgoing.Text("hola"), "cb")
                            .toCompletableFuture()
                            .join());
        }
    }
}
