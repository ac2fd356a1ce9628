package relevo.gateway.whatsapp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole body into {@link JsonValue}s with Jackson's blocking parser, strictly: UTF-8 only (a byte order mark is
 * passed over), one root, no duplicate names, none of the lenient features, every size bounded. All or nothing: of a
 * body that is broken anywhere nothing is read. Immutable; any thread.
 */
final class JsonReader {
    private static final int DECODE_CHARS = 4096;
    private static final int WALKED_NAMES_MAX = 16;

    private final JsonFactory factory;
    private final int bodyBytesMax;

    JsonReader(ParserLimits limits) {
        bodyBytesMax = limits.bodyBytesMax();
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depthMax())
                        .maxStringLength(limits.stringCharsMax())
                        .maxNumberLength(limits.numberCharsMax())
                        .maxNameLength(limits.nameCharsMax())
                        .maxDocumentLength(limits.bodyBytesMax())
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // Names come from outside: they do not belong in the JVM's table of interned strings.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // UTF-16 and UTF-32 are no UTF-8: refused below instead of guessed at.
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .build();
    }

    /** Why a body could not be read, in one fixed word. Carries no stack trace: it is an answer, not a fault. */
    static final class Unreadable extends Exception {
        private final String reason;

        Unreadable(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    JsonValue read(byte[] body) throws Unreadable {
        if (body.length > bodyBytesMax) {
            throw new Unreadable("too-long");
        }
        int offset = hasByteOrderMark(body) ? 3 : 0;
        if (isBlank(body, offset)) {
            throw new Unreadable("empty");
        }
        if (!isUtf8(body)) {
            throw new Unreadable("not-utf8");
        }
        try (JsonParser parser = factory.createParser(body, offset, body.length - offset)) {
            parser.nextToken();
            JsonValue root = value(parser, null, offset);
            if (parser.nextToken() != null) {
                throw new Unreadable("trailing");
            }
            return root;
        } catch (StreamConstraintsException e) {
            throw new Unreadable("over-limit");
        } catch (JsonParseException e) {
            throw new Unreadable("not-json");
        } catch (IOException e) {
            throw new Unreadable("not-json");
        }
    }

    /** Recursion is bounded by depthMax, which the parser enforces before it gets here. */
    private static JsonValue value(JsonParser parser, @Nullable String name, int offset)
            throws IOException, Unreadable {
        JsonToken token = parser.currentToken();
        int start = offset + (int) parser.currentTokenLocation().getByteOffset();
        JsonValue value;
        switch (token) {
            case START_OBJECT -> {
                Set<String> names = null;
                value = new JsonValue(JsonValue.Kind.OBJECT, name, "", start);
                for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
                    names = noted(value, names, member);
                    parser.nextToken();
                    value.append(value(parser, member, offset));
                }
            }
            case START_ARRAY -> {
                value = new JsonValue(JsonValue.Kind.ARRAY, name, "", start);
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value.append(value(parser, null, offset));
                }
            }
            case VALUE_STRING -> value = new JsonValue(JsonValue.Kind.STRING, name, parser.getText(), start);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                value = new JsonValue(JsonValue.Kind.NUMBER, name, parser.getText(), start);
            case VALUE_TRUE, VALUE_FALSE -> value = new JsonValue(JsonValue.Kind.BOOLEAN, name, "", start);
            case VALUE_NULL -> value = new JsonValue(JsonValue.Kind.NULL, name, "", start);
            case null, default -> throw new Unreadable("not-json");
        }
        value.endsAt(offset + (int) parser.currentLocation().getByteOffset());
        return value;
    }

    /**
     * Refuses a name that the object has already. Jackson's own detection keeps a hash set for each object; ours walks the
     * few members that nearly all objects have, and falls back to a set for the others.
     */
    private static @Nullable Set<String> noted(JsonValue object, @Nullable Set<String> names, String name)
            throws Unreadable {
        if (names != null) {
            if (!names.add(name)) {
                throw new Unreadable("duplicate-key");
            }
            return names;
        }
        int members = 0;
        for (JsonValue member = object.first(); member != null; member = member.next()) {
            if (name.equals(member.name())) {
                throw new Unreadable("duplicate-key");
            }
            members++;
        }
        if (members < WALKED_NAMES_MAX) {
            return null;
        }
        Set<String> all = new HashSet<>();
        for (JsonValue member = object.first(); member != null; member = member.next()) {
            all.add(member.name());
        }
        all.add(name);
        return all;
    }

    private static boolean hasByteOrderMark(byte[] body) {
        return body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
    }

    private static boolean isBlank(byte[] body, int offset) {
        for (int i = offset; i < body.length; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r' && body[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    /** Jackson lets overlong forms and encoded surrogates pass, so the bytes are checked before it sees them. */
    private static boolean isUtf8(byte[] body) {
        if (isAscii(body)) {
            return true; // what the provider sends: it escapes everything else
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(body);
        CharBuffer out = CharBuffer.allocate(Math.min(body.length, DECODE_CHARS));
        while (true) {
            var result = decoder.decode(in, out, true);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
            out.clear();
        }
    }

    static boolean isAscii(byte[] bytes) {
        int seen = 0;
        for (byte b : bytes) { // no early exit: the loop is vectorised
            seen |= b;
        }
        return seen >= 0;
    }
}
