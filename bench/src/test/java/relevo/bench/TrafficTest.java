package relevo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class TrafficTest {
    private static final byte[] SECRET = "gateway-test-app-secret-0001".getBytes(StandardCharsets.US_ASCII);
    private static final Shape SHAPE = new Shape(1_000, 8, 1, 3, 3, 20_261_121);

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void shouldComposeCompleteSignedRequestsThatAreAllDistinct() throws Exception {
        Traffic traffic = traffic();
        Set<String> bodies = new HashSet<>();
        for (int connection = 0; connection < SHAPE.connections(); connection++) {
            for (long k = 0; k < 200; k++) {
                Request request = request(traffic, connection, k);
                assertEquals(request.body.length, request.contentLength);
                assertEquals(hmac(request.body), request.signature);
                assertTrue(bodies.add(new String(request.body, StandardCharsets.US_ASCII)), "sent before");
                BodyId id = BodyId.find(request.body);
                assertEquals(new BodyId(99, connection, k), id);
            }
        }
    }

    @Test
    void shouldSendAMessageAndThreeStatusesAbout() throws Exception {
        Traffic traffic = traffic();
        int messages = 0;
        int statuses = 0;
        for (long k = 0; k < 400; k++) {
            JsonNode value = value(request(traffic, 5, k));
            boolean message = value.has("messages");
            assertEquals(message, traffic.isMessage(k));
            JsonNode item = value.path(message ? "messages" : "statuses").path(0);
            String phone = item.path(message ? "from" : "recipient_id").asText();
            assertEquals(34_600_000_000L + traffic.contact(5, k), Long.parseLong(phone));
            assertEquals("1763700000", item.path("timestamp").asText());
            assertNotNull(value.path("metadata").get("phone_number_id"));
            messages += message ? 1 : 0;
            statuses += message ? 0 : 1;
        }
        assertEquals(100, messages);
        assertEquals(300, statuses);
    }

    @Test
    void shouldKeepEachContactOnOneConnection() {
        Traffic traffic = traffic();
        Set<Long> seen = new HashSet<>();
        for (int connection = 0; connection < SHAPE.connections(); connection++) {
            for (long k = 0; k < 5_000; k++) {
                long contact = traffic.contact(connection, k);
                assertEquals(connection, contact % SHAPE.connections());
                assertTrue(contact < SHAPE.contacts());
                seen.add(contact);
            }
        }
        assertTrue(seen.size() > SHAPE.contacts() * 9 / 10, "only " + seen.size() + " contacts ever wrote");
    }

    @Test
    void shouldSendBodiesOfTheSizesThatTheProviderSends() {
        Traffic traffic = traffic();
        for (long k = 0; k < 2_000; k++) {
            int length = request(traffic, 1, k).body.length;
            assertTrue(length >= 670 && length <= 1_330, "body of " + length + " bytes");
        }
        int mean = Traffic.bodyBytesMean(SHAPE);
        assertTrue(mean >= 800 && mean <= 1_100, "mean " + mean);
    }

    private static Traffic traffic() {
        return new Traffic(
                SHAPE,
                99,
                URI.create("http://127.0.0.1:9/webhook"),
                SECRET,
                InstantSource.fixed(Instant.ofEpochSecond(1_763_700_000)));
    }

    private JsonNode value(Request request) throws IOException {
        return json.readTree(request.body)
                .path("entry")
                .path(0)
                .path("changes")
                .path(0)
                .path("value");
    }

    private static String hmac(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    private record Request(byte[] body, int contentLength, String signature) {}

    private static Request request(Traffic traffic, int connection, long k) {
        byte[] into = new byte[traffic.requestBytesMax() + 7];
        int end = traffic.compose(connection, k, into, 7);
        String text = new String(into, 7, end - 7, StandardCharsets.US_ASCII);
        int bodyAt = text.indexOf("\r\n\r\n") + 4;
        assertTrue(text.startsWith("POST /webhook HTTP/1.1\r\nHost: 127.0.0.1:9\r\n"), text);
        return new Request(
                Arrays.copyOfRange(into, 7 + bodyAt, end),
                Integer.parseInt(header(text, "Content-Length: ")),
                header(text, "X-Hub-Signature-256: sha256="));
    }

    private static String header(String text, String start) {
        int at = text.indexOf(start) + start.length();
        return text.substring(at, text.indexOf('\r', at));
    }
}
