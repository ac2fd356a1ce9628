package relevo.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
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

/**
 * Question: what does the generator itself cost a request (compose), and how much of that is the signature, which the
 * server pays once more to check it?
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

    @Setup
    public void prepare() throws GeneralSecurityException {
        Shape shape = new Shape(50_000, 64, 1, 1, 3, 1);
        byte[] secret = "a-secret-of-the-benchmark".getBytes(StandardCharsets.US_ASCII);
        traffic = new Traffic(shape, 1, URI.create("http://127.0.0.1:8080/webhook"), secret, InstantSource.system());
        request = new byte[traffic.requestBytesMax()];
        body = new byte[Traffic.bodyBytesMean(shape)];
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    }

    @Benchmark
    public int compose() {
        return traffic.compose((int) (k & 63), k++, request, 0);
    }

    @Benchmark
    public byte[] sign() {
        return mac.doFinal(body);
    }
}
