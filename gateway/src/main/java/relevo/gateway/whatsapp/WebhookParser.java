package relevo.gateway.whatsapp;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Input;
import relevo.gateway.whatsapp.Update.User;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * Turns a signed webhook body into typed updates, each on its lane.
 *
 * <pre>
 * object: whatsapp_business_account
 * entry[] { id, time?, changes[] { field, value { metadata, contacts[], messages[] | statuses[] | ... } } }
 *                                    |              |                        '- one update each; a bad one is quarantined
 *                                    |              '- phone_number_id: whose it is; never guessed from elsewhere
 *                                    '- which lane
 * </pre>
 *
 * <p>Never throws for what a body holds: a body that is no JSON, a broken envelope, an item that makes no sense and a
 * number that is not served each end in {@link Webhook#quarantined()} under a fixed word, and what stands beside them is
 * understood all the same. Keys, types, fields and status values of tomorrow are no errors: they are kept raw.
 *
 * <p>Immutable; any thread. The shapes are those of the WhatsApp Business Cloud API as of November 2026.
 */
public final class WebhookParser {
    static final String OBJECT = "whatsapp_business_account";
    private static final List<String> MESSAGE_ARRAYS = List.of("messages", "statuses", "errors", "user_actions");
    private static final List<String> STANDBY_ARRAYS = List.of("messages", "message_echoes", "statuses");
    private static final Set<String> ACCOUNT_FIELDS = Set.of(
            "account_alerts",
            "account_review_update",
            "account_settings_update",
            "account_update",
            "business_capability_update",
            "business_username_updates",
            "message_template_components_update",
            "message_template_quality_update",
            "message_template_status_update",
            "partner_solutions",
            "payment_configuration_update",
            "phone_number_name_update",
            "phone_number_quality_update",
            "security",
            "template_category_update");

    private final Set<String> numbers;
    private final Function<String, Tag> tags;
    private final ParserLimits limits;
    private final JsonReader reader;

    /**
     * @param numbers the phone_number_ids served here
     * @param tags makes the keyed hash of an identity; called on the parsing thread, must be safe for all of them
     */
    public WebhookParser(Set<String> numbers, Function<String, Tag> tags, ParserLimits limits) {
        this.numbers = Set.copyOf(numbers);
        this.tags = tags;
        this.limits = limits;
        this.reader = new JsonReader(limits);
    }

    /**
     * Parses a body whose signature was good.
     *
     * @param body as received; the caller must not write to it afterwards
     * @param receivedAtMs by the gateway's clock, milliseconds since 1970 UTC
     */
    public Webhook parse(byte[] body, long receivedAtMs) {
        return parse(body, receivedAtMs, numbers);
    }

    /** The same, with only these numbers admitted: those that the app which signed the body speaks for. */
    public Webhook parse(byte[] body, long receivedAtMs, Set<String> admitted) {
        Collected out = new Collected(body, receivedAtMs, limits, tags);
        try {
            root(out, reader.read(body), number -> numbers.contains(number) && admitted.contains(number));
        } catch (JsonReader.Unreadable e) {
            out.quarantineBody(e.reason());
        } catch (Collected.Overflow e) {
            out.quarantineBody("too-many-items");
        }
        return out.webhook();
    }

    /**
     * Understands once more what {@link Update#raw()} or an item of {@link Webhook.Quarantined#raw()} kept: at recovery,
     * or with a newer release. Numbers are not checked again; they were when it was admitted.
     */
    public Webhook parseEntry(byte[] raw, long receivedAtMs) {
        Collected out = new Collected(raw, receivedAtMs, limits.withEventAgeMaxMs(0), tags);
        try {
            entry(out, reader.read(raw), "", number -> true);
        } catch (JsonReader.Unreadable e) {
            out.quarantineBody(e.reason());
        } catch (Collected.Overflow e) {
            out.quarantineBody("too-many-items");
        }
        return out.webhook();
    }

    private interface Admission {
        boolean serves(String number);
    }

    private static void root(Collected out, JsonValue root, Admission admission) {
        JsonValue object = root.get("object");
        JsonValue entries = root.get("entry");
        if (!root.isObject()) {
            out.quarantineBody("not-object");
        } else if (object == null || !object.isString()) {
            out.quarantineBody("no-object");
        } else if (!object.text().equals(OBJECT)) {
            out.countForeignObject(); // an event of another product on our address: nothing to keep
        } else if (entries == null || !entries.isArray()) {
            out.quarantineBody("no-entry");
        } else {
            int index = 0;
            for (JsonValue entry = entries.first(); entry != null; entry = entry.next()) {
                entry(out, entry, "/entry/" + index++, admission);
            }
        }
    }

    private static void entry(Collected out, JsonValue entry, String pointer, Admission admission) {
        JsonValue changes = entry.get("changes");
        if (changes == null || !changes.isArray()) {
            out.quarantine("no-changes", pointer, rawOf(out, entry));
            return;
        }
        int index = 0;
        for (JsonValue change = changes.first(); change != null; change = change.next()) {
            String place = pointer + "/changes/" + index++;
            try {
                change(out, entry, change, place, admission);
            } catch (BadItem e) {
                out.quarantine(e.reason(), place, Envelope.broken(out.body, entry, change));
            }
        }
    }

    private static void change(Collected out, JsonValue entry, JsonValue change, String pointer, Admission admission) {
        JsonValue field = change.get("field");
        JsonValue value = change.get("value");
        if (field == null || !field.isString()) {
            throw new BadItem("no-field");
        }
        if (value == null || !value.isObject()) {
            throw new BadItem("no-value");
        }
        Place place = new Place(out, entry, field, value, pointer + "/value", admission);
        switch (field.text()) {
            case "messages" -> messages(place);
            case "standby" -> standby(place);
            case "smb_message_echoes" -> items(place, "message_echoes", OtherItems::echo);
            case "user_preferences" -> items(place, "user_preferences", OtherItems::preference);
            case "smb_app_state_sync" -> items(place, "state_sync", OtherItems::addressBook);
            case "calls" -> calls(place);
            case "history" -> history(place);
            case "messaging_handovers" -> handover(place);
            default -> other(place, ACCOUNT_FIELDS.contains(field.text()) ? SectionKind.ACCOUNT : SectionKind.UNKNOWN);
        }
    }

    /** Where a change stands, before it is known what it holds. */
    private record Place(
            Collected out, JsonValue entry, JsonValue field, JsonValue value, String pointer, Admission admission) {
        /** The number this value belongs to, by {@code metadata} (or, for handovers, {@code recipient}). */
        String number(String holder) {
            JsonValue metadata = value.get(holder);
            JsonValue id = metadata == null ? null : metadata.get("phone_number_id");
            if (metadata == null || id == null || metadata.length() > Envelope.SHARED_BYTES_MAX) {
                throw new BadItem("no-metadata");
            }
            String number = id.text();
            if (id.isNumber()) {
                out.countCoerced();
            }
            if (!admission.serves(number)) {
                throw new BadItem("unknown-number");
            }
            return number;
        }

        Change change(JsonValue holder, String holderPointer, String number, List<String> arrays) {
            Envelope envelope = new Envelope(out.body, entry, field, value, holder);
            boolean isDated = entry.get("time") != null;
            return new Change(out, envelope, holder, holderPointer, number, isDated, arrays);
        }

        byte[] whole() {
            return new Envelope(out.body, entry, field, value, value).whole();
        }
    }

    private static void messages(Place place) {
        Change change = place.change(place.value(), place.pointer(), place.number("metadata"), MESSAGE_ARRAYS);
        change.each("messages", MessageItems::message);
        change.each("statuses", StatusItems::status);
        change.each("errors", OtherItems::error);
        change.each("user_actions", OtherItems::userAction);
        change.keepRest();
    }

    private static void standby(Place place) {
        String number = place.number("metadata");
        JsonValue holder = place.value().get("standby");
        if (holder == null || !holder.isObject()) {
            throw new BadItem("no-content");
        }
        Change change = place.change(holder, place.pointer() + "/standby", number, STANDBY_ARRAYS);
        change.each("messages", MessageItems::standby);
        change.each("message_echoes", OtherItems::standbyEcho);
        change.each("statuses", StatusItems::standby);
        change.keepRest();
    }

    private static void items(Place place, String array, Change.ItemReader reader) {
        List<String> arrays = List.of(array);
        Change change = place.change(place.value(), place.pointer(), place.number("metadata"), arrays);
        change.each(array, reader);
        change.keepRest();
    }

    private static void calls(Place place) {
        List<String> arrays = List.of("calls", "statuses", "errors");
        Change change = place.change(place.value(), place.pointer(), place.number("metadata"), arrays);
        change.each("calls", OtherItems::call);
        change.each("statuses", StatusItems::call);
        change.each("errors", OtherItems::error);
        change.keepRest();
    }

    private static void history(Place place) {
        place.change(place.value(), place.pointer(), place.number("metadata"), List.of("history"))
                .eachThread();
    }

    /** No metadata here: the number is the recipient. The value itself is the item. */
    private static void handover(Place place) {
        JsonValue value = place.value();
        Change change = place.change(value, place.pointer(), place.number("recipient"), List.of());
        Fields fields = change.fields();
        JsonValue sender = fields.object(value, "sender");
        String phone = fields.identity(sender, "phone_number");
        User user = change.user(
                fields.identity(sender, "user_id"), phone == null ? fields.identity(sender, "wa_id") : phone);
        if (user == null) {
            throw new BadItem("no-identity");
        }
        String type = fields.word(value, "type");
        @Nullable
        Input input = switch (type) {
            case "control_passed" -> new Input.ThreadControl(true);
            case "control_taken" -> new Input.ThreadControl(false);
            default -> null;
        };
        long atMs = fields.atMs(value);
        String who = user.userId() == null ? String.valueOf(user.phone()) : user.userId();
        Tag key = change.key(SectionKind.HANDOVER, who, type, Long.toString(atMs));
        place.out().add(change.update(SectionKind.HANDOVER, user, null, atMs, key, 0, input, place.whole()));
    }

    /** Account-level fields, and fields that this release does not know: kept whole. */
    private static void other(Place place, SectionKind kind) {
        String number = place.value().get("metadata") == null ? "" : place.number("metadata");
        Change change = place.change(place.value(), place.pointer(), number, List.of());
        long atMs = place.out().receivedAtMs;
        place.out().add(change.plain(kind, null, atMs, place.whole(), false));
    }

    private static byte[] rawOf(Collected out, JsonValue value) {
        return new RawCopy(out.body, value.length()).add(value).bytes();
    }
}
