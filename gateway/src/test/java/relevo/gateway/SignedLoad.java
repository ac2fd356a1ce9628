package relevo.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Customers that write as fast as they are answered, each in the order of its own numbers, and repeat what got no 200: the
 * outside oracle of the crash tests. Keeps the ids of all messages that were acknowledged.
 */
final class SignedLoad implements AutoCloseable {
    private static final long REPEAT_AFTER_NANOS = 30_000_000;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI webhook;
    private final String number;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final Thread[] customers;

    SignedLoad(URI webhook, String number, int customers, String run) {
        this.webhook = webhook;
        this.number = number;
        this.customers = new Thread[customers];
        for (int customer = 0; customer < customers; customer++) {
            String phone = "34600%06d".formatted(customer);
            this.customers[customer] =
                    Thread.ofPlatform().daemon().name("customer-" + customer).start(() -> write(phone, run));
        }
    }

    private void write(String phone, String run) {
        for (int n = 0; !stop.get(); n++) {
            String id = "wamid.%s-%s-%06d".formatted(run, phone, n);
            byte[] body = text(phone, id, "hola, cual es el horario? " + n);
            boolean done = false;
            while (!done && !stop.get()) {
                int status = post(body);
                done = status == 200;
                if (!done) {
                    refused.incrementAndGet();
                    // A provider waits before it repeats; spinning would only starve the start-up under test.
                    LockSupport.parkNanos(REPEAT_AFTER_NANOS);
                }
            }
            if (done) {
                acknowledged.add(id);
            }
        }
    }

    /** The status of one POST; -1 when there was no answer. */
    int post(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", "sha256=" + hmac(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException noAnswer) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.set(true);
            return -1;
        }
    }

    byte[] text(String phone, String id, String text) {
        return """
            {"object":"whatsapp_business_account","entry":[{"id":"800000000000001","changes":[{"field":"messages","value":\
            {"messaging_product":"whatsapp","metadata":{"display_phone_number":"34910000001","phone_number_id":"%s"},\
            "contacts":[{"profile":{"name":"Marta"},"wa_id":"%s"}],\
            "messages":[{"from":"%s","id":"%s","timestamp":"1795257602","type":"text","text":{"body":"%s"}}]}}]}]}\
            """.formatted(number, phone, phone, id, text).getBytes(StandardCharsets.UTF_8);
    }

    static String hmac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(GatewayProcess.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    int acknowledgedCount() {
        return acknowledged.size();
    }

    int refusedCount() {
        return refused.get();
    }

    /** Stops the customers and returns every message id that got a 200, with how often it was acknowledged. */
    Map<String, Integer> acknowledged() throws InterruptedException {
        close();
        Map<String, Integer> ids = new java.util.HashMap<>();
        acknowledged.forEach(id -> ids.merge(id, 1, Integer::sum));
        return ids;
    }

    @Override
    public void close() throws InterruptedException {
        stop.set(true);
        for (Thread customer : customers) {
            customer.join(10_000);
        }
    }
}
