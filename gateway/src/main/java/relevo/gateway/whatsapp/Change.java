package relevo.gateway.whatsapp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Input;
import relevo.gateway.whatsapp.Update.User;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * One element of {@code changes[]}: what its items share (number, contacts, envelope), how their scalars are read, and
 * how their raw copy is put together. Belongs to the call that made it.
 */
final class Change {
    private static final int IDENTITY_CHARS_MAX = 160;
    private static final int NAME_CHARS_MAX = 256;
    /** Envelope parts that are longer are not repeated in each item: the copies of a batch must not outgrow it. */
    static final int SHARED_BYTES_MAX = 2_048;

    private final Collected out;
    private final JsonValue entry;
    private final JsonValue field;
    private final JsonValue value;
    private final JsonValue holder;
    private final String pointer;
    private final String number;
    private final Contacts contacts;
    private final boolean isLonely;
    private byte @Nullable [] prefix;

    /**
     * @param holder the object that has the item arrays: the value itself, or the one inside it for standby
     * @param pointer JSON pointer of the holder
     * @param number phone_number_id, empty for account-level fields
     * @param arrays names of the item arrays of this field
     */
    Change(
            Collected out,
            JsonValue entry,
            JsonValue field,
            JsonValue value,
            JsonValue holder,
            String pointer,
            String number,
            List<String> arrays) {
        this.out = out;
        this.entry = entry;
        this.field = field;
        this.value = value;
        this.holder = holder;
        this.pointer = pointer;
        this.number = number;
        this.contacts = new Contacts(holder.get("contacts"));
        this.isLonely = items(arrays) == 1;
    }

    interface ItemReader {
        Update read(Change change, JsonValue item);
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
        if (chunks == null) {
            return;
        }
        String place = pointer + "/history";
        each(chunks, place, chunk -> null, chunk -> raw("history", chunk, null));
        int index = 0;
        for (JsonValue chunk = chunks.first(); chunk != null; chunk = chunk.next()) {
            JsonValue part = chunk;
            JsonValue threads = chunk.get("threads");
            if (threads == null && chunk.isObject()) {
                out.add(OtherItems.thread(this, null, raw("history", chunk, null)));
            } else if (threads != null) {
                each(
                        threads,
                        place + '/' + index + "/threads",
                        thread -> OtherItems.thread(this, thread, rawThread(part, thread)),
                        thread -> rawThread(part, thread));
            }
            index++;
        }
    }

    private void each(
            JsonValue items,
            String place,
            Function<JsonValue, @Nullable Update> reader,
            Function<JsonValue, byte[]> rawOf) {
        if (!items.isArray()) {
            out.quarantine("not-array", place, rawMember(items));
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

    /** Keeps what no reader asked for. One lonely item carries it in its own raw copy. */
    void keepRest(List<String> arrays) {
        if (isLonely) {
            return;
        }
        List<JsonValue> rest = rest(arrays);
        if (rest.isEmpty()) {
            return;
        }
        RawCopy copy = new RawCopy(out.body, value.length() + 64).add(prefix());
        String comma = "";
        for (JsonValue member : rest) {
            copy.add(comma).addMember(member);
            comma = ",";
        }
        out.add(plain(
                SectionKind.UNKNOWN,
                null,
                null,
                out.receivedAtMs,
                null,
                copy.add(suffix()).bytes(),
                false));
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
        long ageMaxMs = out.limits.eventAgeMaxMs();
        if (ageMaxMs > 0 && atMs < out.receivedAtMs - ageMaxMs && kind != SectionKind.HISTORY) {
            throw new BadItem("too-old");
        }
        return new Update(kind, number, user, id, atMs, key, ref, input, raw);
    }

    /** An update whose identity is its own content, when that content says when it happened. */
    Update plain(
            SectionKind kind,
            @Nullable User user,
            @Nullable String id,
            long atMs,
            @Nullable Input input,
            byte[] raw,
            boolean isDated) {
        boolean isIdentified = isDated || entry.get("time") != null;
        Tag key = isIdentified ? key(kind, RawCopy.asKey(raw)) : Tag.NONE;
        return new Update(kind, number, user, id, atMs, key, 0, input, raw);
    }

    /** Text of a string or an integer (digits kept); null when absent, null or empty. Anything else spoils the item. */
    @Nullable
    String optional(@Nullable JsonValue object, String name) {
        JsonValue scalar = object == null ? null : object.get(name);
        if (scalar == null || (scalar.isString() && scalar.text().isEmpty())) {
            return null;
        }
        if (scalar.isString()) {
            return scalar.text();
        }
        if (scalar.isNumber() && isInteger(scalar.text())) {
            out.countCoerced();
            return scalar.text();
        }
        throw new BadItem("wrong-type");
    }

    /** The item's own id; nobody invents one, dedupe would be lost. */
    String id(JsonValue item) {
        String id = optional(item, "id");
        if (id == null) {
            throw new BadItem("no-id");
        }
        if (!Texts.isId(id, out.limits.idCharsMax())) {
            throw new BadItem("bad-id");
        }
        return id;
    }

    @Nullable
    String identity(@Nullable JsonValue object, String name) {
        String identity = optional(object, name);
        if (identity != null && !Texts.isId(identity, IDENTITY_CHARS_MAX)) {
            throw new BadItem("bad-identity");
        }
        return identity;
    }

    /** A text for the decision core; null when absent. */
    @Nullable
    String text(@Nullable JsonValue object, String name) {
        JsonValue text = object == null ? null : object.get(name);
        if (text == null) {
            return null;
        }
        if (!text.isString()) {
            throw new BadItem("wrong-type");
        }
        return Texts.clean(text.text(), out.limits.textCharsMax());
    }

    /** The object of this name, null when absent. */
    @Nullable
    JsonValue object(@Nullable JsonValue parent, String name) {
        JsonValue object = parent == null ? null : parent.get(name);
        if (object != null && !object.isObject()) {
            throw new BadItem("wrong-type");
        }
        return object;
    }

    /** {@code timestamp} in whole seconds, as a string or a number; the time of receipt when it cannot be read. */
    long atMs(JsonValue item) {
        JsonValue timestamp = item.get("timestamp");
        if (timestamp != null && (timestamp.isString() || timestamp.isNumber())) {
            String digits = timestamp.text();
            if (digits.length() <= 11 && isInteger(digits) && !digits.startsWith("-")) {
                long atMs = Long.parseLong(digits) * 1_000;
                if (atMs <= out.receivedAtMs + out.limits.futureMaxMs()) {
                    return atMs;
                }
            }
        }
        out.countBadTimestamp();
        return out.receivedAtMs;
    }

    long receivedAtMs() {
        return out.receivedAtMs;
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
        String knownUserId = userId == null ? identityOf(contact, "user_id") : userId;
        String knownPhone = phone == null ? identityOf(contact, "wa_id") : phone;
        return new User(knownUserId, null, knownPhone, name(contact));
    }

    /** Identity of a delivery. The parts were checked to hold no control characters, so a line feed keeps them apart. */
    Tag key(SectionKind kind, String... parts) {
        StringBuilder key = new StringBuilder(160).append(number).append('\n').append(kind.name());
        for (String part : parts) {
            key.append('\n').append(part);
        }
        return out.tags.apply(key.toString());
    }

    /** One entry that holds nothing but this item, as the provider would have sent it alone. */
    byte[] raw(String array, JsonValue item, @Nullable User user) {
        JsonValue contact = user == null ? null : contacts.find(user.userId(), user.phone());
        byte[] before = prefix();
        RawCopy copy =
                new RawCopy(out.body, before.length + item.length() + (contact == null ? 64 : 64 + contact.length()));
        copy.add(before);
        if (contact != null && contact.length() <= SHARED_BYTES_MAX) {
            copy.add("\"contacts\":[").add(contact).add("],");
        }
        copy.add("\"").add(array).add("\":[").add(item).add("]");
        if (isLonely) {
            for (JsonValue member : rest(List.of(array))) {
                copy.add(",").addMember(member);
            }
        }
        return copy.add(suffix()).bytes();
    }

    private byte[] rawThread(JsonValue chunk, JsonValue thread) {
        JsonValue metadata = chunk.get("metadata");
        RawCopy copy = new RawCopy(out.body, prefix().length + thread.length() + 256);
        copy.add(prefix()).add("\"history\":[{");
        if (metadata != null && metadata.length() <= SHARED_BYTES_MAX) {
            copy.add("\"metadata\":").add(metadata).add(",");
        }
        return copy.add("\"threads\":[").add(thread).add("]}]").add(suffix()).bytes();
    }

    /** The entry with this member of the value alone. */
    private byte[] rawMember(JsonValue member) {
        return new RawCopy(out.body, member.length() + 512)
                .add(prefix())
                .addMember(member)
                .add(suffix())
                .bytes();
    }

    private byte[] prefix() {
        byte[] known = prefix;
        if (known == null) {
            known = newPrefix();
            prefix = known;
        }
        return known;
    }

    private String suffix() {
        return holder == value ? "}}]}" : "}}}]}";
    }

    private byte[] newPrefix() {
        RawCopy copy = new RawCopy(out.body, 256);
        head(copy, entry).add("\"changes\":[{\"field\":").add(field).add(",\"value\":{");
        JsonValue metadata = value.get("metadata");
        if (metadata != null) {
            copy.add("\"metadata\":").add(metadata).add(",");
        }
        if (holder != value) {
            copy.add("\"standby\":{");
        }
        return copy.bytes();
    }

    /** The start of an entry: its id and time, where it has them. */
    static RawCopy head(RawCopy copy, JsonValue entry) {
        copy.add("{");
        for (String name : List.of("id", "time")) {
            JsonValue member = entry.get(name);
            if (member != null && member.length() <= SHARED_BYTES_MAX) {
                copy.addMember(member).add(",");
            }
        }
        return copy;
    }

    private List<JsonValue> rest(List<String> arrays) {
        List<JsonValue> rest = new ArrayList<>(0);
        for (JsonValue member = holder.first(); member != null; member = member.next()) {
            String name = member.name();
            boolean isKnown = arrays.contains(name)
                    || "contacts".equals(name)
                    || "metadata".equals(name)
                    || "messaging_product".equals(name);
            if (!isKnown) {
                rest.add(member);
            }
        }
        return rest;
    }

    private int items(List<String> arrays) {
        int items = 0;
        for (String array : arrays) {
            JsonValue found = holder.get(array);
            for (JsonValue item = found == null ? null : found.first(); item != null; item = item.next()) {
                items++;
            }
        }
        return items;
    }

    /** A contact is only a help: what it says wrongly is passed over. */
    private static @Nullable String identityOf(JsonValue contact, String name) {
        JsonValue member = contact.get(name);
        return member != null && Texts.isId(member.text(), IDENTITY_CHARS_MAX) ? member.text() : null;
    }

    private static @Nullable String name(JsonValue contact) {
        JsonValue profile = contact.get("profile");
        JsonValue name = profile == null ? null : profile.get("name");
        return name == null || !name.isString() ? null : Texts.clean(name.text(), NAME_CHARS_MAX);
    }

    private static boolean isInteger(String literal) {
        int from = literal.startsWith("-") ? 1 : 0;
        for (int i = from; i < literal.length(); i++) {
            if (literal.charAt(i) < '0' || literal.charAt(i) > '9') {
                return false;
            }
        }
        return literal.length() > from;
    }
}
