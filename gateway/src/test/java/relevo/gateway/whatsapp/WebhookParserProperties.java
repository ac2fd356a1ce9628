package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relevo.journal.SectionKind;

/** What holds for any body: seeded, bounded; a failure names the seed. */
class WebhookParserProperties {
    private static final int TRIES = 400;
    private final WebhookParser parser = Parsers.parser();
    /** The fixed words of quarantine are part of what is promised to whoever watches the metrics. */
    private final String documented = page("docs/webhook.md");

    /** However many bad items stand among good ones, exactly the good ones come out, in their order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldExtractExactlyTheGoodItems(long seed) {
        Random random = new Random(seed);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            String place = "seed " + seed + ", attempt " + attempt;
            List<String> items = new ArrayList<>();
            List<String> good = new ArrayList<>();
            List<String> bad = new ArrayList<>();
            boolean isStatus = random.nextBoolean();
            for (int i = random.nextInt(12); i >= 0; i--) {
                String id = "wamid." + attempt + "." + items.size();
                String item = isStatus ? status(random, id) : message(random, id);
                if (random.nextInt(3) == 0) {
                    bad.add("/entry/0/changes/0/value/" + (isStatus ? "statuses/" : "messages/") + items.size());
                    items.add(spoilt(random, item, isStatus));
                } else {
                    good.add(id);
                    items.add(item);
                }
            }
            Webhook webhook = parser.parse(body(random, isStatus ? "statuses" : "messages", items), Parsers.NOW_MS);
            assertEquals(good, webhook.updates().stream().map(Update::id).toList(), place);
            assertEquals(
                    bad,
                    webhook.quarantined().stream()
                            .map(Webhook.Quarantined::pointer)
                            .toList(),
                    place);
            for (Update update : webhook.updates()) {
                assertEquals(isStatus ? SectionKind.STATUS : SectionKind.MESSAGE, update.kind(), place);
                assertReadableAgain(update, place);
            }
        }
    }

    /** A sample with any one member taken away, doubled, or replaced is still answered for, item by item or whole. */
    @Test
    void shouldAccountForEverySampleWithOneMemberChanged() {
        List<UnaryOperator<String>> changes = List.of(
                value -> "null",
                value -> "7",
                value -> "\"\"",
                value -> "{}",
                value -> "[]",
                value -> "true",
                value -> "[" + value + "]",
                value -> "{\"x\":" + value + "}",
                value -> "1e3",
                value -> "\"\\u0000\\ud800\"",
                value -> "-0.5");
        int variants = 0;
        for (Samples.Sample sample : Samples.samples()) {
            String text = Samples.text(sample.file());
            if (text.length() > 10_000) {
                continue;
            }
            for (int[] value : values(text)) {
                for (UnaryOperator<String> change : changes) {
                    String changed = text.substring(0, value[0])
                            + change.apply(text.substring(value[0], value[1]))
                            + text.substring(value[1]);
                    assertAccountedFor(changed.getBytes(StandardCharsets.UTF_8), sample.file() + " at " + value[0]);
                    variants++;
                }
            }
        }
        assertTrue(variants > 20_000, "only " + variants);
    }

    @Test
    void shouldReadACutBodyNeverInPart() {
        byte[] body = Samples.bytes("batch-messages-and-statuses.json");
        int end = new String(body, StandardCharsets.UTF_8).stripTrailing().getBytes(StandardCharsets.UTF_8).length;
        for (int length = 0; length < end; length++) {
            Webhook webhook = parser.parse(java.util.Arrays.copyOf(body, length), Parsers.NOW_MS);
            assertTrue(webhook.updates().isEmpty(), "cut at " + length);
            assertEquals(1, webhook.quarantined().size());
        }
    }

    @Test
    void shouldFindTheSameInABodyWithoutWhiteSpaceAndInOneWithMore() {
        for (Samples.Sample sample : Samples.samples()) {
            byte[] body = Samples.bytes(sample.file());
            List<Update> updates = parser.parse(body, Parsers.NOW_MS).updates();
            List<Update> spread = parser.parse(spread(body), Parsers.NOW_MS).updates();
            assertEquals(updates.size(), spread.size(), sample.file());
            for (int i = 0; i < updates.size(); i++) {
                assertArrayEquals(updates.get(i).raw(), spread.get(i).raw(), sample.file());
                assertEquals(updates.get(i).key(), spread.get(i).key(), sample.file());
            }
        }
    }

    private void assertAccountedFor(byte[] body, String place) {
        Webhook webhook = parser.parse(body, Parsers.NOW_MS);
        for (Webhook.Quarantined item : webhook.quarantined()) {
            assertTrue(documented.contains("`" + item.reason() + "`"), place + ": " + item.reason());
        }
        for (Update update : webhook.updates()) {
            assertReadableAgain(update, place);
        }
    }

    private void assertReadableAgain(Update update, String place) {
        Webhook again = parser.parseEntry(update.raw(), Parsers.NOW_MS);
        assertEquals(List.of(), again.quarantined(), place);
        assertEquals(1, again.updates().size(), place);
        Update same = again.updates().getFirst();
        assertArrayEquals(update.raw(), same.raw(), place);
        assertEquals(update.key(), same.key(), place);
        assertEquals(update.user(), same.user(), place);
        assertEquals(update.input(), same.input(), place);
    }

    private static String page(String path) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(path))) {
            folder = Objects.requireNonNull(folder.getParent(), () -> "no " + path + " above the working directory");
        }
        try {
            return Files.readString(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String message(Random random, String id) {
        String content = switch (random.nextInt(5)) {
            case 0 -> "\"type\":\"text\",\"text\":{\"body\":\"a, ñ \\u00f1 \\\" \\\\ }] 📦\"}";
            case 1 -> "\"button\":{\"payload\":\"P\",\"text\":\"T\"},\"type\":\"button\"";
            case 2 -> "\"type\":\"image\",\"image\":{\"id\":\"1\",\"caption\":\"c\"}";
            case 3 -> "\"type\":\"reaction\",\"reaction\":{\"message_id\":\"x\"}";
            default -> "\"type\":\"tomorrow\",\"tomorrow\":[[[{}]]]";
        };
        String who = random.nextBoolean() ? "\"from\":\"34600000011\"" : "\"from_user_id\":\"ES.1\"";
        return "{" + who + ",\"id\":\"" + id + "\",\"timestamp\":\"1795257601\"," + content + "}";
    }

    private static String status(Random random, String id) {
        String state = List.of("sent", "delivered", "read", "failed", "new").get(random.nextInt(5));
        return "{\"id\":\"" + id + "\",\"status\":\"" + state
                + "\",\"timestamp\":\"1795257601\",\"recipient_id\":\"34600000011\"}";
    }

    private static String spoilt(Random random, String item, boolean isStatus) {
        return switch (random.nextInt(7)) {
            case 0 -> "null";
            case 1 -> "\"" + "x".repeat(random.nextInt(50)) + "\"";
            case 2 -> "[" + item + "]";
            case 3 -> "{}";
            case 4 -> item.replaceFirst("\"id\":\"wamid[^\"]*\"", "\"id\":\"a\\\\nb\"");
            case 5 -> item.replaceFirst("\"id\":\"wamid[^\"]*\"", "\"id\":[]");
            default ->
                isStatus
                        ? item.replaceFirst("\"status\":\"[a-z]+\"", "\"status\":{}")
                        : item.replaceFirst("\"type\":\"[a-z]+\"", "\"type\":null");
        };
    }

    /** Members in any order, as the provider reserves the right to send them. */
    private static byte[] body(Random random, String array, List<String> items) {
        List<String> value = shuffled(
                random,
                "\"metadata\":{\"phone_number_id\":\"900000000000001\"}",
                "\"messaging_product\":\"whatsapp\"",
                "\"contacts\":[{\"profile\":{\"name\":\"N\"},\"wa_id\":\"34600000011\"}]",
                "\"" + array + "\":[" + String.join(",", items) + "]");
        List<String> change = shuffled(random, "\"field\":\"messages\"", "\"value\":{" + String.join(",", value) + "}");
        List<String> entry = shuffled(random, "\"id\":\"1\"", "\"changes\":[{" + String.join(",", change) + "}]");
        List<String> root = shuffled(
                random, "\"object\":\"whatsapp_business_account\"", "\"entry\":[{" + String.join(",", entry) + "}]");
        return ("{" + String.join(",", root) + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> shuffled(Random random, String... members) {
        List<String> shuffled = new ArrayList<>(List.of(members));
        java.util.Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** Where the values of all members of a JSON text begin and end, found without a parser: after each colon. */
    private static List<int[]> values(String json) {
        List<int[]> values = new ArrayList<>();
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (c == ':' && !inString) {
                int start = i + 1;
                while (json.charAt(start) == ' ') {
                    start++;
                }
                values.add(new int[] {start, endOfValue(json, start)});
            }
        }
        return values;
    }

    private static int endOfValue(String json, int start) {
        int depth = 0;
        boolean inString = false;
        for (int i = start; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString && (c == '{' || c == '[')) {
                depth++;
            } else if (!inString && (c == '}' || c == ']' || c == ',')) {
                if (depth == 0 || (depth == 1 && c != ',')) {
                    return depth == 0 ? i : i + 1;
                }
                depth -= c == ',' ? 0 : 1;
            }
        }
        return json.length();
    }

    private static byte[] spread(byte[] json) {
        StringBuilder spread = new StringBuilder();
        boolean inString = false;
        boolean isEscaped = false;
        for (byte b : json) {
            char c = (char) (b & 0xFF);
            boolean isToken = !inString && "{}[]:,".indexOf(c) >= 0;
            spread.append(isToken ? "\t\r\n " + c + " \n" : String.valueOf(c));
            if (!isEscaped && c == '"') {
                inString = !inString;
            }
            isEscaped = !isEscaped && inString && c == '\\';
        }
        return spread.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
