package relevo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

final class E2eIT {
    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldMeasureTheBareServerInAJvmOfItsOwnAndPrintOneJsonObject() throws IOException {
        int status = run(
                "e2e",
                "--only",
                "bare",
                "--seconds",
                "0.8",
                "--warm-up-seconds",
                "0.2",
                "--warm-up-seconds-max",
                "0.2",
                "--json");

        assertEquals(0, status, err.toString());
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertTrue(json.path("max").path("barePerSecond").asDouble() > 0, out.toString());
        assertEquals(4, json.path("max").path("rounds").size());
        JsonNode latency = json.path("latency").path(0);
        assertEquals("bare", latency.path("server").asText());
        assertEquals(
                latency.path("sent").asLong(),
                latency.path("answersByCode").path("200").asLong());
        assertTrue(latency.path("latency").path("p9999Ms").asDouble()
                <= latency.path("latency").path("maxMs").asDouble());
        assertTrue(
                json.path("usage").path("bare").path("cpuSeconds").asDouble() > 0, "no figures of the child process");
        assertTrue(json.path("circumstances").path("command").asText().startsWith("e2e --only bare"));
        assertTrue(json.path("journal").isNull());
        try (Stream<Path> left = Files.list(dir)) {
            assertEquals(0, left.count(), "files of the run were left behind");
        }
    }

    @Test
    void shouldPrintATableForPeople() {
        assertEquals(
                0,
                run("e2e", "--only", "bare", "--seconds", "0.4", "--warm-up-seconds", "0", "--rate", "500"),
                err.toString());
        assertTrue(out.toString().contains("Latency (open loop"), out.toString());
        assertFalse(out.toString().contains("Maximum"), out.toString());
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertEquals(2, run("e2e", "--rate", "fast"));
        assertEquals(2, run("e2e", "--only", "nginx"));
        assertEquals(2, run("e2e", "--connections", "0"));
        assertEquals(2, run("e2e", "--seconds", "-1"));
        assertEquals(2, run("e2e", "--contacts", "10", "--connections", "64"));
        assertTrue(err.toString().contains("--contacts must be 64 to"), err.toString());
    }

    private int run(String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--dir", dir.toString()))
                .toArray(String[]::new);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
