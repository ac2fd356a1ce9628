package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/** Every file of the sample folder against its row in INDEX.md. */
class WebhookSamplesTest {
    private static final String DASHBOARD_NUMBER = "123456123";
    private final WebhookParser parser =
            new WebhookParser(with(Parsers.NUMBERS, DASHBOARD_NUMBER), Parsers::tag, ParserLimits.DEFAULTS);

    @Test
    void shouldFindAllRowsOfTheIndex() {
        assertEquals(118, Samples.samples().size());
        assertEquals(46, Samples.hostile().size());
    }

    @TestFactory
    Stream<DynamicTest> shouldExtractWhatTheIndexCounts() {
        return Samples.samples().stream()
                .map(sample -> dynamicTest(sample.file(), () -> {
                    Webhook webhook = parse(sample.file());
                    assertEquals(List.of(), webhook.quarantined());
                    assertEquals(sample.messages(), count(webhook, SectionKind.MESSAGE), "messages");
                    assertEquals(sample.statuses(), count(webhook, SectionKind.STATUS), "statuses");
                    assertFalse(webhook.updates().isEmpty(), "nothing at all was kept");
                    assertEquals(0, webhook.coerced());
                    assertEquals(0, webhook.badTimestamps());
                }));
    }

    /** What the journal keeps is enough to understand the update again, with the same identity. */
    @TestFactory
    Stream<DynamicTest> shouldUnderstandTheRawCopyAgain() {
        return Samples.samples().stream()
                .map(sample -> dynamicTest(sample.file(), () -> {
                    for (Update update : parse(sample.file()).updates()) {
                        Webhook again = parser.parseEntry(update.raw(), Parsers.NOW_MS);
                        assertEquals(List.of(), again.quarantined());
                        assertEquals(1, again.updates().size());
                        assertSame(update, again.updates().getFirst());
                    }
                }));
    }

    /** What the outbox is told at once is what it would read from the journal; most samples are given callback data first. */
    @Test
    void shouldSayOfAStatusWhatItsRawCopySays() {
        int told = 0;
        for (Samples.Sample sample : Samples.samples()) {
            byte[] ours = new String(Samples.bytes(sample.file()), StandardCharsets.UTF_8)
                    .replaceFirst("(\"statuses\"\\s*:\\s*\\[\\s*\\{)", "$1\"biz_opaque_callback_data\":\"cb\",")
                    .getBytes(StandardCharsets.UTF_8);
            for (Update update : parser.parse(ours, Parsers.NOW_MS).updates()) {
                if (update.kind() == SectionKind.STATUS && update.ref() != 0) {
                    assertEquals(StatusReport.parse(update.raw()), update.status(), sample.file());
                    told += update.status() == null ? 0 : 1;
                } else {
                    assertNull(update.status(), sample.file());
                }
            }
        }
        assertTrue(told > 15, "statuses with callback data: " + told);
    }

    @TestFactory
    Stream<DynamicTest> shouldGiveEachDeliveryTheSameKeyAgain() {
        return Samples.samples().stream()
                .map(sample -> dynamicTest(sample.file(), () -> {
                    List<Update> first = parse(sample.file()).updates();
                    List<Update> second = parser.parse(Samples.bytes(sample.file()), Parsers.NOW_MS + 5_000)
                            .updates();
                    for (int i = 0; i < first.size(); i++) {
                        assertEquals(first.get(i).key(), second.get(i).key());
                    }
                }));
    }

    @Test
    void shouldKeepEveryUpdateOfTheBatchesApartExceptTheDuplicates() {
        assertEquals(1_000, keys("batch-1000-updates.json").size());
        assertEquals(1, keys("batch-duplicate-wamid.json").size());
        assertEquals(3, keys("batch-out-of-order-statuses.json").size());
        assertEquals(2, keys("status-group-aggregated.json").size());
    }

    @Test
    void shouldStartNothingBeyondWordsTapsMediaAndOwnership() {
        Set<String> silent = new HashSet<>();
        for (Samples.Sample sample : Samples.samples()) {
            if (parse(sample.file()).updates().stream().allMatch(update -> update.input() == null)) {
                silent.add(sample.file());
            }
        }
        silent.removeIf(file -> file.startsWith("status-")
                || file.startsWith("account-")
                || file.startsWith("calls-")
                || file.startsWith("history-")
                || file.startsWith("message-template-"));
        assertEquals(
                Set.of(
                        "batch-1000-updates.json",
                        "batch-out-of-order-statuses.json",
                        "business-capability-update.json",
                        "edit-image-caption.json",
                        "edit-text.json",
                        "group-text.json",
                        "interactive-call-permission-reply.json",
                        "phone-number-quality-update.json",
                        "reaction-removed.json",
                        "reaction.json",
                        "request-welcome-legacy.json",
                        "revoke.json",
                        "smb-app-state-sync.json",
                        "standby-status.json",
                        "system-customer-identity-changed.json",
                        "system-user-changed-number-legacy.json",
                        "system-user-changed-number.json",
                        "system-user-changed-user-id.json",
                        "unknown-field.json",
                        "unsupported-edit.json",
                        "user-actions-link-click.json",
                        "value-errors-130429.json"),
                silent);
    }

    @Test
    void shouldNotTakeTheDashboardTestButtonForACustomer() {
        Webhook webhook = Parsers.parser().parse(Samples.bytes("dashboard-test-sample.json"), Parsers.NOW_MS);
        assertTrue(webhook.updates().isEmpty());
        assertEquals("unknown-number", webhook.quarantined().getFirst().reason());
    }

    private static void assertSame(Update expected, Update actual) {
        assertArrayEquals(expected.raw(), actual.raw());
        assertEquals(expected.kind(), actual.kind());
        assertEquals(expected.number(), actual.number());
        assertEquals(expected.user(), actual.user());
        assertEquals(expected.id(), actual.id());
        assertEquals(expected.atMs(), actual.atMs());
        assertEquals(expected.key(), actual.key());
        assertEquals(expected.ref(), actual.ref());
        assertEquals(expected.input(), actual.input());
    }

    private Set<Tag> keys(String file) {
        Set<Tag> keys = new HashSet<>();
        parse(file).updates().forEach(update -> keys.add(update.key()));
        assertFalse(keys.contains(Tag.NONE));
        return keys;
    }

    private Webhook parse(String file) {
        return parser.parse(Samples.bytes(file), Parsers.NOW_MS);
    }

    private static long count(Webhook webhook, SectionKind kind) {
        return webhook.updates().stream()
                .filter(update -> update.kind() == kind)
                .count();
    }

    private static Set<String> with(Set<String> numbers, String more) {
        Set<String> all = new HashSet<>(numbers);
        all.add(more);
        return all;
    }
}
