package relevo.gateway.whatsapp;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Input;
import relevo.gateway.whatsapp.Update.User;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/** {@code messages[]} of the fields messages and standby: what a customer wrote or did, and what it means to the bot. */
final class MessageItems {
    private static final int ID_CHARS_MAX = 512;
    /** Kinds of unsupported content that are no words to us: an answer would surprise whoever did it. */
    private static final Set<String> SILENT_UNSUPPORTED =
            Set.of("edit", "keep_in_chat", "pin", "poll_update", "reaction", "revoke");

    private MessageItems() {}

    static Update message(Change change, JsonValue item) {
        return update(SectionKind.MESSAGE, change, item);
    }

    /** A copy of what somebody else was told to answer: the thread is not ours, and the words stay in the raw copy. */
    static Update standby(Change change, JsonValue item) {
        Update seen = update(SectionKind.STANDBY, change, item);
        return new Update(
                seen.kind(),
                seen.number(),
                seen.user(),
                seen.id(),
                seen.atMs(),
                seen.key(),
                seen.ref(),
                new Input.ThreadControl(false),
                seen.raw());
    }

    private static Update update(SectionKind kind, Change change, JsonValue item) {
        String id = change.id(item);
        String type = change.optional(item, "type");
        if (type == null) {
            throw new BadItem("no-type");
        }
        User writer = change.user(change.identity(item, "from_user_id"), change.identity(item, "from"));
        if (writer == null) {
            throw new BadItem("no-identity");
        }
        User user = switch (type) {
            case "system" -> moved(change, item, writer);
            case "contacts" -> introduced(change, item, writer);
            default -> writer;
        };
        boolean isGroup = change.optional(item, "group_id") != null;
        Input input = input(change, item, type, id, writer.name());
        Tag key = change.key(kind, id);
        byte[] raw = change.raw("messages", item, writer);
        return change.update(kind, user, id, change.atMs(item), key, 0, isGroup ? null : input, raw);
    }

    /** Null: nothing that the bot should answer. */
    private static @Nullable Input input(Change change, JsonValue item, String type, String id, @Nullable String name) {
        return switch (type) {
            case "text" -> {
                String body = change.text(change.object(item, "text"), "body");
                if (body == null) {
                    throw new BadItem("no-content");
                }
                yield new Input.Text(id, name, body);
            }
            case "button" -> button(change, item, id, name);
            case "interactive" -> interactive(change, item, id, name);
            case "image", "video", "document" ->
                new Input.Media(id, name, type, change.text(change.object(item, type), "caption"));
            case "audio", "sticker", "location" -> {
                change.object(item, type);
                yield new Input.Media(id, name, type, null);
            }
            case "contacts" -> new Input.Media(id, name, type, null);
            case "order" -> new Input.Media(id, name, type, change.text(change.object(item, "order"), "text"));
            // Something happened to a message or to the account behind it; nobody said anything.
            case "edit", "revoke", "reaction", "system", "request_welcome" -> null;
            case "unsupported" -> {
                String inner = change.optional(change.object(item, "unsupported"), "type");
                yield inner != null && SILENT_UNSUPPORTED.contains(inner) ? null : unsupported(id, name);
            }
            // A type of tomorrow: a customer who sent something must not be met with silence.
            default -> unsupported(id, name);
        };
    }

    private static Input unsupported(String id, @Nullable String name) {
        return new Input.Media(id, name, "unsupported", null);
    }

    /** A quick-reply button of a template; the payload may be missing, then its label is all there is. */
    private static Input button(Change change, JsonValue item, String id, @Nullable String name) {
        JsonValue button = change.object(item, "button");
        String title = change.text(button, "text");
        String payload = change.text(button, "payload");
        if (title == null && payload == null) {
            return unsupported(id, name);
        }
        return press(id, name, payload == null ? title : payload, title == null ? payload : title);
    }

    private static @Nullable Input interactive(Change change, JsonValue item, String id, @Nullable String name) {
        JsonValue interactive = change.object(item, "interactive");
        String type = change.optional(interactive, "type");
        return switch (type) {
            case "button_reply", "list_reply" -> {
                JsonValue reply = change.object(interactive, type);
                String replyId = change.text(reply, "id");
                String title = change.text(reply, "title");
                yield replyId == null
                        ? unsupported(id, name)
                        : press(id, name, replyId, title == null ? replyId : title);
            }
            case "nfm_reply" -> new Input.Media(id, name, "flow-reply", null);
            // Whether we may call: the answer to a dialogue of the app, not to the bot.
            case "call_permission_reply" -> null;
            // The object can be missing altogether; the customer did tap something.
            case null, default -> unsupported(id, name);
        };
    }

    private static Input press(String messageId, @Nullable String name, @Nullable String id, @Nullable String title) {
        return new Input.Press(
                messageId,
                name,
                Texts.clean(id == null ? "" : id, ID_CHARS_MAX),
                Texts.clean(title == null ? "" : title, ID_CHARS_MAX));
    }

    /** The person goes on under another id: the new one, and the one it replaces. The phone stays that of the writer. */
    private static User moved(Change change, JsonValue item, User writer) {
        JsonValue system = change.object(item, "system");
        String userId = change.identity(system, "user_id");
        String previous = change.identity(system, "previous_user_id");
        String phone = change.identity(system, "wa_id");
        if (userId == null) {
            // Before business-scoped ids: nothing ties the new phone to the old one but the raw copy.
            return writer;
        }
        String replaced = previous == null && !userId.equals(writer.userId()) ? writer.userId() : previous;
        return new User(userId, replaced, phone == null ? writer.phone() : phone, writer.name());
    }

    /** A customer whose phone was hidden tapped "share contact info": this is how the phone is learned. */
    private static User introduced(Change change, JsonValue item, User writer) {
        JsonValue cards = item.get("contacts");
        JsonValue card = cards == null || !cards.isArray() ? null : cards.first();
        if (writer.phone() != null || card == null || !"contact_request".equals(change.optional(card, "origin"))) {
            return writer;
        }
        JsonValue phones = card.get("phones");
        String phone = phones == null || !phones.isArray() ? null : change.identity(phones.first(), "wa_id");
        return phone == null ? writer : new User(writer.userId(), null, phone, writer.name());
    }
}
