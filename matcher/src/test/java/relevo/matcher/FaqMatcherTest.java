package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaqMatcherTest {
    private static final List<FaqEntry> FAQ = SmallFaq.entries();
    private static final FaqMatcher MATCHER = FaqMatcher.build(FAQ, MatcherConfig.defaults());

    private static String best(String text) {
        Match match = MATCHER.match(text, "es");
        return match.candidates().isEmpty() ? "" : match.candidates().getFirst().id();
    }

    @Test
    void shouldFindTheEntryWhenItsOwnPhrasingIsWritten() {
        for (FaqEntry entry : FAQ) {
            for (String phrasing : entry.phrasings()) {
                Match match = MATCHER.match(phrasing, entry.lang());
                assertEquals(entry.id(), match.candidates().getFirst().id(), phrasing);
            }
        }
    }

    @Test
    void shouldFindOpeningHoursWhenWrittenByEar() {
        assertEquals("horarios", best("a que ora abren"));
        assertEquals("horarios", best("Hola!! buenas tardes, a ke hora abreeeen??"));
        assertEquals("pedido-no-llega", best("kiero sbr xq no llega mi pedido 😡"));
        assertEquals("pago-doble", best("me hicieron un doble cobro en el pedido 48213"));
    }

    @Test
    void shouldStripGreetingsWhenTheMessageGoesOn() {
        assertEquals(
                List.of("a", "que", "hora", "abren"),
                MATCHER.match("Hola buenas tardes, a qué hora abren", "es").tokens());
        assertEquals(
                List.of("buenos", "dias"), MATCHER.match("buenos días", "es").tokens());
        assertEquals(
                List.of("buenos", "pedido"),
                MATCHER.match("buenos pedido", "es").tokens());
    }

    @Test
    void shouldSayOutOfScopeWhenTextIsGibberish() {
        Match match = MATCHER.match("zxqv plomk trrr", "es");
        assertTrue(match.inScope() < 0.1, "in scope " + match.inScope());
        assertTrue(match.confidence() < 0.1, "confidence " + match.confidence());
        assertTrue(MATCHER.match("a qué hora abren", "es").inScope() > 0.5);
        assertEquals(0, MATCHER.match("", "es").inScope());
    }

    @Test
    void shouldFindSlotsWhenTheTextNamesThem() {
        Match match = MATCHER.match("me hicieron un doble cobro en el pedido 48213", "es");
        assertEquals("48213", match.slots().get("order_number"));
    }

    @Test
    void shouldGiveTheSameVersionWhenEntriesComeInAnotherOrder() {
        List<FaqEntry> shuffled = new ArrayList<>(FAQ);
        Collections.reverse(shuffled);
        FaqMatcher other = FaqMatcher.build(shuffled, MatcherConfig.defaults());
        assertEquals(MATCHER.version(), other.version());
        for (String text : List.of("a que hora abren", "quiero devolver unos zapatos", "onde está meu pedido")) {
            assertEquals(MATCHER.match(text, "es"), other.match(text, "es"));
        }
        assertTrue(!MATCHER.version()
                .equals(FaqMatcher.build(FAQ.subList(1, FAQ.size()), MatcherConfig.defaults())
                        .version()));
    }

    @Test
    void shouldAnswerInTheLanguageWrittenWhenThePackHasIt() {
        Match match = MATCHER.match("qual é o horário de vocês?", "es");
        assertEquals("pt", match.lang());
        assertEquals("horarios", match.candidates().getFirst().id());
        assertEquals("es", MATCHER.match("ok", "es").lang());
    }

    @Test
    void shouldRefuseWhenAnEntryStandsTwice() {
        List<FaqEntry> twice = List.of(FAQ.getFirst(), FAQ.getFirst());
        assertThrows(IllegalArgumentException.class, () -> FaqMatcher.build(twice, MatcherConfig.defaults()));
        assertThrows(IllegalArgumentException.class, () -> FaqMatcher.build(List.of(), MatcherConfig.defaults()));
    }

    @Test
    void shouldExplainACandidateByPartsThatAddUp() {
        List<Candidate> candidates = MATCHER.match("la dirección", "es").candidates();
        assertTrue(candidates.size() > 1);
        double first = sum(candidates.get(0));
        double second = sum(candidates.get(1));
        double odds = candidates.get(0).confidence() / candidates.get(1).confidence();
        assertEquals(odds, Math.exp(first - second), odds * 1e-3);
    }

    private static double sum(Candidate candidate) {
        return candidate.why().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    @Test
    void shouldBuildWhenThereIsHardlyAnythingToLearnFrom() {
        FaqEntry lone = new FaqEntry("horarios", "es", "¿A qué hora abren?", List.of(), "A las 9.");
        FaqMatcher matcher = FaqMatcher.build(List.of(lone), MatcherConfig.defaults());
        assertEquals(
                "horarios",
                matcher.match("a qué hora abren", "es").candidates().getFirst().id());
        FaqEntry empty = new FaqEntry("vacia", "es", "", List.of("", "?"), "Nada.");
        FaqMatcher odd = FaqMatcher.build(List.of(lone, empty), MatcherConfig.defaults());
        assertEquals(
                "horarios",
                odd.match("a qué hora abren", "es").candidates().getFirst().id());
    }
}
