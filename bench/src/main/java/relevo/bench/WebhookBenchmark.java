package relevo.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import relevo.gateway.whatsapp.ParserLimits;
import relevo.gateway.whatsapp.Webhook;
import relevo.gateway.whatsapp.WebhookParser;
import relevo.journal.Tag;

/**
 * Questions: what does the generator itself cost a request (compose), and how much of that is the signature, which the
 * server pays once more to check it (sign)? What does the server pay to understand a message and a status?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class WebhookBenchmark {
    private Traffic traffic;
    private byte[] request;
    private byte[] body;
    private Mac mac;
    private long k;
    private WebhookParser parser;
    private byte[] message;
    private byte[] status;

    @Setup
    public void prepare() throws GeneralSecurityException {
        Shape shape = new Shape(50_000, 64, 1, 1, 3, 1);
        byte[] secret = "a-secret-of-the-benchmark".getBytes(StandardCharsets.US_ASCII);
        traffic = new Traffic(shape, 1, URI.create("http://127.0.0.1:8080/webhook"), secret, InstantSource.system());
        request = new byte[traffic.requestBytesMax()];
        body = new byte[Traffic.bodyBytesMean(shape)];
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        parser = new WebhookParser(
                Set.of("900000000000001"), text -> new Tag(text.hashCode(), 1), ParserLimits.DEFAULTS);
        message = bodyOf(0);
        status = bodyOf(1);
    }

    private byte[] bodyOf(long request) {
        byte[] whole = new byte[traffic.requestBytesMax()];
        int end = traffic.compose(0, request, whole, 0);
        int from = new String(whole, 0, end, StandardCharsets.US_ASCII).indexOf("\r\n\r\n") + 4;
        return Arrays.copyOfRange(whole, from, end);
    }

    @Benchmark
    public int compose() {
        return traffic.compose((int) (k & 63), k++, request, 0);
    }

    @Benchmark
    public byte[] sign() {
        return mac.doFinal(body);
    }

    @Benchmark
    public Webhook parseMessage() {
        return parser.parse(message, System.currentTimeMillis());
    }

    @Benchmark
    public Webhook parseStatus() {
        return parser.parse(status, System.currentTimeMillis());
    }
}
