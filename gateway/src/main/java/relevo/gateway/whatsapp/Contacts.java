package relevo.gateway.whatsapp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code contacts[]} of one value, found by id. Belongs to the call that made it. */
final class Contacts {
    /** Up to here a walk is cheaper than a map. */
    private static final int WALK_MAX = 4;

    private final @Nullable JsonValue array;
    private @Nullable Map<String, JsonValue> byId;
    private final boolean isLong;

    /** @param array what stands under the name; anything but an array holds no contacts */
    Contacts(@Nullable JsonValue array) {
        this.array = array == null || !array.isArray() ? null : array;
        int count = 0;
        for (JsonValue contact = first(); contact != null && count <= WALK_MAX; contact = contact.next()) {
            count++;
        }
        isLong = count > WALK_MAX;
    }

    @Nullable
    JsonValue find(@Nullable String userId, @Nullable String phone) {
        JsonValue found = userId == null ? null : byName("user_id", userId);
        return found == null && phone != null ? byName("wa_id", phone) : found;
    }

    private @Nullable JsonValue byName(String name, String id) {
        if (isLong) {
            return index().get(name + id);
        }
        for (JsonValue contact = first(); contact != null; contact = contact.next()) {
            JsonValue member = contact.get(name);
            if (member != null && id.equals(member.text())) {
                return contact;
            }
        }
        return null;
    }

    private Map<String, JsonValue> index() {
        Map<String, JsonValue> known = byId;
        if (known == null) {
            known = new HashMap<>();
            for (JsonValue contact = first(); contact != null; contact = contact.next()) {
                for (String name : new String[] {"user_id", "wa_id"}) {
                    JsonValue member = contact.get(name);
                    if (member != null) {
                        known.putIfAbsent(name + member.text(), contact);
                    }
                }
            }
            byId = known;
        }
        return known;
    }

    private @Nullable JsonValue first() {
        return array == null ? null : array.first();
    }
}
