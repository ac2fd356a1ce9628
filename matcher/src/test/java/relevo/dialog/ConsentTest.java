package relevo.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consent gate is off in every shipped pack; here it is on. */
class ConsentTest {
    @TempDir
    Path packs = Path.of("");

    @Test
    void shouldAskBeforeAnythingPersonalIsKept() throws IOException, URISyntaxException {
        for (String name : List.of("common", "retail")) {
            Path from = Packs.folder().resolve(name);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = packs.resolve(name).resolve(from.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
        Path common = packs.resolve("common/pack.yaml");
        Files.writeString(common, Files.readString(common).replace("consent-version: 0", "consent-version: 2"));
        Path folder = Path.of(Objects.requireNonNull(ConsentTest.class.getResource("/consent-scenarios"))
                .toURI());
        for (ScenarioPlay.Disturbance disturbance : ScenarioPlay.Disturbance.values()) {
            List<Scenarios.Result> results =
                    Scenarios.run(List.of(folder), packs, pack -> Packs.matcher(Packs.pack("retail")), disturbance);
            assertEquals(3, results.size());
            assertEquals(
                    List.of(),
                    results.stream()
                            .filter(result -> !result.passed())
                            .map(Scenarios.Result::difference)
                            .toList(),
                    disturbance.toString());
        }
    }
}
