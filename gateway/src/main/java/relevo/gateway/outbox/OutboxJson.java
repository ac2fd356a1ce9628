package relevo.gateway.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import relevo.journal.JournalException;

/** The outbox's payloads in the journal: UTF-8 JSON; unknown keys, written by a newer release, are passed over. */
public final class OutboxJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectWriter INTENTS = JSON.writerFor(SendIntent.class);
    private static final ObjectWriter RESULTS = JSON.writerFor(SendResult.class);
    private static final ObjectReader INTENT = JSON.readerFor(SendIntent.class);
    private static final ObjectReader RESULT = JSON.readerFor(SendResult.class);

    private OutboxJson() {}

    public static byte[] encode(SendIntent intent) {
        return write(INTENTS, intent);
    }

    public static byte[] encode(SendResult result) {
        return write(RESULTS, result);
    }

    /** The intent in the payload of a SEND section; a {@link JournalException} when it holds none. */
    public static SendIntent intent(byte[] payload) {
        return read(INTENT, payload);
    }

    /** The result in the payload of a RESULT section; a {@link JournalException} when it holds none. */
    public static SendResult result(byte[] payload) {
        return read(RESULT, payload);
    }

    private static byte[] write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that cannot be written", e);
        }
    }

    private static <T> T read(ObjectReader reader, byte[] payload) {
        try {
            return reader.readValue(payload);
        } catch (IOException e) {
            throw new JournalException(
                    "no " + reader.getValueType().getRawClass().getSimpleName() + " can be read", e);
        }
    }
}
