package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relevo.dialog.Input;
import relevo.gateway.whatsapp.Update.User;
import relevo.journal.SectionKind;

/** What becomes of each kind of item, by the samples. */
class WebhookParserTest {
    private static final User LUCIA = new User("ES.1029384756102938475", null, "34600000011", "Lucía Fernández");
    private final WebhookParser parser = Parsers.parser();

    @Test
    void shouldReadAText() {
        Update update = only("text.json");
        assertEquals(SectionKind.MESSAGE, update.kind());
        assertEquals("900000000000001", update.number());
        assertEquals(LUCIA, update.user());
        assertEquals(1_795_257_601_000L, update.atMs());
        assertEquals(
                new Input.Text(
                        id(update),
                        "Lucía Fernández",
                        "Hola, buenas tardes. ¿Me pueden ayudar? Mi pedido 48213 no ha llegado todavía 😕"),
                update.input());
    }

    @Test
    void shouldReadTheSameFromBothWireForms() {
        Update escaped = only("text-wire-escaped.json");
        Update raw = only("text-raw-utf8.json");
        assertEquals(escaped.input(), raw.input());
        assertEquals(escaped.user(), raw.user());
        assertEquals(escaped.key(), raw.key());
        assertTrue(text(escaped.raw()).contains("\\u00bfCu\\u00e1ndo"), "bytes as received");
    }

    @Test
    void shouldKeepInTheRawCopyTheItemItsNumberAndItsContactOnly() {
        Update update = parser.parse(Samples.bytes("batch-2-users-1-change.json"), Parsers.NOW_MS)
                .updates()
                .getFirst();
        String raw = text(update.raw());
        assertTrue(raw.startsWith(
                "{\"id\":\"800000000000001\",\"changes\":[{\"field\":\"messages\",\"value\":{\"metadata\":"));
        assertEquals(1, count(raw, "\"profile\""));
        assertEquals(1, count(raw, "\"timestamp\""));
        assertFalse(raw.contains("\n"));
    }

    @Test
    void shouldJoinContactsByIdNotByPosition() {
        List<Update> updates = parser.parse(Samples.bytes("batch-2-users-1-change.json"), Parsers.NOW_MS)
                .updates();
        for (Update update : updates) {
            User user = Objects.requireNonNull(update.user());
            assertEquals(2, count(text(update.raw()), "\"" + user.userId() + "\""), "as contact and as sender");
            assertTrue(text(update.raw()).contains("\"name\":\"" + user.name() + "\""));
        }
        assertNotEquals(updates.get(0).user(), updates.get(1).user());
    }

    @ParameterizedTest
    @CsvSource({
        "interactive-button-reply.json,agent:yes,Hablar con agente",
        "interactive-list-reply.json,topic:shipping,Envíos",
        "interactive-list-reply-no-description.json,topic:other,Otro tema",
        "button-template-quick-reply.json,CSAT_5,Muy satisfecha",
        "button-quick-reply-no-context.json,STOP,Dejar de recibir"
    })
    void shouldReadATap(String file, String buttonId, String title) {
        Update update = only(file);
        String name = Objects.requireNonNull(update.user()).name();
        assertEquals(new Input.Press(id(update), name, buttonId, title), update.input());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "image-caption.json,image,'Así me llegó la caja, toda rota 😡'",
                "image-no-caption-no-url.json,image,-",
                "video.json,video,*",
                "audio-voice.json,audio,-",
                "audio-file.json,audio,-",
                "document-pdf.json,document,*",
                "sticker-animated.json,sticker,-",
                "location-pin.json,location,-",
                "location-place-reply.json,location,-",
                "contacts-shared.json,contacts,-",
                "contacts-request-contact-info.json,contacts,-",
                "order.json,order,'Para entregar el sábado, por favor'",
                "interactive-nfm-reply-flow.json,flow-reply,-",
                "interactive-nfm-reply-no-token.json,flow-reply,-",
                "interactive-missing-object-with-value-errors.json,unsupported,-",
                "unsupported-131051-poll.json,unsupported,-",
                "unsupported-131060-unavailable.json,unsupported,-",
                "unsupported-legacy-no-object.json,unsupported,-",
                "unknown-type-legacy.json,unsupported,-",
                "unknown-type.json,unsupported,-",
                "media-too-large-131052.json,unsupported,-"
            })
    void shouldReadWhatIsNeitherTextNorTap(
            String file, String kind, @org.jspecify.annotations.Nullable String caption) {
        Update update =
                parser.parse(Samples.bytes(file), Parsers.NOW_MS).updates().getFirst();
        Input.Media media = assertInstanceOf(Input.Media.class, update.input());
        assertEquals(kind, media.kind());
        if (!"*".equals(caption)) {
            assertEquals(caption, media.caption());
        }
    }

    @Test
    void shouldKnowACustomerByTheScopedIdWhenThePhoneIsHidden() {
        User user = Objects.requireNonNull(only("bsuid-without-phone.json").user());
        assertEquals(new User("CO.5509384756102938444", null, null, "Camila Ñáñez"), user);
    }

    @Test
    void shouldLearnThePhoneThatACustomerShares() {
        User user = Objects.requireNonNull(
                only("contacts-request-contact-info.json").user());
        assertEquals(new User("ES.9909384756102938488", null, "34600000091", "Pablo M."), user);
    }

    @Test
    void shouldTieTheNewIdOfACustomerToTheOldOne() {
        assertEquals(
                new User("ES.1029384756102999999", "ES.1029384756102938475", "34600000012", null),
                only("system-user-changed-number.json").user());
        assertEquals(
                new User("ES.9909384756102990000", "ES.9909384756102938488", null, null),
                only("system-user-changed-user-id.json").user());
        assertEquals(
                new User(null, null, "34600000011", null),
                only("system-user-changed-number-legacy.json").user());
        assertEquals(LUCIA, only("system-customer-identity-changed.json").user());
    }

    @Test
    void shouldPutStatusesOnTheirLaneWithTheCallbackOfTheSend() {
        Update update = only("status-biz-opaque-callback-data.json");
        assertEquals(SectionKind.STATUS, update.kind());
        assertEquals(Update.refOf("v1|tenant=t-17|conv=c-991|out=o-0000000000076|try=1"), update.ref());
        assertNotEquals(0, update.ref());
        assertNull(update.input());
        assertEquals(0, only("status-delivered.json").ref());
        assertNull(only("status-failed-131047.json").input(), "a failed send is the outbox's business");
    }

    @Test
    void shouldKnowTheRecipientOfAStatusByWhateverIsThere() {
        assertEquals(LUCIA, only("status-sent.json").user());
        assertEquals(
                "ES.9909384756102938488",
                Objects.requireNonNull(only("status-failed-bsuid-only.json").user())
                        .userId());
        List<Update> group = parser.parse(Samples.bytes("status-group-aggregated.json"), Parsers.NOW_MS)
                .updates();
        assertEquals(LUCIA, group.get(0).user());
        assertEquals(
                "CO.5509384756102938444",
                Objects.requireNonNull(group.get(1).user()).userId());
    }

    @Test
    void shouldTakeAnEchoForAPersonAtWork() {
        Update said = only("smb-message-echoes.json");
        assertEquals(SectionKind.ECHO, said.kind());
        assertEquals(LUCIA, said.user());
        assertEquals(
                new Input.HumanOutbound("Hola Lucía, soy Marta de la tienda. Te llamo en 5 minutos 📞"), said.input());
        assertEquals(
                new Input.HumanOutbound("Te llamo en 10 minutos"),
                only("smb-message-echoes-edit.json").input());
        assertEquals(
                new Input.HumanOutbound(null),
                only("smb-message-echoes-revoke-bsuid.json").input());
    }

    @Test
    void shouldFollowWhoOwnsTheThread() {
        assertEquals(
                new Input.ThreadControl(true),
                only("messaging-handovers-control-passed.json").input());
        assertEquals(
                new Input.ThreadControl(false),
                only("messaging-handovers-control-taken.json").input());
        assertEquals(
                new Input.ThreadControl(true),
                only("messaging-handovers-legacy-shape.json").input());
        assertEquals(
                SectionKind.HANDOVER,
                only("messaging-handovers-legacy-shape.json").kind());
        assertEquals(
                new Input.ThreadControl(false), only("standby-message.json").input());
        assertEquals(
                new Input.ThreadControl(false),
                only("standby-message-echo.json").input());
        assertNull(only("standby-status.json").input());
    }

    /** A message first seen on standby may come again on messages, and then it is ours: once. */
    @Test
    void shouldNotTakeAStandbyCopyForTheMessageItself() {
        String standby = Samples.text("standby-message.json");
        Update copy = only("standby-message.json");
        String item = standby.substring(
                standby.indexOf("\"messages\": ["), standby.indexOf(']', standby.indexOf("\"messages\": [")) + 1);
        Update message = onlyOf(message(item.substring(item.indexOf('{'), item.lastIndexOf('}') + 1)));
        assertEquals(copy.id(), message.id());
        assertNotEquals(copy.key(), message.key());
    }

    @Test
    void shouldReadPreferences() {
        Update stop = only("user-preferences-stop.json");
        assertEquals(SectionKind.PREFERENCE, stop.kind());
        assertEquals(new Input.Preference(true), stop.input());
        assertEquals(LUCIA, stop.user());
        assertEquals(
                new Input.Preference(false),
                only("user-preferences-resume-bsuid.json").input());
    }

    @Test
    void shouldKeepHistoryByCustomerAndNeverAnswerIt() {
        Update thread = only("history-chunk.json");
        assertEquals(SectionKind.HISTORY, thread.kind());
        assertEquals(
                "ES.1029384756102938475", Objects.requireNonNull(thread.user()).userId());
        assertNull(thread.input());
        assertEquals(SectionKind.HISTORY, only("history-declined-2593109.json").kind());
        assertEquals(SectionKind.HISTORY, only("smb-app-state-sync.json").kind());
    }

    @Test
    void shouldPutEachOtherFieldOnItsLane() {
        for (String file : List.of(
                "account-alerts.json",
                "account-update-violation.json",
                "business-capability-update.json",
                "phone-number-quality-update.json",
                "message-template-quality-update.json",
                "message-template-status-update-approved-null-reason.json")) {
            Update update = only(file);
            assertEquals(SectionKind.ACCOUNT, update.kind(), file);
            assertEquals("", update.number(), file);
            assertFalse(update.key().isNone() && text(update.raw()).contains("\"time\""), file);
        }
        assertEquals(SectionKind.ACCOUNT, only("value-errors-130429.json").kind());
        assertEquals(SectionKind.CALL, only("calls-connect.json").kind());
        assertEquals(SectionKind.CALL, only("calls-status.json").kind());
        assertEquals(SectionKind.UNKNOWN, only("unknown-field.json").kind());
        assertEquals("900000000000001", only("unknown-field.json").number());
        assertEquals(SectionKind.UNKNOWN, only("user-actions-link-click.json").kind());
    }

    @Test
    void shouldBeSilentInGroups() {
        Update update = only("group-text.json");
        assertEquals(SectionKind.MESSAGE, update.kind());
        assertNull(update.input());
    }

    @Test
    void shouldKeepTheRecapBesideALonelyMessageInItsRawCopy() {
        assertTrue(text(only("message-with-conversation-context.json").raw()).contains("\"conversation_context\":{"));
        String future = text(onlyHostile("future-unknown-fields.json").raw());
        assertTrue(
                future.contains("\"quantum\":{") && future.contains("\"$where\"") && future.contains("\"uid\":\"x\""));
    }

    @Test
    void shouldKeepWhatStandsBesideSeveralMessagesOnItsOwn() {
        String two = body("\"surprise\":{\"a\":[1, 2]},\"messages\":[" + text("1", "a") + "," + text("2", "b") + "]");
        List<Update> updates = parser.parse(bytes(two), Parsers.NOW_MS).updates();
        assertEquals(3, updates.size());
        assertEquals(SectionKind.UNKNOWN, updates.get(2).kind());
        assertTrue(text(updates.get(2).raw()).contains("\"surprise\":{\"a\":[1,2]}"));
        assertFalse(text(updates.get(0).raw()).contains("surprise"));
    }

    @Test
    void shouldCutWhatTheDecisionGetsAndKeepTheWhole() {
        Update update = onlyHostile("text-1mb.json");
        Input.Text text = assertInstanceOf(Input.Text.class, update.input());
        assertTrue(text.text().length() <= 4_096 && text.text().length() >= 4_095);
        assertFalse(Character.isHighSurrogate(text.text().charAt(text.text().length() - 1)));
        assertTrue(update.raw().length > 1 << 20);
    }

    @Test
    void shouldMakeTextSafeForWhatComesBehind() {
        assertEquals(
                "roto \uFFFD fin \uFFFD",
                assertInstanceOf(
                                Input.Text.class,
                                onlyHostile("lone-surrogate.json").input())
                        .text());
        assertEquals(
                "antesdespués",
                assertInstanceOf(
                                Input.Text.class,
                                onlyHostile("escaped-nul.json").input())
                        .text());
        assertTrue(text(onlyHostile("lone-surrogate.json").raw()).contains("\\ud83d"), "bytes as received");
    }

    @Test
    void shouldTakeTheTimeOfReceiptWhenTheTimestampCannotBeBelieved() {
        for (String file :
                List.of("timestamp-overflow.json", "timestamp-negative.json", "timestamp-not-a-number.json")) {
            Webhook webhook = parser.parse(Samples.bytes("hostile/" + file), Parsers.NOW_MS);
            assertEquals(Parsers.NOW_MS, webhook.updates().getFirst().atMs(), file);
            assertEquals(1, webhook.badTimestamps(), file);
        }
        long beforeTheSamples = 1_795_257_600_000L - 2 * ParserLimits.DEFAULTS.futureMaxMs();
        assertEquals(
                1, parser.parse(Samples.bytes("text.json"), beforeTheSamples).badTimestamps());
    }

    @Test
    void shouldTakeNumbersForStringsWithAllTheirDigits() {
        Webhook webhook = parser.parse(Samples.bytes("hostile/numbers-where-strings.json"), Parsers.NOW_MS);
        Update update = webhook.updates().getFirst();
        assertEquals("12345", update.id());
        assertEquals("34600000011", Objects.requireNonNull(update.user()).phone());
        assertEquals("900000000000001", update.number());
        assertEquals(1_795_258_514_000L, update.atMs());
        assertEquals(3, webhook.coerced());
    }

    @ParameterizedTest
    @CsvSource({
        "empty-body.json,empty,''",
        "whitespace-only.json,empty,''",
        "top-level-string.json,not-object,''",
        "top-level-array.json,not-object,''",
        "json-string-of-json.json,not-object,''",
        "missing-object.json,no-object,''",
        "missing-entry.json,no-entry,''",
        "entry-not-array.json,no-entry,''",
        "changes-null.json,no-changes,/entry/0",
        "value-missing.json,no-value,/entry/0/changes/0",
        "metadata-missing.json,no-metadata,/entry/0/changes/0",
        "foreign-phone-number-id.json,unknown-number,/entry/0/changes/0",
        "duplicate-keys.json,duplicate-key,''",
        "duplicate-keys-phone-number-id.json,duplicate-key,''",
        "deep-nesting-20000.json,over-limit,''",
        "deep-nesting-objects-5000.json,over-limit,''",
        "invalid-utf8.json,not-utf8,''",
        "overlong-and-surrogate-utf8.json,not-utf8,''",
        "utf16-with-bom.json,not-utf8,''",
        "truncated.json,not-json,''",
        "trailing-garbage.json,trailing,''",
        "nan-infinity.json,not-json,''",
        "single-quotes-comments.json,not-json,''",
        "huge-number-literal.json,over-limit,''",
        "strings-where-objects.json,wrong-type,/entry/0/changes/0/value/messages/0",
        "object-where-string.json,wrong-type,/entry/0/changes/0/value/messages/0",
        "nulls-everywhere.json,no-identity,/entry/0/changes/0/value/messages/0",
        "message-without-id.json,no-id,/entry/0/changes/0/value/messages/0",
        "message-without-any-identity.json,no-identity,/entry/0/changes/0/value/messages/0",
        "oversized-wamid.json,bad-id,/entry/0/changes/0/value/messages/0",
        "wamid-control-characters.json,bad-id,/entry/0/changes/0/value/messages/0"
    })
    void shouldQuarantineWithReasonAndPlace(String file, String reason, String pointer) {
        Webhook webhook = parser.parse(Samples.bytes("hostile/" + file), Parsers.NOW_MS);
        assertTrue(webhook.updates().isEmpty());
        Webhook.Quarantined kept = webhook.quarantined().getFirst();
        assertEquals(1, webhook.quarantined().size());
        assertEquals(reason, kept.reason());
        assertEquals(pointer, kept.pointer());
        if (pointer.isEmpty()) {
            assertEquals(Samples.bytes("hostile/" + file).length, kept.raw().length);
        }
    }

    @Test
    void shouldReadABodyBehindAByteOrderMark() {
        assertEquals(
                "hola con BOM",
                assertInstanceOf(Input.Text.class, onlyHostile("utf8-bom.json").input())
                        .text());
        assertTrue(text(onlyHostile("utf8-bom.json").raw()).startsWith("{\"id\""));
    }

    @Test
    void shouldIgnoreEventsOfOtherProducts() {
        Webhook webhook = parser.parse(Samples.bytes("hostile/wrong-object.json"), Parsers.NOW_MS);
        assertTrue(webhook.isEmpty());
        assertEquals(1, webhook.foreignObjects());
    }

    @Test
    void shouldLetTheNeighboursOfBadItemsLive() {
        Webhook webhook = parser.parse(Samples.bytes("hostile/batch-good-and-bad-items.json"), Parsers.NOW_MS);
        assertEquals(
                List.of("bueno", "también bueno"),
                webhook.updates().stream()
                        .map(update -> assertInstanceOf(Input.Text.class, update.input())
                                .text())
                        .toList());
        String messages = "/entry/0/changes/0/value/messages/";
        assertEquals(
                List.of(messages + 1, messages + 2, messages + 3, messages + 4),
                webhook.quarantined().stream().map(Webhook.Quarantined::pointer).toList());
    }

    @Test
    void shouldUnderstandAQuarantinedItemOnceItIsRepaired() {
        Webhook webhook = parser.parse(Samples.bytes("hostile/message-without-id.json"), Parsers.NOW_MS);
        String raw = text(webhook.quarantined().getFirst().raw());
        String repaired = raw.replace("\"timestamp\"", "\"id\":\"wamid.R\",\"timestamp\"");
        Update update =
                parser.parseEntry(bytes(repaired), Parsers.NOW_MS).updates().getFirst();
        assertEquals("wamid.R", update.id());
        assertEquals("900000000000001", update.number());
    }

    @Test
    void shouldTakeMoreItemsThanDocumentedAndKeepTheBodyWhenThereAreFarTooMany() {
        assertEquals(
                1_500,
                parser.parse(Samples.bytes("hostile/batch-1500-over-limit.json"), Parsers.NOW_MS)
                        .updates()
                        .size());
        StringBuilder many = new StringBuilder(text("0", "a"));
        for (int i = 1; i < 6_000; i++) {
            many.append(',').append(i % 2 == 0 ? text(Integer.toString(i), "a") : "0");
        }
        byte[] body = bytes(body("\"messages\":[" + many + "]"));
        Webhook webhook = parser.parse(body, Parsers.NOW_MS);
        assertEquals(5_000, webhook.updates().size() + webhook.quarantined().size() - 1);
        Webhook.Quarantined whole = webhook.quarantined().getLast();
        assertEquals("too-many-items", whole.reason());
        assertEquals(body, whole.raw());
    }

    @Test
    void shouldQuarantineOldEventsWhenThatIsSwitchedOn() {
        long day = 86_400_000L;
        WebhookParser strict =
                new WebhookParser(Parsers.NUMBERS, Parsers::tag, ParserLimits.DEFAULTS.withEventAgeMaxMs(8 * day));
        long happened = 1_795_257_601_000L;
        assertEquals(
                1,
                strict.parse(Samples.bytes("text.json"), happened + 8 * day)
                        .updates()
                        .size());
        Webhook late = strict.parse(Samples.bytes("text.json"), happened + 8 * day + 1);
        assertEquals("too-old", late.quarantined().getFirst().reason());
        assertEquals(
                1,
                strict.parseEntry(late.quarantined().getFirst().raw(), happened + 9 * day)
                        .updates()
                        .size());
    }

    @Test
    void shouldAdmitOnlyTheNumbersOfTheAppThatSigned() {
        byte[] body = Samples.bytes("batch-3-messages-2-numbers.json");
        Webhook webhook = parser.parse(body, Parsers.NOW_MS, Set.of("900000000000001"));
        assertTrue(webhook.updates().stream().allMatch(update -> update.number().equals("900000000000001")));
        assertEquals("unknown-number", webhook.quarantined().getFirst().reason());
        assertEquals(3, parser.parse(body, Parsers.NOW_MS).updates().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"contacts\":7,\"messages\":[%s]",
                "\"contacts\":[7,null,{\"profile\":3,\"wa_id\":\"34600000011\"}],\"messages\":[%s]",
                "\"contacts\":[{\"profile\":{\"name\":{}},\"wa_id\":34600000011}],\"messages\":[%s]",
                "\"errors\":null,\"messages\":[%s]",
                "\"statuses\":\"x\",\"messages\":[%s]"
            })
    void shouldReadAMessageBesideNonsense(String value) {
        Webhook webhook = parser.parse(bytes(body(value.replace("%s", text("1", "hola")))), Parsers.NOW_MS);
        assertEquals("1", webhook.updates().getFirst().id());
    }

    @Test
    void shouldNotRepeatAHugeContactInEveryItem() {
        StringBuilder items = new StringBuilder(text("0", "a"));
        for (int i = 1; i < 1_000; i++) {
            items.append(',').append(text(Integer.toString(i), "a"));
        }
        String contact = "{\"wa_id\":\"34600000011\",\"profile\":{\"name\":\"" + "x".repeat(1 << 20) + "\"}}";
        byte[] body = bytes(body("\"contacts\":[" + contact + "],\"messages\":[" + items + "]"));
        List<Update> updates = parser.parse(body, Parsers.NOW_MS).updates();
        assertEquals(1_000, updates.size());
        assertTrue(updates.stream().mapToLong(update -> update.raw().length).sum() < 1 << 20);
        assertEquals(
                256,
                Objects.requireNonNull(Objects.requireNonNull(updates.getFirst().user())
                                .name())
                        .length());
    }

    @Test
    void shouldNotSayWhatIsInAnUpdateWhenPrinted() {
        Update update = only("text.json");
        assertFalse(update.toString().contains("3460") || update.toString().contains("wamid"));
    }

    private Update only(String file) {
        Webhook webhook = parser.parse(Samples.bytes(file), Parsers.NOW_MS);
        assertEquals(List.of(), webhook.quarantined());
        assertEquals(1, webhook.updates().size());
        return webhook.updates().getFirst();
    }

    private Update onlyHostile(String file) {
        return only("hostile/" + file);
    }

    private Update onlyOf(String body) {
        return parser.parse(bytes(body), Parsers.NOW_MS).updates().getFirst();
    }

    private static String message(String item) {
        return body("\"messages\":[" + item + "]");
    }

    private static String body(String members) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\","
            + "\"value\":{\"metadata\":{\"phone_number_id\":\"900000000000001\"}," + members + "}}]}]}";
    }

    private static String text(String id, String words) {
        return "{\"from\":\"34600000011\",\"id\":\"" + id + "\",\"timestamp\":\"1795257601\",\"type\":\"text\","
                + "\"text\":{\"body\":\"" + words + "\"}}";
    }

    private static String id(Update update) {
        return Objects.requireNonNull(update.id());
    }

    private static String text(byte[] raw) {
        return new String(raw, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }
}
