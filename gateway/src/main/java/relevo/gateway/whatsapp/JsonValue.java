package relevo.gateway.whatsapp;

import org.jspecify.annotations.Nullable;

/**
 * One value of a parsed webhook body, and where its bytes stand in that body: an update is journaled as the bytes that
 * came in, never as JSON written anew (a lone surrogate, a long number or an escape survives as it was). Members and
 * elements form a chain: first child, then next. Built by {@link JsonReader}, read-only for everyone else.
 */
final class JsonValue {
    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private final Kind kind;
    private final @Nullable String name;
    private final String text;
    private final int start;
    private int end;
    private @Nullable JsonValue first;
    private @Nullable JsonValue last;
    private @Nullable JsonValue next;

    JsonValue(Kind kind, @Nullable String name, String text, int start) {
        this.kind = kind;
        this.name = name;
        this.text = text;
        this.start = start;
    }

    void append(JsonValue child) {
        if (last == null) {
            first = child;
        } else {
            last.next = child;
        }
        last = child;
    }

    void endsAt(int position) {
        end = position;
    }

    boolean isObject() {
        return kind == Kind.OBJECT;
    }

    boolean isArray() {
        return kind == Kind.ARRAY;
    }

    boolean isString() {
        return kind == Kind.STRING;
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    boolean isNull() {
        return kind == Kind.NULL;
    }

    /** Its name when it is a member of an object, else null. */
    @Nullable
    String name() {
        return name;
    }

    /** The characters of a string, the literal of a number, else empty. */
    String text() {
        return text;
    }

    /** Where its first byte stands. */
    int start() {
        return start;
    }

    /** Where the byte behind its last one stands. */
    int end() {
        return end;
    }

    int length() {
        return end - start;
    }

    @Nullable
    JsonValue first() {
        return first;
    }

    @Nullable
    JsonValue next() {
        return next;
    }

    /** The member of this name; null when there is none, when it is JSON null, and when this is no object. */
    @Nullable
    JsonValue get(String memberName) {
        if (kind != Kind.OBJECT) {
            return null;
        }
        for (JsonValue member = first; member != null; member = member.next) {
            if (memberName.equals(member.name)) {
                return member.kind == Kind.NULL ? null : member;
            }
        }
        return null;
    }
}
