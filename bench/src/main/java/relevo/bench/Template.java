package relevo.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One complete HTTP request with gaps of fixed width, so that its Content-Length never changes. Immutable.
 *
 * @param bytes the request; the gaps hold zeros
 * @param bodyAt where the body begins
 * @param signatureAt where the 64 hexadecimal digits of the signature go
 * @param gaps in the order of the bytes
 */
record Template(byte[] bytes, int bodyAt, int signatureAt, List<Gap> gaps) {

    /** What goes into a gap; in the source it is written {@code {phone}}, {@code {user}} ... */
    enum Field {
        PHONE(11),
        USER(19),
        ID(BodyId.DIGITS),
        TIME(10),
        NUMBER(2);

        final int width;

        Field(int width) {
            this.width = width;
        }

        String mark() {
            return "{" + name().toLowerCase(Locale.ROOT) + "}";
        }
    }

    /** A place to fill. */
    record Gap(Field field, int at) {}

    /** Compiles a JSON body (ASCII, as on Meta's wire) into a request to this path and host. */
    static Template of(String path, String host, String json) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(json.length());
        List<Gap> inBody = new ArrayList<>();
        for (int i = 0; i < json.length(); ) {
            Field field = fieldAt(json, i);
            if (field == null) {
                body.write(json.charAt(i++));
            } else {
                inBody.add(new Gap(field, body.size()));
                body.writeBytes("0".repeat(field.width).getBytes(StandardCharsets.US_ASCII));
                i += field.mark().length();
            }
        }
        String head =
                "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: facebookexternalua\r\nAccept: */*\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.size()
                        + "\r\nX-Hub-Signature-256: sha256=";
        byte[] start = (head + "0".repeat(64) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(start);
        request.writeBytes(body.toByteArray());
        List<Gap> gaps = inBody.stream()
                .map(gap -> new Gap(gap.field(), gap.at() + start.length))
                .toList();
        return new Template(request.toByteArray(), start.length, head.length(), gaps);
    }

    int bodyBytes() {
        return bytes.length - bodyAt;
    }

    private static @Nullable Field fieldAt(String json, int at) {
        for (Field field : Field.values()) {
            if (json.startsWith(field.mark(), at)) {
                return field;
            }
        }
        return null;
    }
}
