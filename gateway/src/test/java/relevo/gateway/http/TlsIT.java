package relevo.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.gateway.whatsapp.Samples;

/** The same port with a certificate of its own. */
class TlsIT {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final byte[] TEXT = Samples.bytes("text.json");

    @TempDir
    Path folder;

    @Test
    void shouldAnswerOverTls() throws Exception {
        KeyStore store = newKeyStore();
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", store.getCertificate("relevo").getEncoded()));
        Files.writeString(
                key, pem("PRIVATE KEY", store.getKey("relevo", PASSWORD).getEncoded()));
        try (WebhookPort port = new WebhookPort(config -> new Limits(config)
                .requestDeadlineMs(500)
                .bodyBytesMax(100_000)
                .tls(certificate, key)
                .config())) {
            try (RawClient client = tlsClient(port, store)) {
                for (int i = 0; i < 3; i++) {
                    assertEquals(
                            200, client.send(WebhookPort.signed(TEXT)).read().status());
                }
                assertEquals(401, client.send(RawClient.post(TEXT)).read().status());
                assertEquals(
                        413,
                        client.send(RawClient.post(new byte[100_001])).read().status());
                assertTrue(client.isClosed());
            }
            try (RawClient plain = port.client()) {
                plain.send(WebhookPort.signed(TEXT));
                Await.until("what is no TLS is closed", () -> port.counters.connections() == 0);
            }
            try (RawClient silent = port.client()) {
                assertTrue(silent.isClosed(), "a handshake has a deadline too");
            }
            assertEquals(3, port.taken().size());
        }
    }

    @Test
    void shouldRefuseToStartWithoutTheCertificate() {
        UncheckedIOException e = assertThrows(
                UncheckedIOException.class,
                () -> new WebhookPort(config -> new Limits(config)
                                .tls(folder.resolve("missing.pem"), folder.resolve("key.pem"))
                                .config())
                        .close());
        assertTrue(String.valueOf(e.getMessage()).contains("missing.pem"));
    }

    private RawClient tlsClient(WebhookPort port, KeyStore trusted) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        var address = port.server.address();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.startHandshake();
        return new RawClient(socket);
    }

    private KeyStore newKeyStore() throws Exception {
        Path file = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "relevo",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS) && keytool.exitValue() == 0, said);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
