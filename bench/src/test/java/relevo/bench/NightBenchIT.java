package relevo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NightBenchIT {
    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldMakeTrafficAndTimeANightOverIt() throws IOException {
        int status = run("--messages", "1000", "--heap-mb", "512", "--config", "../config", "--json");

        assertEquals(0, status, err.toString());
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertTrue(json.path("done").asBoolean(), out.toString());
        // The planted topics need a few hundred of their own, whatever was asked for.
        assertEquals(1_000, json.path("messages").asLong(), 500, out.toString());
        assertTrue(json.path("entries").asLong() > 2 * json.path("messages").asLong(), out.toString());
        assertTrue(json.path("residentPeakMib").asLong() > 0, out.toString());
        assertTrue(json.path("night").path("seconds").asDouble() > 0, out.toString());
        assertTrue(json.path("beside").isNull());
        assertEquals(2, json.path("goals").size());
        try (Stream<Path> left = Files.list(dir)) {
            assertEquals(0, left.count(), "files of the run were left behind");
        }
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertEquals(2, run("--messages", "5", "--config", "../config"));
        assertEquals(2, run("--config", "nowhere"));
        assertTrue(err.toString().contains("there are no packs in"), err.toString());
        assertEquals(2, run("--beside", "0", "--config", "../config"));
    }

    private int run(String... arguments) {
        String[] all = Stream.of(Stream.of("nightly", "--dir", dir.toString()), Stream.of(arguments))
                .flatMap(some -> some)
                .toArray(String[]::new);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
