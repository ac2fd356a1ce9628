package relevo.batch;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import relevo.review.WholeFile;

/** What one step hands to the next, as JSON; files appear whole or not at all, so that a step can be done again. */
final class WorkFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private WorkFile() {}

    static void write(Path file, Object value) throws IOException {
        WholeFile.write(file, JSON.writeValueAsString(value));
    }

    static <T> T read(Path file, Class<T> type) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), type);
    }

    static <T> T read(Path file, TypeReference<T> type) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), type);
    }

    static String text(Object value) throws IOException {
        return JSON.writeValueAsString(value);
    }

    static <T> T value(String text, Class<T> type) throws IOException {
        return JSON.readValue(text, type);
    }

    /** One line each; for what is too much for one value. */
    static void writeLines(Path file, List<?> values) throws IOException {
        WholeFile.write(file, out -> {
            for (Object value : values) {
                out.write(JSON.writeValueAsBytes(value));
                out.write('\n');
            }
        });
    }

    static <T> List<T> readLines(Path file, Class<T> type) throws IOException {
        List<T> values = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                values.add(JSON.readValue(line, type));
            }
        }
        return values;
    }
}
