package relevo.gateway.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Address;
import relevo.dialog.Input;
import relevo.gateway.whatsapp.Update;
import relevo.journal.JournalException;
import relevo.journal.LogRecord;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * An input of the decision core as the journal holds it: taken from the ring while that is fast enough, read back from
 * the journal when a shard fell behind or the process died before deciding.
 *
 * <p>The payload of a section of RECEIVED, ACTION or TIMER is one JSON object; a section that moves no conversation has no
 * {@code input}. Who it is about always stands before it:
 *
 * <pre>
 * {"number":"106540352242922","userId":"ES.102...","phone":"346...","name":"Marta","id":"wamid...","providerAtMs":1764...,
 *  "input":{"input":"text","messageId":"wamid...","text":"hola"},"raw":{...the update as received...}}
 * </pre>
 *
 * @param sequence of the entry that holds it
 * @param index of its section in that entry
 * @param contact the conversation it belongs to
 * @param atMs when the gateway received it: the time the decision goes by
 * @param number phone_number_id of the business number
 * @param address where the customer is reached; null when the input does not say (an agent's action, a timer)
 */
public record StoredInput(
        long sequence,
        int index,
        Tag contact,
        long atMs,
        String number,
        @Nullable Address address,
        Input input) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Closes neither objects nor streams by itself: bytes that are JSON already are put in between by hand. */
    static final JsonFactory UNCLOSED = MAPPER.getFactory()
            .copy()
            .setCodec(MAPPER)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private static final ObjectReader INPUT_IN = MAPPER.readerFor(Input.class);
    private static final byte[] RAW_MEMBER = ",\"raw\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] INPUT_KEY = "\"input\":".getBytes(StandardCharsets.UTF_8);

    /** Whether sections of this kind may hold an input: the others are never opened by a shard. */
    static boolean mayMove(SectionKind kind) {
        return switch (kind) {
            case MESSAGE, ECHO, STANDBY, HANDOVER, PREFERENCE, ACTION, TIMER, RESULT -> true;
            case STATUS, ACCOUNT, CALL, HISTORY, UNKNOWN, DECISION, SEND, RAW, MARK -> false;
        };
    }

    static StoredInput of(long sequence, int index, Tag contact, long atMs, Update update, Input input) {
        Update.User user = update.user();
        return new StoredInput(
                sequence,
                index,
                contact,
                atMs,
                update.number(),
                user == null ? null : new Address(user.userId(), user.phone()),
                input);
    }

    /** The payload of an update's section. */
    static byte[] encode(Update update) {
        Update.User user = update.user();
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream(update.raw().length + 512);
                JsonGenerator json = UNCLOSED.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("number", update.number());
            if (user != null) {
                writeIfThere(json, "userId", user.userId());
                writeIfThere(json, "previousUserId", user.previousUserId());
                writeIfThere(json, "phone", user.phone());
                writeIfThere(json, "name", user.name());
            }
            writeIfThere(json, "id", update.id());
            json.writeNumberField("providerAtMs", update.atMs());
            if (update.input() != null) {
                json.writeFieldName("input");
                MAPPER.writeValue(json, update.input());
            }
            json.flush();
            // The raw copy is JSON already: its bytes are put behind what was written, and the object is closed by
            // hand.
            if (update.raw().length > 0) {
                bytes.write(RAW_MEMBER);
                bytes.write(update.raw());
            }
            bytes.write('}');
            return bytes.toByteArray();
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }

    /** The payload of an input that comes from inside: an agent's action or a timer. */
    static byte[] encode(String number, Input input) {
        try {
            return MAPPER.writeValueAsBytes(
                    MAPPER.createObjectNode().put("number", number).set("input", MAPPER.valueToTree(input)));
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }

    /** The input in one section; null when it moves no conversation or its contact was erased. */
    static @Nullable StoredInput decode(LogRecord record, int index) {
        LogRecord.Stored section = record.sections().get(index);
        if (!mayMove(section.kind())) {
            return null;
        }
        byte[] payload = section.open();
        if (payload == null) {
            return null;
        }
        return decode(record.sequence(), index, section.kind(), section.contact(), record.atMs(), payload);
    }

    static @Nullable StoredInput decode(
            long sequence, int index, SectionKind kind, Tag contact, long atMs, byte[] payload) {
        if (!mayMove(kind) || kind == SectionKind.RESULT && !holdsInput(payload)) {
            return null;
        }
        try (JsonParser json = INPUT_IN.createParser(payload)) {
            return read(json, sequence, index, contact, atMs);
        } catch (IOException e) {
            throw new JournalException("entry " + sequence + ", section " + index + ": payload cannot be read", e);
        }
    }

    /** The raw copy, most of the payload, stands behind the input and is not looked at. */
    private static @Nullable StoredInput read(JsonParser json, long sequence, int index, Tag contact, long atMs)
            throws IOException {
        String number = "";
        String userId = null;
        String phone = null;
        Input input = null;
        json.nextToken();
        while (input == null && json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "number" -> number = json.getText();
                case "userId" -> userId = value == JsonToken.VALUE_NULL ? null : json.getText();
                case "phone" -> phone = value == JsonToken.VALUE_NULL ? null : json.getText();
                case "input" -> input = value == JsonToken.VALUE_NULL ? null : INPUT_IN.readValue(json);
                default -> json.skipChildren();
            }
        }
        if (input == null) {
            return null;
        }
        Address address = userId == null && phone == null ? null : new Address(userId, phone);
        return new StoredInput(sequence, index, contact, atMs, number, address, input);
    }

    /** Results are many and seldom concern the conversation: a look at the bytes saves parsing the others. */
    private static boolean holdsInput(byte[] payload) {
        for (int at = 0; at + INPUT_KEY.length <= payload.length; at++) {
            if (Arrays.equals(payload, at, at + INPUT_KEY.length, INPUT_KEY, 0, INPUT_KEY.length)) {
                return true;
            }
        }
        return false;
    }

    private static void writeIfThere(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    @Override
    public String toString() {
        return "input " + sequence + "/" + index;
    }
}
