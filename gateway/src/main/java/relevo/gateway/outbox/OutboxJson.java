package relevo.gateway.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import relevo.journal.JournalException;

/** The outbox's payloads in the journal: UTF-8 JSON; unknown keys, written by a newer release, are passed over. */
public final class OutboxJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private OutboxJson() {}

    public static byte[] encode(SendIntent intent) {
        return write(intent);
    }

    public static byte[] encode(SendResult result) {
        return write(result);
    }

    /** The intent in the payload of a SEND section; a {@link JournalException} when it holds none. */
    public static SendIntent intent(byte[] payload) {
        return read(payload, SendIntent.class);
    }

    /** The result in the payload of a RESULT section; a {@link JournalException} when it holds none. */
    public static SendResult result(byte[] payload) {
        return read(payload, SendResult.class);
    }

    private static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that cannot be written", e);
        }
    }

    private static <T> T read(byte[] payload, Class<T> type) {
        try {
            return JSON.readValue(payload, type);
        } catch (IOException e) {
            throw new JournalException("a " + type.getSimpleName() + " that cannot be read", e);
        }
    }
}
