package relevo.gateway.whatsapp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import relevo.journal.Tag;

/** Parsers for tests, serving the numbers of the samples. */
public final class Parsers {
    /** A month after the first sample: none of them lies in the future. */
    public static final long NOW_MS = 1_795_257_600_000L + 30L * 86_400_000;

    public static final Set<String> NUMBERS =
            Set.of("900000000000001", "900000000000002", "900000000000003", "900000000000004");

    private Parsers() {}

    public static WebhookParser parser() {
        return new WebhookParser(NUMBERS, Parsers::tag, ParserLimits.DEFAULTS);
    }

    /** Stands in for the keyed hash: same text, same tag; different texts, different tags. */
    public static Tag tag(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(hash);
            return new Tag(buffer.getLong(), buffer.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
