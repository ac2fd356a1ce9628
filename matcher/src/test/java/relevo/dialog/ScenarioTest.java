package relevo.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
    @ParameterizedTest
    @EnumSource(ScenarioPlay.Disturbance.class)
    void shouldPassEveryScenarioWhateverGoesWrongOnTheWay(ScenarioPlay.Disturbance disturbance)
            throws URISyntaxException {
        Path folder = folder();
        List<Scenarios.Result> results = Scenarios.run(List.of(folder), Packs.folder(), Packs::matcher, disturbance);
        List<String> failed = results.stream()
                .filter(result -> !result.passed())
                .map(result -> folder.relativize(result.path()) + "  " + result.difference())
                .toList();
        System.out.println(disturbance + ": " + results.size() + " scenarios, " + failed.size() + " failed");
        assertTrue(results.size() >= 90, "scenarios found: " + results.size());
        assertEquals("", String.join("\n", failed));
    }

    @Test
    void shouldNameTheFirstDifference() throws URISyntaxException {
        Path wrong = folder().resolveSibling("wrong-scenarios");
        List<Scenarios.Result> results = Scenarios.run(List.of(wrong), Packs.folder(), Packs::matcher);
        assertEquals(
                List.of(
                        "expects-the-wrong-thing.yaml:7: expected decision answer, got escalate"
                                + " (escalate, explicit-request 1.0)",
                        "unknown-key.yaml:7: unknown key 'turns[0].out.decison'; known here: [decision, reason,"
                                + " not-reason, queue, tier, priority, faq, flow, lang, says, not-says, messages,"
                                + " score-at-least, score-below, steps-done, slots]"),
                results.stream()
                        .map(result -> String.valueOf(result.difference()).replaceAll("(1\\.0), [^)]*", "$1"))
                        .toList());
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ScenarioTest.class.getResource("/scenarios"))
                .toURI());
    }
}
