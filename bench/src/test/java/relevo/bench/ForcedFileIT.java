package relevo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForcedFileIT {
    @TempDir
    Path dir;

    @Test
    void shouldHaveEveryAnsweredBodyInTheFile() throws IOException {
        Shape shape = new Shape(100, 8, 1, 1, 3, 1);
        Path file = dir.resolve("forced");
        long sent;
        try (BareServer server = new BareServer(1, file);
                LoadGenerator generator = new LoadGenerator(
                        shape,
                        new Traffic(shape, 1, server.webhook(), new byte[] {1, 2, 3}, InstantSource.system()),
                        server.webhook())) {
            Phase.Outcome outcome = generator.run(new Phase(400, 0.5));
            sent = outcome.sent();
            assertEquals(200, sent);
            assertEquals(Map.of(200, sent), outcome.byCode());
        }
        String kept = Files.readString(file, StandardCharsets.UTF_8);
        assertEquals(
                sent,
                Pattern.compile("\"object\":\\s*\"whatsapp_business_account\"")
                        .matcher(kept)
                        .results()
                        .count());
    }
}
