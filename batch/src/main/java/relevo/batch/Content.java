package relevo.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import relevo.dialog.ConfigException;
import relevo.dialog.YamlNode;

/**
 * Which pack speaks at which business number, and where the packs are. The gateway writes it down when it starts:
 *
 * <pre>
 * DATA/content.json   {"packs": "/opt/relevo/config/packs", "numbers": {"900000000000001": "retail"}}
 * </pre>
 *
 * A configuration folder that is named goes before that.
 *
 * @param packs the folder of the packs; null when nothing is known: then the night only counts
 * @param numbers pack by phone_number_id
 */
record Content(@Nullable Path packs, Map<String, String> numbers) {
    static final Content UNKNOWN = new Content(null, Map.of());

    /**
     * What is known about the content.
     *
     * @param config a folder with relevo.yaml and packs/; null: as the gateway wrote
     */
    static Content of(Path data, @Nullable Path config) throws IOException {
        if (config != null) {
            Map<String, String> numbers = new TreeMap<>();
            for (YamlNode number :
                    YamlNode.read(config.resolve("relevo.yaml")).need("numbers").items()) {
                numbers.put(
                        number.need("phone-number-id").text(),
                        number.need("pack").text());
            }
            return new Content(config.resolve("packs"), numbers);
        }
        Path written = data.resolve("content.json");
        if (!Files.exists(written)) {
            return UNKNOWN;
        }
        JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(written));
        Map<String, String> numbers = new TreeMap<>();
        root.path("numbers")
                .properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asText()));
        if (!root.path("packs").isTextual()) {
            throw new ConfigException(written + ": 'packs' is missing");
        }
        return new Content(Path.of(root.path("packs").asText()), numbers);
    }
}
