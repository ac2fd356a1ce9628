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
        return update(SectionKind.STANDBY, change, item);
    }

    private static Update update(SectionKind kind, Change change, JsonValue item) {
        Fields fields = change.fields();
        String id = fields.id(item);
        String type = fields.optional(item, "type");
        if (type == null) {
            throw new BadItem("no-type");
        }
        User writer = change.user(fields.identity(item, "from_user_id"), fields.identity(item, "from"));
        if (writer == null) {
            throw new BadItem("no-identity");
        }
        User user = switch (type) {
            case "system" -> moved(change, item, writer);
            case "contacts" -> introduced(change, item, writer);
            default -> writer;
        };
        Input input;
        if (fields.optional(item, "group_id") != null) {
            input = null; // said to a group, not to us
        } else if (kind == SectionKind.STANDBY) {
            input = new Input.ThreadControl(false);
        } else {
            input = input(change, item, type, id, writer.name());
        }
        Tag key = change.key(kind, id);
        return change.update(kind, user, id, fields.atMs(item), key, 0, input, change.raw("messages", item, writer));
    }

    /** Null: nothing that the bot should answer. */
    private static @Nullable Input input(Change change, JsonValue item, String type, String id, @Nullable String name) {
        Fields fields = change.fields();
        return switch (type) {
            case "text" -> {
                String body = fields.text(fields.object(item, "text"), "body");
                if (body == null) {
                    throw new BadItem("no-content");
                }
                yield new Input.Text(id, name, body);
            }
            case "button" -> button(change, item, id, name);
            case "interactive" -> interactive(change, item, id, name);
            case "image", "video", "document" ->
                new Input.Media(id, name, type, fields.text(fields.object(item, type), "caption"));
            case "audio", "sticker", "location" -> {
                fields.object(item, type);
                yield new Input.Media(id, name, type, null);
            }
            case "contacts" -> new Input.Media(id, name, type, null);
            case "order" -> new Input.Media(id, name, type, fields.text(fields.object(item, "order"), "text"));
            // Something happened to a message or to the account behind it; nobody said anything.
            case "edit", "revoke", "reaction", "system", "request_welcome" -> null;
            case "unsupported" -> {
                String inner = fields.optional(fields.object(item, "unsupported"), "type");
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
        Fields fields = change.fields();
        JsonValue button = fields.object(item, "button");
        String title = fields.text(button, "text");
        String payload = fields.text(button, "payload");
        if (title == null && payload == null) {
            return unsupported(id, name);
        }
        return press(id, name, payload == null ? title : payload, title == null ? payload : title);
    }

    private static @Nullable Input interactive(Change change, JsonValue item, String id, @Nullable String name) {
        Fields fields = change.fields();
        JsonValue interactive = fields.object(item, "interactive");
        String type = fields.optional(interactive, "type");
        return switch (type) {
            case "button_reply", "list_reply" -> {
                JsonValue reply = fields.object(interactive, type);
                String replyId = fields.text(reply, "id");
                String title = fields.text(reply, "title");
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
        Fields fields = change.fields();
        JsonValue system = fields.object(item, "system");
        String userId = fields.identity(system, "user_id");
        String previous = fields.identity(system, "previous_user_id");
        String phone = fields.identity(system, "wa_id");
        if (userId == null) {
            // Before business-scoped ids: nothing ties the new phone to the old one but the raw copy.
            return writer;
        }
        String replaced = previous == null && !userId.equals(writer.userId()) ? writer.userId() : previous;
        return new User(userId, replaced, phone == null ? writer.phone() : phone, writer.name());
    }

    /** A customer whose phone was hidden tapped "share contact info": this is how the phone is learned. */
    private static User introduced(Change change, JsonValue item, User writer) {
        Fields fields = change.fields();
        JsonValue cards = item.get("contacts");
        JsonValue card = cards == null || !cards.isArray() ? null : cards.first();
        if (writer.phone() != null || card == null || !"contact_request".equals(fields.optional(card, "origin"))) {
            return writer;
        }
        JsonValue phones = card.get("phones");
        String phone = phones == null || !phones.isArray() ? null : fields.identity(phones.first(), "wa_id");
        return phone == null ? writer : new User(writer.userId(), null, phone, writer.name());
    }
}
