package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClausesTest {
    @Test
    void shouldCutWhereAnotherRequestMayBegin() {
        assertEquals(
                List.of("quiero cambiar mi pedido", "saber el horario"),
                Clauses.of("quiero cambiar mi pedido y saber el horario"));
        assertEquals(
                List.of("onde está meu pedido", "quero devolver"), Clauses.of("onde está meu pedido? quero devolver"));
        assertEquals(List.of("where is it", "when do you open"), Clauses.of("where is it and also when do you open?"));
        assertEquals(List.of(), Clauses.of(" ?! "));
    }

    @Test
    void shouldKeepAShortPieceWithTheOneBefore() {
        assertEquals(List.of("pan leche"), Clauses.of("pan y leche"));
        assertTrue(Clauses.of("a b. ".repeat(100)).size() <= Clauses.CLAUSES_MAX);
    }

    @Test
    void shouldRecogniseBothRequestsWhenOneMessageHoldsTwo() {
        FaqMatcher matcher = FaqMatcher.build(SmallFaq.entries(), MatcherConfig.defaults());
        Set<String> ids = matcher.requests("quiero cancelar mi compra y saber a qué hora abren", "es").stream()
                .map(match -> match.candidates().getFirst().id())
                .collect(Collectors.toSet());
        assertEquals(Set.of("cancelar-pedido", "horarios"), ids);
        assertEquals(1, matcher.requests("a qué hora abren y cierran", "es").size());
        assertEquals(1, matcher.requests("a qué hora abren", "es").size());
    }
}
