package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerCostsTest {
    private static Match match(double... confidences) {
        List<Candidate> candidates = new ArrayList<>();
        for (double confidence : confidences) {
            candidates.add(new Candidate("faq-" + candidates.size(), confidence, Map.of()));
        }
        return new Match("es", List.of("algo"), candidates, 1, Map.of(), "v");
    }

    @Test
    void shouldTakeTheCheapestWay() {
        AnswerCosts costs = new AnswerCosts(2.5, 0.25);
        assertEquals(AnswerCosts.Verdict.ANSWER, costs.verdict(match(0.95, 0.02)));
        assertEquals(AnswerCosts.Verdict.CLARIFY, costs.verdict(match(0.5, 0.45)));
        assertEquals(AnswerCosts.Verdict.FALLBACK, costs.verdict(match(0.1, 0.05, 0.05)));
        assertEquals(AnswerCosts.Verdict.FALLBACK, costs.verdict(match()));
        assertEquals(AnswerCosts.Verdict.ANSWER, costs.verdict(match(0.6)));
        assertEquals(0.6, costs.answerThreshold(), 1e-9);
    }

    @Test
    void shouldRefuseCostsThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> new AnswerCosts(0.5, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new AnswerCosts(2, 1.5));
    }
}
