package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
        assertEquals(
                List.of("cancelar-pedido", "horarios"),
                asked(matcher, "quiero cancelar mi compra y saber a qué hora abren"));
        assertEquals(1, asked(matcher, "a qué hora abren y cierran").size());
        assertEquals(1, asked(matcher, "a qué hora abren").size());
    }

    private static List<String> asked(Matcher matcher, String message) {
        return Request.of(message, matcher.match(message, "es"), matcher, 0).stream()
                .map(request -> request.match().candidates().getFirst().id())
                .toList();
    }
}
