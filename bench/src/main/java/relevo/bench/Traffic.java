package relevo.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Composes signed requests, each distinct, into an array: copy a template, fill its gaps, sign. A pure function of
 * (connection, k) but for the timestamp, so nothing has to be remembered to check later what was sent.
 *
 * <p>Owned by one thread: the signature's state is re-used.
 */
final class Traffic {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Shape shape;
    private final int run;
    private final Templates templates;
    private final Mac mac;
    private final InstantSource clock;
    private final byte[] signature = new byte[32];

    Traffic(Shape shape, int run, URI webhook, byte[] secret, InstantSource clock) {
        this.shape = shape;
        this.run = run;
        this.templates = Templates.load(webhook);
        this.clock = clock;
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Mean size of a body of this shape. */
    static int bodyBytesMean(Shape shape) {
        Templates templates = Templates.load(URI.create("http://127.0.0.1:8080/webhook"));
        double texts = templates.texts().stream()
                .mapToInt(Template::bodyBytes)
                .average()
                .orElse(0);
        double statuses = templates.statuses().stream()
                .mapToInt(Template::bodyBytes)
                .average()
                .orElse(0);
        return (int) Math.round((texts + shape.statusesPerMessage() * statuses) / shape.period());
    }

    int requestBytesMax() {
        return templates.requestBytesMax();
    }

    /** Whether request {@code k} of a connection carries a message; the others carry a status. */
    boolean isMessage(long k) {
        return k % shape.period() == 0;
    }

    /**
     * Who writes the message, or whom the status is about, in request {@code k} of a connection. Statuses follow the
     * messages of their contact some requests later, among those of others.
     */
    long contact(int connection, long k) {
        long turn = k / shape.period();
        long about = Math.max(0, turn - 2 * (k % shape.period()));
        int perConnection = Math.max(1, shape.contacts() / shape.connections());
        long choice = Long.remainderUnsigned(mix(shape.seed() ^ (about << 12 | connection)), perConnection);
        return connection + choice * shape.connections();
    }

    /** Writes request {@code k} of a connection into the array and returns where it ends. */
    int compose(int connection, long k, byte[] into, int at) {
        Template template = template(connection, k);
        byte[] bytes = template.bytes();
        System.arraycopy(bytes, 0, into, at, bytes.length);
        long contact = contact(connection, k);
        for (Template.Gap gap : template.gaps()) {
            int place = at + gap.at();
            switch (gap.field()) {
                case PHONE -> writeDecimal(34_600_000_000L + contact, Template.Field.PHONE.width, into, place);
                case USER -> writeDecimal(1_029_384_756_000_000_000L + contact, Template.Field.USER.width, into, place);
                case ID -> BodyId.write(run, connection, k, into, place);
                case TIME -> writeDecimal(clock.millis() / 1000, Template.Field.TIME.width, into, place);
                case NUMBER -> writeDecimal(1 + contact % shape.numbers(), Template.Field.NUMBER.width, into, place);
            }
        }
        sign(into, at, template);
        return at + bytes.length;
    }

    private Template template(int connection, long k) {
        int turn = (int) (k % shape.period());
        if (turn > 0) {
            return templates.statuses().get((turn - 1) % templates.statuses().size());
        }
        long choice = mix(shape.seed() + 31 * k + connection);
        return templates.texts().get((int)
                Long.remainderUnsigned(choice, templates.texts().size()));
    }

    private void sign(byte[] request, int at, Template template) {
        mac.update(request, at + template.bodyAt(), template.bodyBytes());
        try {
            mac.doFinal(signature, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("32 bytes hold an HMAC-SHA256", e);
        }
        int place = at + template.signatureAt();
        for (byte b : signature) {
            request[place++] = HEX[(b >> 4) & 15];
            request[place++] = HEX[b & 15];
        }
    }

    private static void writeDecimal(long value, int digits, byte[] into, int at) {
        for (int i = digits - 1; i >= 0; i--) {
            into[at + i] = (byte) ('0' + value % 10);
            value /= 10;
        }
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): spreads neighbouring numbers evenly. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
