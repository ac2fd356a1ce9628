package relevo.gateway.whatsapp;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts an update's own JSON together from the bytes of the body, white space between tokens left out. Strings are copied
 * as they came. Belongs to the call that made it.
 */
final class RawCopy {
    private final byte[] body;
    private byte[] out;
    private int length;

    RawCopy(byte[] body, int expectedBytes) {
        this.body = body;
        this.out = new byte[expectedBytes];
    }

    RawCopy add(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            out[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    RawCopy add(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, out, length, bytes.length);
        length += bytes.length;
        return this;
    }

    RawCopy add(JsonValue value) {
        room(value.length());
        boolean inString = false;
        for (int i = value.start(); i < value.end(); i++) {
            byte b = body[i];
            if (inString) {
                out[length++] = b;
                if (b == '\\') {
                    out[length++] = body[++i];
                } else if (b == '"') {
                    inString = false;
                }
            } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                out[length++] = b;
                inString = b == '"';
            }
        }
        return this;
    }

    /** A member with its name. */
    RawCopy addMember(JsonValue member) {
        String name = member.name() == null ? "" : member.name();
        byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(Texts.clean(name, Integer.MAX_VALUE));
        return add("\"").add(quoted).add("\":").add(member);
    }

    byte[] bytes() {
        return length == out.length ? out : Arrays.copyOf(out, length);
    }

    /** One character a byte: only good as a key of these very bytes. */
    static String asKey(byte[] raw) {
        return new String(raw, StandardCharsets.ISO_8859_1);
    }

    private void room(int bytes) {
        if (out.length - length < bytes) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, length + bytes));
        }
    }
}
