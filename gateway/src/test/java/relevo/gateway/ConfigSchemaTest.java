package relevo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import relevo.dialog.ConfigException;
import relevo.dialog.PackLoader;
import relevo.dialog.Reason;
import relevo.dialog.TextKey;

/**
 * The JSON Schemas that editors check YAML with while it is written: they must take what is shipped, know what the loaders
 * know, and mark what the loaders refuse.
 */
class ConfigSchemaTest {
    private static final Path CONFIG = RepositoryRoot.path().resolve("config");
    private static final String HINT = "# yaml-language-server: $schema=";
    /** As editors and the loaders read it: {@code no} is a word. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();

    private static final Pattern KNOWN = Pattern.compile("unknown key '.*zzz'; known here: \\[(.*)]");

    @TempDir
    Path temp;

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

    /** A loader that meets a key nobody knows says which it knows: the schema must have these and no others. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        zzz: 1                                                                    |
        webhook: {zzz: 1}                                                         | webhook
        admin: {zzz: 1}                                                           | admin
        apps: [{name: a, secret-env: b, verify-token-env: c, zzz: 1}]             | apps/items
        numbers: [{phone-number-id: 1, pack: a, messages-per-second-max: 1, zzz: 1}] | numbers/items
        journal: {zzz: 1}                                                         | journal
        pipeline: {zzz: 1}                                                        | pipeline
        outbox: {zzz: 1}                                                          | outbox
        lookups: {zzz: 1}                                                         | lookups
        lookups: {calls: [{pack: a, name: b, url: "https://c", zzz: 1}]}          | lookups/properties/calls/items
        desk: {zzz: 1}                                                            | desk
        cloud-api: {zzz: 1}                                                       | cloud-api
        """)
    void shouldKnowTheKeysOfTheConfiguration(String yaml, @Nullable String part) throws IOException {
        Files.writeString(temp.resolve("relevo.yaml"), yaml);
        String refusal = refusal(() -> GatewayConfig.load(temp));
        String at = part == null ? "" : "/properties/" + part;
        assertEquals(known(refusal), names(tree("relevo.schema.json").at(at + "/properties")), refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        pack.yaml | zzz: 1 | pack |
        pack.yaml | thresholds: {zzz: 1} | pack | /properties/thresholds
        pack.yaml | costs: {wrong-answer: 2, clarification: 0, zzz: 1} | pack | /properties/costs
        pack.yaml | limits: {zzz: 1} | pack | /properties/limits
        texts.es.yaml | zzz: 1 | texts |
        texts.es.yaml | buttons: {zzz: 1} | texts | /properties/buttons
        texts.es.yaml | reasons: {zzz: 1} | texts | /properties/reasons
        words.yaml | es: {zzz: [a]} | words | /$defs/lang
        triggers.yaml | zzz: 1 | triggers |
        triggers.yaml | topics: {robo: {zzz: 1}} | triggers | /properties/topics/additionalProperties
        triggers.yaml | languages: {es: {request: {zzz: [a]}}} | triggers | /$defs/language/properties/request
        triggers.yaml | languages: {es: {negation: {zzz: [a]}}} | triggers | /$defs/language/properties/negation
        triggers.yaml | languages: {es: {sentiment: {zzz: [a]}}} | triggers | /$defs/language/properties/sentiment
        routes.yaml | '- {queue: vip, tier: 2, priority: high, sla-minutes: 1, zzz: 1}' | routes | /items
        routes.yaml | '- {when: {zzz: 1}, queue: vip, tier: 2, priority: high, sla-minutes: 1}' | routes | /items/properties/when
        faq.yaml | '- {id: z, question: q, answer: a, zzz: 1}' | faq | /items
        flows/estado-pedido.yaml | zzz: 1 | flow |
        """)
    void shouldKnowTheKeysOfAPack(String file, String yaml, String schema, @Nullable String part) throws IOException {
        copyPacks();
        Path changed = temp.resolve("retail").resolve(file);
        Files.writeString(changed, (Files.exists(changed) ? Files.readString(changed) : "") + "\n" + yaml + "\n");
        String refusal = refusal(() -> PackLoader.load(temp.resolve("retail")));
        String at = part == null ? "" : part;
        assertEquals(known(refusal), names(tree(schema + ".schema.json").at(at + "/properties")), refusal);
    }

    private void copyPacks() throws IOException {
        Path packs = CONFIG.resolve("packs");
        for (String pack : List.of("common", "retail")) {
            try (Stream<Path> files = Files.walk(packs.resolve(pack))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = temp.resolve(packs.relativize(file).toString());
                    Files.createDirectories(copy.resolveSibling("."));
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static String refusal(Executable load) {
        return String.valueOf(assertThrows(ConfigException.class, load).getMessage());
    }

    private static Set<String> known(String refusal) {
        Matcher known = KNOWN.matcher(refusal);
        assertTrue(known.find(), refusal);
        return new TreeSet<>(List.of(known.group(1).split(", ")));
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
