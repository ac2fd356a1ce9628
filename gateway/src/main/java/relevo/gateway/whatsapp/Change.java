package relevo.gateway.whatsapp;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Input;
import relevo.gateway.whatsapp.Update.User;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/** One element of {@code changes[]}: what its items share, and the walk over them. Belongs to the call that made it. */
final class Change {
    private final Collected out;
    private final JsonValue holder;
    private final String pointer;
    private final String number;
    private final Envelope envelope;
    private final Fields fields;
    private final Contacts contacts;
    private final boolean isDated;
    private final List<String> arrays;
    private final boolean isLonely;

    /**
     * @param holder the object that has the item arrays: the value itself, or the one inside it for standby
     * @param pointer JSON pointer of the holder
     * @param number phone_number_id, empty for account-level fields
     * @param isDated whether the entry says when it was sent
     * @param arrays names of the item arrays of this field
     */
    Change(
            Collected out,
            Envelope envelope,
            JsonValue holder,
            String pointer,
            String number,
            boolean isDated,
            List<String> arrays) {
        this.out = out;
        this.envelope = envelope;
        this.holder = holder;
        this.pointer = pointer;
        this.number = number;
        this.isDated = isDated;
        this.fields = new Fields(out);
        this.contacts = new Contacts(holder.get("contacts"));
        this.arrays = arrays;
        this.isLonely = items() == 1;
    }

    interface ItemReader {
        Update read(Change change, JsonValue item);
    }

    Fields fields() {
        return fields;
    }

    String number() {
        return number;
    }

    long receivedAtMs() {
        return out.receivedAtMs;
    }

    void add(Update update) {
        out.add(update);
    }

    /** Reads the items of one array, each for itself: a bad one goes to quarantine and the next one is read. */
    void each(String array, ItemReader reader) {
        JsonValue items = holder.get(array);
        if (items != null) {
            each(items, pointer + '/' + array, item -> reader.read(this, item), item -> raw(array, item, null));
        }
    }

    /** Old messages, chunk by chunk: one update a thread, so that each customer's can be sealed under their own key. */
    void eachThread() {
        JsonValue chunks = holder.get("history");
        if (chunks != null) {
            String place = pointer + "/history";
            each(chunks, place, this::wholeChunk, this::rawChunk);
            int index = 0;
            for (JsonValue chunk = chunks.first(); chunk != null; chunk = chunk.next()) {
                eachThread(chunk, place + '/' + index++ + "/threads");
            }
        }
        keep(envelope.rest(arrays));
    }

    private void eachThread(JsonValue chunk, String place) {
        JsonValue threads = chunk.get("threads");
        if (threads != null) {
            each(
                    threads,
                    place,
                    thread -> OtherItems.thread(this, thread, envelope.thread(chunk, thread)),
                    thread -> envelope.thread(chunk, thread));
        }
    }

    /** One without threads: it says why there are none. */
    private @Nullable Update wholeChunk(JsonValue chunk) {
        return chunk.get("threads") == null ? OtherItems.thread(this, null, rawChunk(chunk)) : null;
    }

    private byte[] rawChunk(JsonValue chunk) {
        return envelope.item("history", chunk, null, List.of());
    }

    private void each(
            JsonValue items,
            String place,
            Function<JsonValue, @Nullable Update> reader,
            Function<JsonValue, byte[]> rawOf) {
        if (!items.isArray()) {
            out.quarantine("not-array", place, envelope.members(List.of(items)));
            return;
        }
        int index = 0;
        for (JsonValue item = items.first(); item != null; item = item.next()) {
            try {
                if (!item.isObject()) {
                    throw new BadItem("not-object");
                }
                Update update = reader.apply(item);
                if (update != null) {
                    out.add(update);
                }
            } catch (BadItem e) {
                out.quarantine(e.reason(), place + '/' + index, rawOf.apply(item));
            }
            index++;
        }
    }

    /** Keeps what no reader asked for. A lonely item carries it in its own raw copy. */
    void keepRest() {
        if (!isLonely) {
            keep(envelope.rest(arrays));
        }
    }

    private void keep(List<JsonValue> rest) {
        if (!rest.isEmpty()) {
            out.add(plain(SectionKind.UNKNOWN, null, out.receivedAtMs, envelope.members(rest), false));
        }
    }

    Update update(
            SectionKind kind,
            @Nullable User user,
            @Nullable String id,
            long atMs,
            Tag key,
            long ref,
            @Nullable Input input,
            byte[] raw) {
        return update(kind, user, id, atMs, key, ref, input, null, raw);
    }

    Update update(
            SectionKind kind,
            @Nullable User user,
            @Nullable String id,
            long atMs,
            Tag key,
            long ref,
            @Nullable Input input,
            @Nullable StatusReport status,
            byte[] raw) {
        long ageMaxMs = out.limits.eventAgeMaxMs();
        if (ageMaxMs > 0 && atMs < out.receivedAtMs - ageMaxMs) {
            throw new BadItem("too-old");
        }
        return new Update(kind, number, user, id, atMs, key, ref, input, status, raw);
    }

    /**
     * An update whose identity is its own content. Without a time in it the same content may well come twice in earnest
     * (a setting changed and changed back), so then it has none.
     */
    Update plain(SectionKind kind, @Nullable User user, long atMs, byte[] raw, boolean isItemDated) {
        Tag key = isDated || isItemDated ? key(kind, RawCopy.asKey(raw)) : Tag.NONE;
        return new Update(kind, number, user, null, atMs, key, 0, null, null, raw);
    }

    /** The person with these ids, completed from the matching contact: never joined by position. Null without any id. */
    @Nullable
    User user(@Nullable String userId, @Nullable String phone) {
        if (userId == null && phone == null) {
            return null;
        }
        JsonValue contact = contacts.find(userId, phone);
        if (contact == null) {
            return new User(userId, null, phone, null);
        }
        String knownUserId = userId == null ? Fields.identityOf(contact, "user_id") : userId;
        String knownPhone = phone == null ? Fields.identityOf(contact, "wa_id") : phone;
        return new User(knownUserId, null, knownPhone, Fields.nameOf(contact));
    }

    /** Identity of a delivery. The parts were checked to hold no control characters, so a line feed keeps them apart. */
    Tag key(SectionKind kind, String... parts) {
        StringBuilder key = new StringBuilder(160).append(number).append('\n').append(kind.name());
        for (String part : parts) {
            key.append('\n').append(part);
        }
        return out.tags.apply(key.toString());
    }

    byte[] raw(String array, JsonValue item, @Nullable User user) {
        JsonValue contact = user == null ? null : contacts.find(user.userId(), user.phone());
        return envelope.item(array, item, contact, isLonely ? envelope.rest(arrays) : List.of());
    }

    private int items() {
        int items = 0;
        for (String array : arrays) {
            JsonValue found = holder.get(array);
            for (JsonValue item = found == null ? null : found.first(); item != null; item = item.next()) {
                items++;
            }
        }
        return items;
    }
}
