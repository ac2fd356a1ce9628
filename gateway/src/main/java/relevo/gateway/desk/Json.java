package relevo.gateway.desk;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import relevo.dialog.Decided;

/** How the admin port reads and writes JSON: unknown keys are refused, nesting and lengths are bounded. */
final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(32)
                            .maxStringLength(64 * 1024)
                            .build())
                    .build())
            .addMixIn(Decided.class, WithoutMemory.class)
            .build();

    /** What a conversation keeps from turn to turn is large, repeats itself and says nothing to a page. */
    @JsonIgnoreProperties("memory")
    private interface WithoutMemory {}

    private Json() {}
}
