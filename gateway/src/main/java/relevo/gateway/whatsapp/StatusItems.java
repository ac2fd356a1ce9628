package relevo.gateway.whatsapp;

import org.jspecify.annotations.Nullable;
import relevo.gateway.whatsapp.Update.User;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/** {@code statuses[]}: what became of a message of ours. They never start a decision; the outbox follows them. */
final class StatusItems {
    private StatusItems() {}

    static Update status(Change change, JsonValue item) {
        return update(SectionKind.STATUS, change, item);
    }

    /** A receipt for a message that another responder sent. */
    static Update standby(Change change, JsonValue item) {
        return update(SectionKind.STANDBY, change, item);
    }

    /** Of a call, not of a message. */
    static Update call(Change change, JsonValue item) {
        return update(SectionKind.CALL, change, item);
    }

    private static Update update(SectionKind kind, Change change, JsonValue item) {
        Fields fields = change.fields();
        String id = fields.id(item);
        String status = fields.optional(item, "status");
        if (status == null || !Texts.isId(status, 64)) {
            throw new BadItem("no-status");
        }
        String userId = fields.identity(item, "recipient_participant_user_id");
        String phone = fields.identity(item, "recipient_participant_id");
        String participant = userId == null ? phone : userId;
        if (participant == null) {
            // In a group recipient_id names the group, which is nobody.
            boolean isGroup = "group".equals(fields.optional(item, "recipient_type"));
            userId = isGroup ? null : fields.identity(item, "recipient_user_id");
            phone = isGroup ? null : fields.identity(item, "recipient_id");
        }
        User user = change.user(userId, phone);
        String callback = fields.optional(item, "biz_opaque_callback_data");
        Tag key = change.key(kind, id, status, participant == null ? "" : participant, errorCode(item));
        return change.update(
                kind,
                user,
                id,
                fields.atMs(item),
                key,
                callback == null ? 0 : Update.refOf(callback),
                null,
                kind == SectionKind.STATUS && callback != null ? StatusReport.of(change.number(), item) : null,
                change.raw("statuses", item, user));
    }

    private static String errorCode(JsonValue item) {
        JsonValue errors = item.get("errors");
        JsonValue first = errors == null || !errors.isArray() ? null : errors.first();
        @Nullable JsonValue code = first == null ? null : first.get("code");
        return code != null && Texts.isId(code.text(), 64) ? code.text() : "";
    }
}
