package relevo.dialog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.Serial;

/**
 * Reads words that come from a pack (ids, queues, names of timers and slots) so that a million conversations hold one copy
 * of each. Not for what customers write: that would fill the table of shared strings.
 */
final class SharedWord extends StdDeserializer<String> {
    @Serial
    private static final long serialVersionUID = 1;

    SharedWord() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return parser.getText().intern();
    }

    /** The same for the keys of a map. */
    static final class Key extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return key.intern();
        }
    }
}
