package relevo.dialog;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    /** Waits for the guided flows. */
    private static final String PENDING = "guided-flow-steps-reach-the-agent.yaml";

    @Test
    void shouldPassEveryScenario() throws URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(ScenarioTest.class.getResource("/scenarios"))
                .toURI());
        List<Scenarios.Result> results = Scenarios.run(List.of(folder), Packs.folder(), Packs::matcher);
        results.forEach(result -> System.out.println(result.line()));
        List<String> failed = results.stream()
                .filter(result -> !result.passed() && !result.path().endsWith(PENDING))
                .map(result -> folder.relativize(result.path()) + "  " + result.difference())
                .toList();
        assertTrue(results.size() >= 14, "scenarios found: " + results.size());
        if (!failed.isEmpty()) {
            fail(failed.size() + " of " + results.size() + " failed:\n" + String.join("\n", failed));
        }
    }
}
