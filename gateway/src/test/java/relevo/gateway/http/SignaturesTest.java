package relevo.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relevo.gateway.http.Signatures.App;
import relevo.gateway.whatsapp.Samples;

class SignaturesTest {
    private static final Signatures SIGNATURES = new Signatures(List.of(App.of(Samples.SECRET)));
    private static final String GOOD = signatureOf("text.json");

    @Test
    void shouldAcceptEveryVectorOfTheSamples() {
        Map<String, String> vectors = Samples.signatures();
        assertEquals(118 + 46, vectors.size());
        vectors.forEach((file, signature) -> assertNotNull(signer(Samples.bytes(file), signature), file));
    }

    @Test
    void shouldAcceptTheQuickVectorOfTheReference() {
        Signatures signatures = new Signatures(List.of(App.of("test_app_secret")));
        byte[] body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}".getBytes(StandardCharsets.UTF_8);
        assertNotNull(signatures.signer(
                body, List.of("sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756")));
    }

    @Test
    void shouldAcceptUpperCaseHex() {
        String hex = GOOD.substring("sha256=".length());
        assertNotNull(signer(Samples.bytes("text.json"), "sha256=" + hex.toUpperCase(java.util.Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "sha256",
                "sha1=%s",
                "%s",
                "SHA256=%s",
                "sha256=%s0",
                "sha256= %s",
                "sha256=%s ",
                "sha256:%s",
                "sha256=ñ%s",
                "=%s"
            })
    void shouldRefuseWhenTheHeaderHasAnotherShape(String shape) {
        String hex = GOOD.substring("sha256=".length());
        assertNull(signer(Samples.bytes("text.json"), shape.replace("%s", hex)), shape);
    }

    @Test
    void shouldRefuseWhenOneDigitIsMissingOrNotHexOrNotAscii() {
        byte[] body = Samples.bytes("text.json");
        assertNull(signer(body, GOOD.substring(0, GOOD.length() - 1)));
        for (String wrong : List.of("g", " ", "ñ", "\uFF10", "\u0000")) {
            assertNull(signer(body, GOOD.substring(0, GOOD.length() - 1) + wrong), wrong);
        }
    }

    @Test
    void shouldRefuseEveryChangedDigit() {
        byte[] body = Samples.bytes("text.json");
        for (int i = "sha256=".length(); i < GOOD.length(); i++) {
            char other = GOOD.charAt(i) == '0' ? '1' : '0';
            assertNull(signer(body, GOOD.substring(0, i) + other + GOOD.substring(i + 1)), "digit " + i);
        }
    }

    @Test
    void shouldRefuseNoHeaderAndTwoHeaders() {
        byte[] body = Samples.bytes("text.json");
        assertNull(SIGNATURES.signer(body, List.of()));
        assertNull(SIGNATURES.signer(body, List.of(GOOD, GOOD)));
    }

    @Test
    void shouldRefuseABodyThatWasSerialisedAgain() {
        assertNull(signer(Samples.bytes("text-raw-utf8.json"), signatureOf("text-wire-escaped.json")));
        assertNull(signer(Samples.bytes("text-wire-escaped.json"), signatureOf("text-raw-utf8.json")));
    }

    @Test
    void shouldAcceptTheSignatureOfTheEscapedFormOfARawBody() {
        byte[] raw = "{\"body\":\"ñ 😕 / <\"}".getBytes(StandardCharsets.UTF_8);
        byte[] escaped = "{\"body\":\"\\u00f1 \\ud83d\\ude15 / <\"}".getBytes(StandardCharsets.UTF_8);
        assertNotNull(signer(raw, Signing.header(Samples.SECRET, escaped)));
        assertNull(signer(escaped, Signing.header(Samples.SECRET, raw)));
    }

    @Test
    void shouldTellWhichAppSignedWhileSecretsRotate() {
        App one = new App("one", Set.of("1"), "new-secret-of-one", "old-secret-of-one");
        App two = new App("two", Set.of(), "secret-of-two", null);
        Signatures signatures = new Signatures(List.of(one, two));
        byte[] body = Samples.bytes("text.json");
        assertEquals(one, signatures.signer(body, List.of(Signing.header("new-secret-of-one", body))));
        assertEquals(one, signatures.signer(body, List.of(Signing.header("old-secret-of-one", body))));
        assertEquals(two, signatures.signer(body, List.of(Signing.header("secret-of-two", body))));
        assertNull(signatures.signer(body, List.of(Signing.header("secret-of-three", body))));
    }

    @Test
    void shouldRefuseToStartWithoutASecret() {
        assertThrows(IllegalArgumentException.class, () -> new Signatures(List.of()));
        assertThrows(IllegalArgumentException.class, () -> App.of(" "));
        assertThrows(IllegalArgumentException.class, () -> new Signatures(List.of(App.of("a"), App.of("b"))));
    }

    @Test
    void shouldNotPrintSecrets() {
        assertEquals("app a", new App("a", Set.of(), "very-secret", "older-secret").toString());
    }

    private static @Nullable App signer(byte[] body, String header) {
        return SIGNATURES.signer(body, List.of(header));
    }

    private static String signatureOf(String file) {
        return java.util.Objects.requireNonNull(Samples.signatures().get(file));
    }
}
