package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bytes changed at random, from all samples and hostile bodies. Whatever comes, the parser returns, and every update it
 * found can be read again from its raw copy. {@code -Drelevo.fuzz.seed} repeats a run.
 */
class WebhookParserFuzz {
    private static final int BODY_BYTES_MAX = 12_000;
    private static final byte[] TOKENS =
            "{}[]\",:\\0123456789eE+-.tfn \n\u0000".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private final WebhookParser parser = Parsers.parser();

    @Test
    void shouldReturnForAnyBytes() {
        run(30_000, Long.getLong("relevo.fuzz.seed", 20_261_121L));
    }

    @Test
    @Tag("long")
    void shouldReturnForVeryManyBytes() {
        run(20_000_000, Long.getLong("relevo.fuzz.seed", System.nanoTime()));
    }

    private void run(int count, long seed) {
        System.out.println("webhook fuzz: " + count + " bodies from seed " + seed);
        List<byte[]> seeds = Samples.signatures().keySet().stream()
                .map(Samples::bytes)
                .filter(body -> body.length <= BODY_BYTES_MAX && body.length > 0)
                .toList();
        assertTrue(seeds.size() > 150);
        Random random = new Random(seed);
        int understood = 0;
        for (int i = 0; i < count; i++) {
            byte[] body = mutated(random, seeds.get(random.nextInt(seeds.size())), seeds);
            try {
                understood += check(body) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError e) {
                fail(
                        "seed " + seed + ", body " + i + ": "
                                + new String(body, java.nio.charset.StandardCharsets.ISO_8859_1),
                        e);
            }
        }
        assertTrue(understood > count / 50, "the mutations leave too little to understand: " + understood);
    }

    private boolean check(byte[] body) {
        Webhook webhook = parser.parse(body, Parsers.NOW_MS);
        for (Update update : webhook.updates()) {
            Webhook again = parser.parseEntry(update.raw(), Parsers.NOW_MS);
            assertEquals(1, again.updates().size());
            assertEquals(update.key(), again.updates().getFirst().key());
            assertTrue(Arrays.equals(update.raw(), again.updates().getFirst().raw()));
        }
        return !webhook.updates().isEmpty();
    }

    private static byte[] mutated(Random random, byte[] seed, List<byte[]> seeds) {
        byte[] body = seed.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0 && body.length > 0; changes--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(6)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body[at] = TOKENS[random.nextInt(TOKENS.length)];
                case 2 -> body[at] ^= (byte) (1 << random.nextInt(8));
                case 3 -> body = cutOut(body, at, Math.min(body.length - at, 1 + random.nextInt(40)));
                case 4 -> body = insert(body, at, slice(random, body));
                default -> body = insert(body, at, slice(random, seeds.get(random.nextInt(seeds.size()))));
            }
        }
        return body;
    }

    private static byte[] slice(Random random, byte[] from) {
        int start = random.nextInt(from.length);
        return Arrays.copyOfRange(from, start, Math.min(from.length, start + random.nextInt(60)));
    }

    private static byte[] cutOut(byte[] body, int at, int length) {
        byte[] rest = Arrays.copyOf(body, body.length - length);
        System.arraycopy(body, at + length, rest, at, body.length - at - length);
        return rest;
    }

    private static byte[] insert(byte[] body, int at, byte[] more) {
        byte[] grown = Arrays.copyOf(body, body.length + more.length);
        System.arraycopy(body, at, grown, at + more.length, body.length - at);
        System.arraycopy(more, 0, grown, at, more.length);
        return grown;
    }
}
