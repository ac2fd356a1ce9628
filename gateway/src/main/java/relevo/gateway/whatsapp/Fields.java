package relevo.gateway.whatsapp;

import org.jspecify.annotations.Nullable;

/**
 * Reads the members of an item, leniently where the provider is known to vary (a number for a string of digits, null for
 * nothing at all) and strictly otherwise: what has the wrong shape spoils the item with a {@link BadItem}. Belongs to the
 * call that made it.
 */
final class Fields {
    private static final int IDENTITY_CHARS_MAX = 160;
    private static final int NAME_CHARS_MAX = 256;
    private static final int WORD_CHARS_MAX = 64;
    private static final int SECONDS_DIGITS_MAX = 11;

    private final Collected out;

    Fields(Collected out) {
        this.out = out;
    }

    /** Text of a string or an integer (digits kept); null when absent, null or empty. */
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

    /** A user id or a phone, exactly as received; null when absent. */
    @Nullable
    String identity(@Nullable JsonValue object, String name) {
        String identity = optional(object, name);
        if (identity != null && !Texts.isId(identity, IDENTITY_CHARS_MAX)) {
            throw new BadItem("bad-identity");
        }
        return identity;
    }

    /** A short word of the provider's vocabulary. */
    String word(JsonValue item, String name) {
        String word = optional(item, name);
        if (word == null || !Texts.isId(word, WORD_CHARS_MAX)) {
            throw new BadItem("no-" + name);
        }
        return word;
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

    /** The object of this name; null when absent. */
    @Nullable
    JsonValue object(@Nullable JsonValue parent, String name) {
        JsonValue object = parent == null ? null : parent.get(name);
        if (object != null && !object.isObject()) {
            throw new BadItem("wrong-type");
        }
        return object;
    }

    /** {@code timestamp} in whole seconds, as a string or a number; the time of receipt when it cannot be believed. */
    long atMs(JsonValue item) {
        JsonValue timestamp = item.get("timestamp");
        if (timestamp != null && (timestamp.isString() || timestamp.isNumber())) {
            String digits = timestamp.text();
            if (digits.length() <= SECONDS_DIGITS_MAX && isInteger(digits) && !digits.startsWith("-")) {
                long atMs = Long.parseLong(digits) * 1_000;
                if (atMs <= out.receivedAtMs + out.limits.futureMaxMs()) {
                    return atMs;
                }
            }
        }
        out.countBadTimestamp();
        return out.receivedAtMs;
    }

    /** Of a contact, which is only a help: what it says wrongly is passed over. */
    static @Nullable String identityOf(JsonValue contact, String name) {
        JsonValue member = contact.get(name);
        return member != null && Texts.isId(member.text(), IDENTITY_CHARS_MAX) ? member.text() : null;
    }

    static @Nullable String nameOf(JsonValue contact) {
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
