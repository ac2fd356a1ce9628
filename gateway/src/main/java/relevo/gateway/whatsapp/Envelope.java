package relevo.gateway.whatsapp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The raw copies of one change: each is one element of {@code entry[]} as the provider would have sent it had it held
 * nothing but this item.
 *
 * <pre>
 * {"id":..,"time":..,"changes":[{"field":..,"value":{"metadata":{..},"contacts":[{..}],"messages":[{..}]}}]}
 *  '------------------- prefix, the same for all items ------------------'
 * </pre>
 *
 * Belongs to the call that made it.
 */
final class Envelope {
    /** Parts of the envelope that are longer are not repeated in each copy: the copies must not outgrow the body. */
    static final int SHARED_BYTES_MAX = 2_048;

    private final byte[] body;
    private final JsonValue entry;
    private final JsonValue field;
    private final JsonValue value;
    private final JsonValue holder;
    private byte @Nullable [] prefix;

    /** @param holder the object that has the item arrays: the value itself, or the one inside it for standby */
    Envelope(byte[] body, JsonValue entry, JsonValue field, JsonValue value, JsonValue holder) {
        this.body = body;
        this.entry = entry;
        this.field = field;
        this.value = value;
        this.holder = holder;
    }

    /** With this item, its contact, and whatever else goes with it. */
    byte[] item(String array, JsonValue item, @Nullable JsonValue contact, List<JsonValue> companions) {
        int contactBytes = contact == null ? 0 : contact.length();
        RawCopy copy = begin(item.length() + contactBytes);
        if (contact != null && contactBytes <= SHARED_BYTES_MAX) {
            copy.add("\"contacts\":[").add(contact).add("],");
        }
        copy.add("\"").add(array).add("\":[").add(item).add("]");
        for (JsonValue companion : companions) {
            copy.add(",").addMember(companion);
        }
        return end(copy);
    }

    /** With these members of the value and no item. */
    byte[] members(List<JsonValue> members) {
        RawCopy copy = begin(value.length());
        String comma = "";
        for (JsonValue member : members) {
            copy.add(comma).addMember(member);
            comma = ",";
        }
        return end(copy);
    }

    /** With one thread of a chunk of history. */
    byte[] thread(JsonValue chunk, JsonValue thread) {
        JsonValue metadata = chunk.get("metadata");
        RawCopy copy = begin(thread.length()).add("\"history\":[{");
        if (metadata != null && metadata.length() <= SHARED_BYTES_MAX) {
            copy.add("\"metadata\":").add(metadata).add(",");
        }
        return end(copy.add("\"threads\":[").add(thread).add("]}]"));
    }

    /** With the value as it stands. */
    byte[] whole() {
        return head(new RawCopy(body, value.length() + 256), entry)
                .add("\"changes\":[{\"field\":")
                .add(field)
                .add(",\"value\":")
                .add(value)
                .add("}]}")
                .bytes();
    }

    /** With a change that could not be read. */
    static byte[] broken(byte[] body, JsonValue entry, JsonValue change) {
        return head(new RawCopy(body, change.length() + 256), entry)
                .add("\"changes\":[")
                .add(change)
                .add("]}")
                .bytes();
    }

    /** What stands beside the item arrays and is not repeated for every item anyway. */
    List<JsonValue> rest(List<String> arrays) {
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

    private RawCopy begin(int contentBytes) {
        byte[] known = prefix;
        if (known == null) {
            known = newPrefix();
            prefix = known;
        }
        return new RawCopy(body, known.length + contentBytes + 64).add(known);
    }

    private byte[] end(RawCopy copy) {
        return copy.add(holder == value ? "}}]}" : "}}}]}").bytes();
    }

    private byte[] newPrefix() {
        RawCopy copy = head(new RawCopy(body, 256), entry)
                .add("\"changes\":[{\"field\":")
                .add(field)
                .add(",\"value\":{");
        JsonValue metadata = value.get("metadata");
        if (metadata != null && metadata.length() <= SHARED_BYTES_MAX) {
            copy.add("\"metadata\":").add(metadata).add(",");
        }
        if (holder != value) {
            copy.add("\"standby\":{");
        }
        return copy.bytes();
    }

    /** The entry up to its changes: id, time, and what a later version may have put beside them. */
    private static RawCopy head(RawCopy copy, JsonValue entry) {
        copy.add("{");
        int bytes = 0;
        for (JsonValue member = entry.first(); member != null; member = member.next()) {
            bytes += member.length();
            if (!"changes".equals(member.name())
                    && member.length() <= SHARED_BYTES_MAX
                    && bytes <= 4 * SHARED_BYTES_MAX) {
                copy.addMember(member).add(",");
            }
        }
        return copy;
    }
}
