package relevo.dialog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import relevo.matcher.Candidate;

/**
 * The one place where decisions and conversations become bytes: UTF-8 JSON, as in the journal and its snapshots. The same
 * value always gives the same bytes; keys nobody knows are read over, so that an older program reads what a newer one
 * wrote. Absent lists and maps are empty ones. Any thread.
 */
public final class Json {
    private static final int TEXT_MAX = 1 << 20;
    private static final JsonMapper MAPPER = mapper();
    private static final ObjectWriter DECIDED_OUT = MAPPER.writerFor(Decided.class);
    private static final ObjectReader DECIDED_IN = MAPPER.readerFor(Decided.class);
    private static final ObjectReader OUTCOME_IN =
            mapper().addMixIn(Candidate.class, WithoutWhy.class).readerFor(Decided.class);
    private static final ObjectWriter INPUT_OUT = MAPPER.writerFor(Input.class);
    private static final ObjectReader INPUT_IN = MAPPER.readerFor(Input.class);
    private static final ObjectWriter CONVERSATION_OUT = MAPPER.writerFor(Conversation.class);
    private static final ObjectReader CONVERSATION_IN = MAPPER.readerFor(Conversation.class);

    private Json() {}

    public static byte[] encode(Decided decided) {
        return write(DECIDED_OUT, decided);
    }

    public static byte[] encode(Input input) {
        return write(INPUT_OUT, input);
    }

    public static byte[] encode(Conversation conversation) {
        return write(CONVERSATION_OUT, conversation);
    }

    /** @throws UncheckedIOException for bytes that are no such entry */
    public static Decided decided(byte[] json) {
        return read(DECIDED_IN, json);
    }

    /**
     * The same without the features' shares in each candidate ({@link Candidate#why()} is empty): for those who read a
     * great many and do not explain them.
     *
     * @throws UncheckedIOException for bytes that are no such entry
     */
    public static Decided outcome(byte[] json) {
        return read(OUTCOME_IN, json);
    }

    /** @throws UncheckedIOException for bytes that are no such entry */
    public static Input input(byte[] json) {
        return read(INPUT_IN, json);
    }

    /** @throws UncheckedIOException for bytes that are no such state */
    public static Conversation conversation(byte[] json) {
        return read(CONVERSATION_IN, json);
    }

    /** The conversation at which the parser stands; the parser is left behind it. */
    public static Conversation conversation(JsonParser json) throws IOException {
        return CONVERSATION_IN.readValue(json);
    }

    private interface WithoutWhy {
        @JsonDeserialize(using = PassedOver.class)
        Map<String, Double> why();
    }

    private static final class PassedOver extends JsonDeserializer<Map<String, Double>> {
        @Override
        public Map<String, Double> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            parser.skipChildren();
            return Map.of();
        }
    }

    private static byte[] write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(ObjectReader reader, byte[] json) {
        try {
            return reader.readValue(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .build();
        JsonMapper mapper = JsonMapper.builder(factory)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .withConfigOverride(
                        List.class,
                        list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
                                .setInclude(JsonInclude.Value.construct(
                                        JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)))
                .withConfigOverride(
                        Map.class,
                        map -> map.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
                                .setInclude(JsonInclude.Value.construct(
                                        JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)))
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(50)
                        .maxStringLength(TEXT_MAX)
                        .build());
        return mapper;
    }
}
