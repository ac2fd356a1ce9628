package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relevo.gateway.whatsapp.JsonReader.Unreadable;

final class JsonReaderTest {
    private final JsonReader reader = new JsonReader(ParserLimits.DEFAULTS);

    /** Around the size where names are no longer compared one by one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 18, 200})
    void shouldRefuseEveryRepeatedNameWhateverTheSizeOfTheObject(int members) throws Unreadable {
        String object = IntStream.range(0, members)
                .mapToObj(i -> "\"m" + i + "\":{\"m0\":" + i + "}")
                .collect(Collectors.joining(",", "{", "}"));
        JsonValue read = read("[" + object + "," + object + "]");
        JsonValue last = assertNotNullValue(read.first()).get("m" + (members - 1));
        assertEquals(
                members - 1,
                Integer.parseInt(
                        assertNotNullValue(assertNotNullValue(last).get("m0")).text()));

        for (int repeated = 0; repeated < members; repeated++) {
            String twice = object.substring(0, object.length() - 1) + ",\"\\u006d" + repeated + "\":null}";
            assertEquals(
                    "duplicate-key",
                    assertThrows(Unreadable.class, () -> read("[" + twice + "]"))
                            .reason());
        }
    }

    private static JsonValue assertNotNullValue(@Nullable JsonValue value) {
        assertNotNull(value);
        return value;
    }

    private JsonValue read(String json) throws Unreadable {
        return reader.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
