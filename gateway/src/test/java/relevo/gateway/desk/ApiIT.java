package relevo.gateway.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.gateway.GatewayProcess;

/** The agents' API of a real sandbox process, held against its document: every operation with every documented answer. */
@SuppressWarnings("NullAway.Init") // set up by JUnit
class ApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> seen = new TreeSet<>();
    private OpenApi document;
    private GatewayProcess gateway;
    private int port;

    @BeforeEach
    void start() throws Exception {
        document = new OpenApi();
        port = GatewayProcess.freePorts() + 1;
        gateway = startProcess();
    }

    private GatewayProcess startProcess() throws Exception {
        return GatewayProcess.start(
                dir,
                List.of(),
                "sandbox",
                "--port",
                "" + (port - 1),
                "--data",
                dir.resolve("data").toString());
    }

    @AfterEach
    void stop() throws InterruptedException {
        gateway.close();
    }

    private record Answer(int status, JsonNode body) {}

    private Answer call(String method, String path, @Nullable String body, String... headers) throws Exception {
        return callAs("Bearer sandbox-api-token", method, path, body, headers);
    }

    private Answer callAs(
            @Nullable String authorization, String method, String path, @Nullable String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (path.startsWith("/v1")) {
            assertEquals(
                    List.of(),
                    document.check(method, path, response.statusCode(), type, response.body()),
                    () -> method + " " + path + ": " + new String(response.body(), StandardCharsets.UTF_8));
            seen.add(document.operation(method, path) + " " + response.statusCode());
        }
        return new Answer(
                response.statusCode(), type.contains("json") ? JSON.readTree(response.body()) : JSON.missingNode());
    }

    private String customer(String name) throws Exception {
        Answer added =
                call("POST", "/sandbox/customers", "{\"name\":\"" + name + "\",\"reach\":\"both\",\"lang\":\"es\"}");
        return added.body().path("id").asText();
    }

    private void says(String customer, String text) throws Exception {
        assertEquals(
                204,
                call("POST", "/sandbox/customers/" + customer + "/text", "{\"text\":\"" + text + "\"}")
                        .status());
    }

    private JsonNode read(String id) throws Exception {
        return call("GET", "/v1/conversations/" + id, null).body();
    }

    /** Waits until a conversation is with this owner, and gives its epoch. */
    private long await(String id, String owner) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            JsonNode now = read(id).path("conversation");
            if (now.path("owner").asText().equals(owner)) {
                return now.path("epoch").asLong();
            }
            assertTrue(System.nanoTime() < deadline, "is still " + now);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static String act(String agent, long epoch, String more) {
        return "{\"agent\":\"" + agent + "\",\"epoch\":" + epoch + more + "}";
    }

    @Test
    void shouldDoAndAnswerAllThatTheDocumentSays() throws Exception {
        String marta = customer("Marta");
        says(marta, "me hicieron un doble cobro en el pedido 48213");
        long epoch = await(marta, "queued");
        String at = "/v1/conversations/" + marta;

        Answer page = call("GET", "/v1/conversations?queue=facturacion&priority=high&limit=10", null);
        assertEquals(1, page.body().path("total").asInt());
        assertEquals(
                0,
                call("GET", "/v1/conversations?queue=ventas", null)
                        .body()
                        .path("total")
                        .asInt());
        assertEquals(
                0,
                call("GET", "/v1/conversations?offset=5", null)
                        .body()
                        .path("items")
                        .size());
        JsonNode packet = read(marta).path("packet");
        assertEquals("48213", packet.path("slots").path("order_number").asText());
        assertTrue(packet.path("contributions").size() > 0, packet.toString());
        assertTrue(packet.path("transcript").size() >= 2, packet.toString());

        // One of two who claim at once gets it; the other learns that it has moved on.
        Answer claimed = call("POST", at + "/claim", act("ana", epoch, ""), "Idempotency-Key", "k1");
        assertEquals("ana", claimed.body().path("agent").asText());
        assertEquals(claimed, call("POST", at + "/claim", act("ana", epoch, ""), "Idempotency-Key", "k1"));
        assertEquals(
                422,
                call("POST", at + "/claim", act("eva", epoch, ""), "Idempotency-Key", "k1")
                        .status());
        assertEquals(409, call("POST", at + "/claim", act("luis", epoch, "")).status());
        long held = claimed.body().path("epoch").asLong();

        String hello = act("ana", held, ",\"text\":\"Hola Marta, ya lo reviso\"");
        assertEquals(
                409,
                call("POST", at + "/reply", act("ana", epoch, ",\"text\":\"tarde\""))
                        .status());
        assertEquals(
                200, call("POST", at + "/reply", hello, "Idempotency-Key", "k2").status());
        assertEquals(
                200, call("POST", at + "/reply", hello, "Idempotency-Key", "k2").status());
        assertEquals(
                422,
                call("POST", at + "/reply", act("ana", held, ",\"text\":\"otra\""), "Idempotency-Key", "k2")
                        .status());
        String note = "{\"agent\":\"ana\",\"text\":\"llamar al banco\"}";
        assertEquals(
                200, call("POST", at + "/note", note, "Idempotency-Key", "k3").status());
        assertEquals(
                422,
                call("POST", at + "/note", "{\"agent\":\"ana\",\"text\":\"x\"}", "Idempotency-Key", "k3")
                        .status());
        assertEquals(1, turns(marta, "agent"), "said once though asked twice");
        assertEquals(1, turns(marta, "note"));

        Answer moved =
                call("POST", at + "/transfer", act("ana", held, ",\"queue\":\"senior\""), "Idempotency-Key", "k4");
        assertEquals("senior", moved.body().path("queue").asText());
        assertEquals(
                409,
                call("POST", at + "/transfer", act("ana", held, ",\"queue\":\"ventas\""))
                        .status());
        assertEquals(
                422,
                call("POST", at + "/transfer", act("ana", held, ",\"queue\":\"x\""), "Idempotency-Key", "k4")
                        .status());
        assertEquals(202, call("POST", at + "/profile", "{\"segment\":\"vip\"}").status());

        long waits = await(marta, "queued");
        assertEquals(409, call("POST", at + "/return", act("ana", held, "")).status());
        assertEquals(
                200,
                call("POST", at + "/return", act("ana", waits, ""), "Idempotency-Key", "k5")
                        .status());
        assertEquals(
                422,
                call("POST", at + "/return", act("eva", waits, ""), "Idempotency-Key", "k5")
                        .status());
        says(marta, "mejor páseme con un asesor");
        long again = await(marta, "queued");
        assertEquals("vip", read(marta).path("conversation").path("queue").asText());
        call("POST", at + "/claim", act("luis", again, ""));
        String closing = ",\"outcome\":\"solved\",\"botCouldHaveAnswered\":true,\"correctAnswer\":\"El cobro doble se"
                + " revierte solo.\"";
        long mine = await(marta, "human");
        assertEquals(
                409, call("POST", at + "/resolve", act("luis", again, closing)).status());
        assertEquals(
                200,
                call("POST", at + "/resolve", act("luis", mine, closing), "Idempotency-Key", "k6")
                        .status());
        assertEquals(
                422,
                call("POST", at + "/resolve", act("eva", mine, closing), "Idempotency-Key", "k6")
                        .status());
        await(marta, "survey");

        duties();
        wrongRequests(at);
        assertEquals(200, callAs(null, "GET", "/v1/openapi.yaml", null).status());
        assertTrue(events().contains("event: ready"));
        assertEquals(document.answers(), seen, "every documented answer was seen, and no other");
    }

    private int turns(String id, String by) throws Exception {
        int count = 0;
        for (JsonNode turn : read(id).path("transcript")) {
            count += turn.path("by").asText().equals(by) ? 1 : 0;
        }
        return count;
    }

    /** An agent on duty is given what waits, and what he leaves waits again. */
    private void duties() throws Exception {
        String on = "{\"queues\":[\"general\",\"vip\"],\"capacity\":1}";
        assertEquals(200, call("PUT", "/v1/agents/Eva%20R", on).status());
        String rosa = customer("Rosa");
        says(rosa, "quiero hablar con un asesor");
        await(rosa, "human");
        assertEquals("Eva R", read(rosa).path("conversation").path("agent").asText());
        String victoria = customer("Victoria");
        says(victoria, "quiero hablar con un asesor");
        await(victoria, "queued");
        JsonNode queues = call("GET", "/v1/queues", null).body().path("items");
        assertTrue(queues.toString().contains("\"wait\""), queues.toString());
        JsonNode packet = read(victoria).path("packet");
        // The shop's hours are those of the pack and the time is now: when it is closed, no wait is told.
        boolean closed = packet.path("transcript").toString().contains("no hay nadie en línea");
        assertEquals(!closed, packet.path("waitSecondsTo").asInt() > 0, "a wait is told while people work: " + packet);
        assertEquals(
                1,
                call("GET", "/v1/agents", null)
                        .body()
                        .path("items")
                        .path(0)
                        .path("open")
                        .asInt());
        assertEquals(204, call("DELETE", "/v1/agents/Eva%20R", null).status());
        await(rosa, "queued");
        assertEquals(404, call("DELETE", "/v1/agents/Eva%20R", null).status());
        assertEquals(
                400,
                call("PUT", "/v1/agents/eva", "{\"queues\":[],\"capacity\":1}").status());
    }

    private void wrongRequests(String at) throws Exception {
        String other = "/v1/conversations/" + "0".repeat(31) + "1";
        for (String act : List.of("claim", "reply", "note", "transfer", "return", "resolve", "profile")) {
            assertEquals(401, callAs(null, "POST", at + "/" + act, "{}").status());
            assertEquals(400, call("POST", at + "/" + act, "{\"x\":1}").status());
            String more = switch (act) {
                case "reply" -> ",\"text\":\"x\"";
                case "transfer" -> ",\"queue\":\"senior\"";
                case "resolve" -> ",\"outcome\":\"spam\"";
                default -> "";
            };
            String body = switch (act) {
                case "note" -> "{\"agent\":\"ana\",\"text\":\"x\"}";
                case "profile" -> "{\"lang\":\"es\"}";
                default -> act("ana", 0, more);
            };
            assertEquals(404, call("POST", other + "/" + act, body).status(), act);
        }
        assertEquals(404, call("GET", other, null).status());
        assertEquals(404, call("GET", "/v1/conversations/nobody", null).status());
        assertEquals(400, call("GET", "/v1/conversations?owner=cat", null).status());
        assertEquals(400, call("GET", "/v1/conversations?limit=0", null).status());
        assertEquals(
                401, callAs("Bearer wrong", "GET", "/v1/conversations", null).status());
        assertEquals(401, callAs(null, "GET", at, null).status());
        assertEquals(401, callAs(null, "GET", "/v1/queues", null).status());
        assertEquals(401, callAs(null, "GET", "/v1/agents", null).status());
        assertEquals(401, callAs(null, "GET", "/v1/events", null).status());
        assertEquals(401, callAs(null, "PUT", "/v1/agents/eva", "{}").status());
        assertEquals(401, callAs(null, "DELETE", "/v1/agents/eva", null).status());
    }

    private String events() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events"))
                .header("Authorization", "Bearer sandbox-api-token")
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        seen.add("events " + response.statusCode());
        StringBuilder text = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.append(line).append('\n');
                if (line.equals("event: ready")) {
                    break;
                }
            }
        }
        return text.toString();
    }

    @Test
    void shouldShowPacketsOfBeforeARestartAndSayNothingTwice() throws Exception {
        String marta = customer("Marta");
        says(marta, "me hicieron un doble cobro en el pedido 48213");
        long epoch = await(marta, "queued");
        String at = "/v1/conversations/" + marta;
        call("POST", at + "/claim", act("ana", epoch, ""));
        String hello = act("ana", epoch + 1, ",\"text\":\"Hola Marta\"");
        assertEquals(
                200, call("POST", at + "/reply", hello, "Idempotency-Key", "k1").status());
        JsonNode before = read(marta);
        assertFalse(before.path("packet").isMissingNode());
        assertEquals(0, gateway.terminate());
        gateway = startProcess();
        JsonNode after = read(marta);
        assertEquals(before.path("packet"), after.path("packet"), "read back from the journal");
        assertEquals(before.path("transcript"), after.path("transcript"));
        assertEquals(
                200, call("POST", at + "/reply", hello, "Idempotency-Key", "k1").status());
        assertEquals(1, turns(marta, "agent"), "the key outlives the process");
    }
}
