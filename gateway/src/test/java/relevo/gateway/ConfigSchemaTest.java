package relevo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import relevo.dialog.Reason;
import relevo.dialog.TextKey;

/**
 * The JSON Schemas that editors check YAML with while it is written: they must take what is shipped, know what the loaders
 * know, and mark what the loaders refuse.
 */
class ConfigSchemaTest {
    private static final Path CONFIG = RepositoryRoot.path().resolve("config");
    private static final String HINT = "# yaml-language-server: $schema=";
    private static final YAMLMapper YAML = new YAMLMapper();

    static List<String> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(CONFIG)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> CONFIG.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shouldTakeEveryShippedFileByTheSchemaItNames(String name) throws IOException {
        Path file = CONFIG.resolve(name);
        String first = Files.readString(file).lines().findFirst().orElse("");
        assertTrue(first.startsWith(HINT), "editors need the schema's name in the first line, not: " + first);
        Path schema = file.resolveSibling(first.substring(HINT.length()));
        assertEquals(Set.of(), complaints(schema(schema), Files.readString(file)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        relevo   | webhook: {prot: 8080}
        relevo   | webhook: {port: 70000}
        relevo   | journal: {durability: maybe}
        relevo   | admin: {review: sometimes}
        relevo   | numbers: [{pack: retail}]
        pack     | menu: [{id: a, does: dance}]
        pack     | hours: {lunes: 9:00-19:00}
        pack     | thresholds: {answer-at: 2}
        faq      | [{id: Hello!, question: q, answer: a}]
        faq      | [{id: hello, question: q}]
        routes   | [{queue: a, tier: 1, priority: high, sla-minutes: 5}]
        routes   | [{when: {reason: boredom}, queue: a, tier: 2, priority: high, sla-minutes: 5}]
        flow     | {id: a, queue: b, starts: {}, steps: [{id: c, goto: d}]}
        texts    | {wellcome: hi}
        words    | {es: {greetings: [hola]}}
        triggers | {weights: {joy: 1}}
        lookups  | {orders: {rows: {}}}
        """)
    void shouldMarkWhatIsNoConfiguration(String schema, String yaml) throws IOException {
        assertFalse(
                complaints(schema(CONFIG.resolve("schema/" + schema + ".schema.json")), yaml)
                        .isEmpty(),
                yaml);
    }

    @Test
    void shouldKnowTheKeysOfTheShippedConfigurationAndNoOthers() throws IOException {
        JsonNode keys = tree("relevo.schema.json").path("properties");
        JsonNode shipped = YAML.readTree(Files.readString(CONFIG.resolve("relevo.yaml")));
        assertEquals(names(shipped), names(keys));
        shipped.properties().forEach(part -> {
            JsonNode schema = keys.path(part.getKey());
            boolean list = part.getValue().isArray();
            assertEquals(
                    names(list ? part.getValue().get(0) : part.getValue()),
                    names((list ? schema.path("items") : schema).path("properties")),
                    part.getKey());
        });
    }

    @Test
    void shouldUseThePublishedWords() throws IOException {
        Set<String> reasons = new TreeSet<>();
        Arrays.stream(Reason.values()).forEach(reason -> reasons.add(reason.word()));
        JsonNode texts = tree("texts.schema.json").path("properties");
        assertEquals(reasons, names(texts.path("reasons").path("properties")));
        Set<String> routed = new TreeSet<>();
        tree("routes.schema.json")
                .findParent("score-at-least")
                .path("reason")
                .findPath("enum")
                .forEach(word -> {
                    routed.add(word.asText());
                });
        assertEquals(reasons, routed);
        for (TextKey key : TextKey.values()) {
            assertTrue(texts.has(key.word()), key.word());
        }
    }

    private static Set<String> complaints(JsonSchema schema, String yaml) throws IOException {
        Set<String> found = new TreeSet<>();
        for (ValidationMessage message : schema.validate(YAML.readTree(yaml))) {
            found.add(message.getMessage());
        }
        return found;
    }

    private static JsonSchema schema(Path file) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(file));
    }

    private static JsonNode tree(String schema) throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(CONFIG.resolve("schema").resolve(schema)));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
