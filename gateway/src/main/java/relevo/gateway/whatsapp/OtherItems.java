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
        String id = change.id(item);
        User user = change.user(change.identity(item, "to_user_id"), change.identity(item, "to"));
        if (user == null) {
            throw new BadItem("no-identity");
        }
        JsonValue said = "edit".equals(change.optional(item, "type"))
                ? change.object(change.object(item, "edit"), "message")
                : item;
        Input input = new Input.HumanOutbound(change.text(change.object(said, "text"), "body"));
        Tag key = change.key(SectionKind.ECHO, id);
        return change.update(
                SectionKind.ECHO, user, id, change.atMs(item), key, 0, input, change.raw("message_echoes", item, user));
    }

    /** What another responder said while the thread is theirs: the body of its send call. */
    static Update standbyEcho(Change change, JsonValue item) {
        String id = change.id(item);
        JsonValue message = change.object(item, "message");
        User user = change.user(change.identity(message, "recipient"), change.identity(message, "to"));
        Tag key = change.key(SectionKind.STANDBY, id);
        Input input = user == null ? null : new Input.ThreadControl(false);
        return change.update(
                SectionKind.STANDBY,
                user,
                id,
                change.atMs(item),
                key,
                0,
                input,
                change.raw("message_echoes", item, user));
    }

    static Update preference(Change change, JsonValue item) {
        User user = change.user(change.identity(item, "user_id"), change.identity(item, "wa_id"));
        if (user == null) {
            throw new BadItem("no-identity");
        }
        String category = plain(change, item, "category");
        String value = plain(change, item, "value");
        boolean isMarketing = category.equals("marketing_messages");
        Input input = switch (value) {
            case "stop" -> isMarketing ? new Input.Preference(true) : null;
            case "resume" -> isMarketing ? new Input.Preference(false) : null;
            default -> null;
        };
        long atMs = change.atMs(item);
        String who = user.userId() == null ? String.valueOf(user.phone()) : user.userId();
        Tag key = change.key(SectionKind.PREFERENCE, who, category, value, Long.toString(atMs));
        return change.update(
                SectionKind.PREFERENCE, user, null, atMs, key, 0, input, change.raw("user_preferences", item, user));
    }

    static Update call(Change change, JsonValue item) {
        String id = change.id(item);
        boolean isOurs = "BUSINESS_INITIATED".equals(change.optional(item, "direction"));
        User user = isOurs
                ? change.user(change.identity(item, "to_user_id"), change.identity(item, "to"))
                : change.user(change.identity(item, "from_user_id"), change.identity(item, "from"));
        Tag key = change.key(SectionKind.CALL, id, plain(change, item, "event"));
        return change.update(
                SectionKind.CALL, user, id, change.atMs(item), key, 0, null, change.raw("calls", item, user));
    }

    /** Address book of the business phone; belongs to the onboarding of such a number, as its history does. */
    static Update addressBook(Change change, JsonValue item) {
        JsonValue contact = change.object(item, "contact");
        User user = change.user(change.identity(contact, "user_id"), change.identity(contact, "phone_number"));
        byte[] raw = change.raw("state_sync", item, user);
        return change.plain(SectionKind.HISTORY, user, null, change.receivedAtMs(), null, raw, true);
    }

    /** Errors of the number or the app, beside or instead of messages. */
    static Update error(Change change, JsonValue item) {
        return change.plain(
                SectionKind.ACCOUNT, null, null, change.receivedAtMs(), null, change.raw("errors", item, null), false);
    }

    /** Clicks on marketing links and whatever joins them: undocumented, kept. */
    static Update userAction(Change change, JsonValue item) {
        User user = change.user(change.identity(item, "from_user_id"), change.identity(item, "from"));
        return change.plain(
                SectionKind.UNKNOWN, user, null, change.atMs(item), null, change.raw("user_actions", item, user), true);
    }

    private static String plain(Change change, JsonValue item, String name) {
        String text = change.optional(item, name);
        if (text == null || !Texts.isId(text, 64)) {
            throw new BadItem("no-" + name);
        }
        return text;
    }

    /** Old messages of one customer: one update a thread, so that each can be sealed under its own key. */
    static Update thread(Change change, @Nullable JsonValue thread, byte[] raw) {
        JsonValue context = thread == null ? null : thread.get("context");
        String phone = change.identity(context, "wa_id");
        User user =
                change.user(change.identity(context, "user_id"), phone == null ? change.identity(thread, "id") : phone);
        boolean isDated = thread != null;
        return change.plain(SectionKind.HISTORY, user, null, change.receivedAtMs(), null, raw, isDated);
    }
}
