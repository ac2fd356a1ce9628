package relevo.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relevo.gateway.whatsapp.Samples;

/** The generated cases of hostile/INDEX.md and the smuggling rules, over real sockets. */
class HostileRequestsIT {
    private static final byte[] TEXT = Samples.bytes("text.json");
    private static final String SIGNATURE = Signing.header(Samples.SECRET, TEXT);
    private static final int BODY_MAX = 4 << 20;
    private final WebhookPort port = new WebhookPort();

    @AfterEach
    void stop() {
        port.close();
    }

    @Test
    void shouldTakeTheLargestLegalBody() throws IOException {
        assertEquals(200, port.deliver(padded(3_145_728)).status());
        assertEquals(200, port.deliver(padded(BODY_MAX)).status());
        assertEquals(2, port.taken().size());
    }

    @Test
    void shouldRefuseABodyOverTheCapWhenItsLengthIsDeclared() throws IOException {
        byte[] body = padded(BODY_MAX + 1);
        try (RawClient client = port.client()) {
            client.trySend(WebhookPort.signed(body));
            RawClient.Reply reply = client.read();
            assertEquals(413, reply.status());
            assertTrue(reply.isLast());
            assertTrue(client.isClosed());
        }
        assertTrue(port.taken().isEmpty());
    }

    @Test
    void shouldRefuseABodyOverTheCapWhenItIsChunked() throws IOException {
        byte[] chunk = new byte[64 << 10];
        Arrays.fill(chunk, (byte) ' ');
        try (RawClient client = port.client()) {
            client.send("POST /webhook HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 70; i++) {
                client.trySend((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                client.trySend(chunk);
                client.trySend("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(413, client.read().status());
            assertTrue(client.isClosed());
        }
    }

    /** Without a length and without chunks there is no body (RFC 9112, 6.3): what follows is no request either. */
    @Test
    void shouldNotTakeABodyWithoutALength() throws IOException {
        try (RawClient client = port.client()) {
            client.send("POST /webhook HTTP/1.1\r\nHost: a\r\nX-Hub-Signature-256: " + SIGNATURE + "\r\n\r\n");
            client.trySend(padded(100_000));
            assertEquals(401, client.read().status());
            RawClient.Reply garbage = client.read();
            assertTrue(garbage.status() == 400 || garbage.status() == 414, "was " + garbage.status());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldAskForABodyOnlyWhenItWouldTakeIt() throws IOException {
        try (RawClient client = port.client()) {
            client.send("POST /webhook HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: " + (BODY_MAX + 1)
                    + "\r\n\r\n");
            assertEquals(413, client.read().status());
            assertTrue(client.isClosed());
        }
        try (RawClient client = port.client()) {
            client.send("POST /webhook HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nX-Hub-Signature-256: " + SIGNATURE
                    + "\r\nContent-Length: " + TEXT.length + "\r\n\r\n");
            assertEquals(100, client.read().status());
            assertEquals(200, client.send(TEXT).read().status());
        }
        assertEquals(417, port.send(RawClient.post(TEXT, "Expect: miracles")).status());
    }

    @Test
    void shouldRefuseChunkedBodiesThatDoNotSignWhatTheySay() throws IOException {
        String head = "POST /webhook HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nX-Hub-Signature-256: "
                + SIGNATURE + "\r\n\r\n";
        String size = Integer.toHexString(TEXT.length);
        try (RawClient client = port.client()) {
            client.send(head).send(size + "\r\n").send(TEXT).send("\r\n0\r\n\r\n");
            assertEquals(200, client.read().status(), "chunked is allowed");
            client.send(head).send("xyz\r\n").send(TEXT);
            assertEquals(400, client.read().status());
            assertTrue(client.isClosed());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: 5, 5",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: 0x5",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding:\u000bchunked",
                "Host: b",
                "X: a\u0000b",
                "X: a\rb",
                "Bad Name: x",
                "NoColon"
            })
    void shouldRefuseWhatTwoReadersCouldReadInTwoWays(String headers) throws IOException {
        try (RawClient client = port.client()) {
            client.send("POST /webhook HTTP/1.1\r\nHost: a\r\n" + headers
                    + "\r\n\r\n0\r\n\r\nGET /webhook?smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
            RawClient.Reply reply = client.read();
            assertTrue(Set.of(400, 501).contains(reply.status()), "was " + reply.status());
            assertTrue(reply.isLast());
            assertTrue(client.isClosed(), "nothing behind it may be read as a request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /webhook HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /webhook HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
                "GET /webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
                "GET /webhook HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\n12345678",
                "POST /webhook HTTP/1.1\nHost: a\n\n",
                "POST\r\n\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"
            })
    void shouldRefuseRequestsThatAreNone(String request) throws IOException {
        try (RawClient client = port.client()) {
            RawClient.Reply reply = client.send(request).read();
            assertEquals(400, reply.status());
            assertTrue(client.isClosed());
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.2,505", "HTTP/2.0,505", "HTTP/3,400", "HTTQ/1.1,400"})
    void shouldSpeakHttpOneOnly(String version, int status) throws IOException {
        RawClient.Reply reply = port.send(("POST /webhook " + version + "\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(status, reply.status());
        assertTrue(reply.isLast());
    }

    @Test
    void shouldBoundTheHead() throws IOException {
        assertEquals(
                414,
                port.send(RawClient.request("GET", "/" + "a".repeat(17_000), new byte[0]))
                        .status());
        assertEquals(
                431,
                port.send(RawClient.post(TEXT, "X-Long: " + "a".repeat(9_000))).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH", "BREW"})
    void shouldRefuseOtherMethods(String method) throws IOException {
        RawClient.Reply bare = port.send(RawClient.request(method, "/webhook", new byte[0]));
        assertEquals(405, bare.status());
        assertEquals("GET, POST", bare.headers().get("allow"));
        assertFalse(bare.isLast());
        assertTrue(port.send(RawClient.request(method, "/webhook", TEXT)).isLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/webhook/", "/webhooks", "/WEBHOOK", "/%77ebhook", "/metrics", "/webhook/../x", "*"})
    void shouldKnowOnePathOnly(String path) throws IOException {
        assertEquals(404, port.send(RawClient.request("POST", path, TEXT)).status());
        assertEquals(404, port.send(RawClient.request("GET", path, new byte[0])).status());
    }

    @Test
    void shouldAcceptTheAbsoluteFormOfTheTarget() throws IOException {
        byte[] request =
                RawClient.request("POST", "http://a.example/webhook", TEXT, "X-Hub-Signature-256: " + SIGNATURE);
        assertEquals(200, port.send(request).status());
        assertEquals(
                404,
                port.send(RawClient.request("POST", "http://a.example", TEXT)).status());
    }

    @Test
    void shouldRefuseCompressedAndFormBodies() throws IOException {
        assertEquals(415, port.deliver(TEXT, "Content-Encoding: gzip").status());
        assertEquals(415, port.deliver(TEXT, "Content-Encoding: identity, br").status());
        assertEquals(200, port.deliver(TEXT, "Content-Encoding: identity").status());
        byte[] form = Samples.bytes("hostile/form-encoded.txt");
        String signature = "X-Hub-Signature-256: " + Signing.header(Samples.SECRET, form);
        String type = "Content-Type: application/x-www-form-urlencoded; charset=UTF-8";
        assertEquals(415, port.send(RawClient.post(form, signature, type)).status());
        assertEquals(401, port.send(RawClient.post(form, type)).status());
        assertEquals(1, port.taken().size());
    }

    @Test
    void shouldRefuseEveryMutationOfTheSignatureHeader() throws IOException {
        String hex = SIGNATURE.substring(7);
        for (String headers : List.of(
                "X-Hub-Signature: sha1=" + hex.substring(0, 40),
                "X-Hub-Signature-256: " + hex,
                "X-Hub-Signature-256: sha256=" + hex.substring(1),
                "X-Hub-Signature-256: sha256=" + hex + "0",
                "X-Hub-Signature-256: sha256=" + "0".repeat(64),
                "X-Hub-Signature-256: sha256=" + (hex.charAt(0) == 'a' ? 'b' : 'a') + hex.substring(1),
                "X-Hub-Signature-256: sha256=\u00f1" + hex.substring(1),
                "X-Hub-Signature-256: sha512=" + hex,
                "X-Hub-Signature-256:",
                "X-Hub-Signature-256: " + SIGNATURE + "," + SIGNATURE,
                "X-Hub-Signature-256: " + SIGNATURE + "\r\nX-Hub-Signature-256: " + SIGNATURE)) {
            assertEquals(401, port.send(RawClient.post(TEXT, headers)).status(), headers);
        }
        String upper = "x-hub-signature-256: sha256=" + hex.toUpperCase(java.util.Locale.ROOT);
        assertEquals(200, port.send(RawClient.post(TEXT, upper)).status());
        assertEquals(11, port.counters.badSignatures());
        assertEquals(1, port.taken().size());
    }

    @Test
    void shouldRefuseABodyThatWasSerialisedAgain() throws IOException {
        byte[] raw = Samples.bytes("text-raw-utf8.json");
        String other = Signing.header(Samples.SECRET, Samples.bytes("text-wire-escaped.json"));
        assertEquals(
                401,
                port.send(RawClient.post(raw, "X-Hub-Signature-256: " + other)).status());
    }

    @Test
    void shouldCloseAfterTheThirdBadSignature() throws IOException {
        byte[] unsigned = RawClient.post(TEXT);
        try (RawClient client = port.client()) {
            assertFalse(client.send(unsigned).read().isLast());
            assertFalse(client.send(unsigned).read().isLast());
            assertTrue(client.send(unsigned).read().isLast());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldAcceptBothSecretsDuringRotationAndOnlyTheNewOneAfter() throws IOException {
        byte[] old = RawClient.post(TEXT, "X-Hub-Signature-256: " + Signing.header("old-secret", TEXT));
        byte[] fresh = RawClient.post(TEXT, "X-Hub-Signature-256: " + Signing.header("new-secret", TEXT));
        port.server.use(new Signatures(List.of(new Signatures.App("app", Set.of(), "new-secret", "old-secret"))));
        assertEquals(200, port.send(old).status());
        assertEquals(200, port.send(fresh).status());
        port.server.use(new Signatures(List.of(Signatures.App.of("new-secret"))));
        assertEquals(401, port.send(old).status());
        assertEquals(200, port.send(fresh).status());
    }

    @Test
    void shouldNotLetAnAppSpeakForTheNumberOfAnother() throws IOException {
        port.server.use(new Signatures(List.of(
                new Signatures.App("one", Set.of("900000000000002"), "secret-one", null),
                new Signatures.App("two", Set.of("900000000000001"), "secret-two", null))));
        assertEquals(
                200,
                port.send(RawClient.post(TEXT, "X-Hub-Signature-256: " + Signing.header("secret-one", TEXT)))
                        .status());
        assertTrue(port.stored().isEmpty());
        assertEquals(1, port.counters.unknownNumbers());
        assertEquals(
                200,
                port.send(RawClient.post(TEXT, "X-Hub-Signature-256: " + Signing.header("secret-two", TEXT)))
                        .status());
        assertEquals(1, port.stored().size());
    }

    @Test
    void shouldEchoTheChallengeOfAHandshake() throws IOException {
        RawClient.Reply reply =
                handshake("hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=" + WebhookPort.VERIFY_TOKEN);
        assertEquals(200, reply.status());
        assertEquals("1158201444", reply.body());
        assertEquals("text/plain", reply.headers().get("content-type"));
        assertEquals("nosniff", reply.headers().get("x-content-type-options"));
    }

    @Test
    void shouldRefuseAnAbusedHandshake() throws IOException {
        String token = "hub.verify_token=" + WebhookPort.VERIFY_TOKEN;
        String mode = "hub.mode=subscribe";
        for (String query : List.of(
                "",
                mode + "&hub.challenge=1&hub.verify_token=wrong",
                mode + "&hub.challenge=1&hub.verify_token=",
                mode + "&hub.challenge=1",
                "hub.challenge=1&" + token,
                "hub.mode=unsubscribe&hub.challenge=1&" + token,
                mode + "&" + token,
                mode + "&hub.challenge=&" + token,
                mode + "&hub.challenge=" + URLEncoder.encode("<script>", StandardCharsets.UTF_8) + "&" + token,
                mode + "&hub.challenge=a%0d%0aX-Evil:1&" + token,
                mode + "&hub.challenge=%E0%80&" + token,
                mode + "&hub.challenge=%zz&" + token,
                mode + "&hub.challenge=" + "a".repeat(129) + "&" + token,
                mode + "&hub.challenge=" + "a".repeat(10_240) + "&" + token,
                mode + "&" + mode + "&hub.challenge=1&" + token,
                mode + "&hub.challenge=1&hub.challenge=2&" + token,
                mode + "&hub.challenge=1&" + token + "&" + token,
                mode + "&hub.challenge=1&" + token + "&hub.verify_token=wrong")) {
            RawClient.Reply reply = handshake(query);
            assertEquals(403, reply.status(), query);
            assertEquals("", reply.body());
            assertNull(reply.headers().get("content-type"));
        }
    }

    private RawClient.Reply handshake(String query) throws IOException {
        return port.send(RawClient.request("GET", "/webhook?" + query, new byte[0]));
    }

    /** A good text of exactly this many bytes; the text itself is what grows. */
    private static byte[] padded(int bytes) {
        String text = new String(Samples.bytes("text-en.json"), StandardCharsets.UTF_8);
        int at = text.indexOf("\"body\": \"") + "\"body\": \"".length();
        String padding = "a".repeat(bytes - text.getBytes(StandardCharsets.UTF_8).length);
        return (text.substring(0, at) + padding + text.substring(at)).getBytes(StandardCharsets.UTF_8);
    }
}
