package relevo.gateway.whatsapp;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Input;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * One update of a webhook, understood as far as this release can. Immutable.
 *
 * @param kind its lane: MESSAGE may start a decision, STATUS never does ...
 * @param number phone_number_id of the business number it belongs to; empty for account-level fields
 * @param user whom it is about; null where no person is concerned
 * @param id the provider's id of the update (wamid), null where it has none; personal data
 * @param atMs when it happened by the provider's clock, milliseconds since 1970 UTC; the time of receipt when unreadable
 * @param key identity for dedupe (keyed hash of number, kind, id, status, participant), {@link Tag#NONE} without one
 * @param ref hash of the callback data of a status, else 0; see {@link relevo.journal.Section#ref()}
 * @param input what the decision core makes of it; null when it moves no conversation
 * @param status what a STATUS with callback data says of a message of ours, so that the outbox need not parse it again; else null
 * @param raw the update's own JSON, UTF-8: one element of {@code entry[]} as it would have come had it held this update
 *     alone (metadata and the matching contact included), white space left out, strings byte for byte as received;
 *     {@link WebhookParser#parseEntry} reads it again
 */
public record Update(
        SectionKind kind,
        String number,
        @Nullable User user,
        @Nullable String id,
        long atMs,
        Tag key,
        long ref,
        @Nullable Input input,
        @Nullable StatusReport status,
        byte[] raw) {

    /**
     * A person on the other side. At least one of userId and phone is there.
     *
     * @param userId business-scoped user id (BSUID), exactly as received
     * @param previousUserId the id it replaces, when the provider announced a change
     * @param phone exactly as received
     * @param name display name, untrusted
     */
    public record User(
            @Nullable String userId,
            @Nullable String previousUserId,
            @Nullable String phone,
            @Nullable String name) {}

    /**
     * The {@link #ref} of a status: 64-bit FNV-1a of the callback data that our own message carried. Never 0, so that 0
     * can say "no callback data". Two callbacks may share it: it lets a follower skip, it proves nothing.
     */
    public static long refOf(String callbackData) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : callbackData.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }

    @Override
    public String toString() {
        return kind + " of " + raw.length + " bytes";
    }
}
