package relevo.gateway.whatsapp;

import org.jspecify.annotations.Nullable;
import relevo.dialog.Input;
import relevo.gateway.whatsapp.Update.User;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/** Items that are neither messages nor receipts: echoes, preferences, calls, synchronised history and contacts. */
final class OtherItems {
    private OtherItems() {}

    /** A person answered from the phone of the business. Edits and deletions too: somebody is at work in this chat. */
    static Update echo(Change change, JsonValue item) {
        Fields fields = change.fields();
        String id = fields.id(item);
        User user = change.user(fields.identity(item, "to_user_id"), fields.identity(item, "to"));
        if (user == null) {
            throw new BadItem("no-identity");
        }
        JsonValue said = "edit".equals(fields.optional(item, "type"))
                ? fields.object(fields.object(item, "edit"), "message")
                : item;
        Input input = new Input.HumanOutbound(fields.text(fields.object(said, "text"), "body"));
        Tag key = change.key(SectionKind.ECHO, id);
        return change.update(
                SectionKind.ECHO, user, id, fields.atMs(item), key, 0, input, change.raw("message_echoes", item, user));
    }

    /** What another responder said while the thread is theirs: the body of its send call. */
    static Update standbyEcho(Change change, JsonValue item) {
        Fields fields = change.fields();
        String id = fields.id(item);
        JsonValue message = fields.object(item, "message");
        User user = change.user(fields.identity(message, "recipient"), fields.identity(message, "to"));
        Tag key = change.key(SectionKind.STANDBY, id);
        Input input = user == null ? null : new Input.ThreadControl(false);
        return change.update(
                SectionKind.STANDBY,
                user,
                id,
                fields.atMs(item),
                key,
                0,
                input,
                change.raw("message_echoes", item, user));
    }

    static Update preference(Change change, JsonValue item) {
        Fields fields = change.fields();
        User user = change.user(fields.identity(item, "user_id"), fields.identity(item, "wa_id"));
        if (user == null) {
            throw new BadItem("no-identity");
        }
        String category = fields.word(item, "category");
        String value = fields.word(item, "value");
        boolean isMarketing = category.equals("marketing_messages");
        Input input = switch (value) {
            case "stop" -> isMarketing ? new Input.Preference(true) : null;
            case "resume" -> isMarketing ? new Input.Preference(false) : null;
            default -> null;
        };
        long atMs = fields.atMs(item);
        String who = user.userId() == null ? String.valueOf(user.phone()) : user.userId();
        Tag key = change.key(SectionKind.PREFERENCE, who, category, value, Long.toString(atMs));
        return change.update(
                SectionKind.PREFERENCE, user, null, atMs, key, 0, input, change.raw("user_preferences", item, user));
    }

    static Update call(Change change, JsonValue item) {
        Fields fields = change.fields();
        String id = fields.id(item);
        boolean isOurs = "BUSINESS_INITIATED".equals(fields.optional(item, "direction"));
        User user = isOurs
                ? change.user(fields.identity(item, "to_user_id"), fields.identity(item, "to"))
                : change.user(fields.identity(item, "from_user_id"), fields.identity(item, "from"));
        Tag key = change.key(SectionKind.CALL, id, fields.word(item, "event"));
        return change.update(
                SectionKind.CALL, user, id, fields.atMs(item), key, 0, null, change.raw("calls", item, user));
    }

    /** Address book of the business phone; belongs to the onboarding of such a number, as its history does. */
    static Update addressBook(Change change, JsonValue item) {
        Fields fields = change.fields();
        JsonValue contact = fields.object(item, "contact");
        User user = change.user(fields.identity(contact, "user_id"), fields.identity(contact, "phone_number"));
        byte[] raw = change.raw("state_sync", item, user);
        return change.plain(SectionKind.HISTORY, user, change.receivedAtMs(), raw, true);
    }

    /** Errors of the number or the app, beside or instead of messages. */
    static Update error(Change change, JsonValue item) {
        return change.plain(SectionKind.ACCOUNT, null, change.receivedAtMs(), change.raw("errors", item, null), false);
    }

    /** Clicks on marketing links and whatever joins them: undocumented, kept. */
    static Update userAction(Change change, JsonValue item) {
        Fields fields = change.fields();
        User user = change.user(fields.identity(item, "from_user_id"), fields.identity(item, "from"));
        return change.plain(SectionKind.UNKNOWN, user, fields.atMs(item), change.raw("user_actions", item, user), true);
    }

    /** Old messages of one customer: one update a thread, so that each can be sealed under its own key. */
    static Update thread(Change change, @Nullable JsonValue thread, byte[] raw) {
        Fields fields = change.fields();
        JsonValue context = thread == null ? null : thread.get("context");
        String phone = fields.identity(context, "wa_id");
        User user =
                change.user(fields.identity(context, "user_id"), phone == null ? fields.identity(thread, "id") : phone);
        boolean isDated = thread != null;
        return change.plain(SectionKind.HISTORY, user, change.receivedAtMs(), raw, isDated);
    }
}
