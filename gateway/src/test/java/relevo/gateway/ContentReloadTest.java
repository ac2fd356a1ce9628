package relevo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.gateway.pipeline.Engines;

final class ContentReloadTest {
    private static final String NUMBER = "900000000000001";

    @TempDir
    Path temp;

    @Test
    void shouldTakeUpWhatChangedAndLoadsAndNothingElse() throws IOException {
        Path shipped = Path.of("../config/packs");
        for (String pack : new String[] {"common", "retail"}) {
            try (Stream<Path> files = Files.walk(shipped.resolve(pack))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().matches(".*faq\\.(pt|en)\\.yaml"))
                        .toList()) {
                    Path copy = temp.resolve(shipped.relativize(file).toString());
                    Files.createDirectories(copy.resolveSibling("."));
                    Files.copy(file, copy);
                }
            }
        }
        List<GatewayConfig.Number> numbers = List.of(new GatewayConfig.Number(NUMBER, "34910000001", "retail", 80));
        Engines engines = new Engines(Contents.load(temp, numbers, null));
        ContentReload reload = new ContentReload(temp, () -> Contents.load(temp, numbers, null), engines);
        String first = engines.of(NUMBER).pack().version();
        reload.check();
        assertEquals(first, engines.of(NUMBER).pack().version());

        Path faq = temp.resolve("retail/faq.yaml");
        String text = Files.readString(faq);
        Files.writeString(faq, text + "\n- id: nueva\n  question: ¿Hacen arreglos?\n  answer: Sí.\n");
        reload.check();
        assertEquals(first, engines.of(NUMBER).pack().version(), "a change must settle for one look");
        reload.check();
        String second = engines.of(NUMBER).pack().version();
        assertNotEquals(first, second);
        assertTrue(engines.of(NUMBER).pack().faq().stream()
                .anyMatch(entry -> entry.id().equals("nueva")));

        Files.writeString(faq, text + "\n- id: rota\n  questoin: ¿?\n  answer: Sí.\n");
        reload.check();
        reload.check();
        assertEquals(second, engines.of(NUMBER).pack().version(), "what does not load is not taken");

        ContentReload.describe(temp, temp.resolve("packs"), numbers);
        assertTrue(Files.readString(temp.resolve("content.json")).contains("\"" + NUMBER + "\":\"retail\""));
    }
}
