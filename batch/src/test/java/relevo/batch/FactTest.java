package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

final class FactTest {
    private static final Tag CONTACT = new Tag(-5, 77);

    @Test
    void shouldReadBackWhatItWrote() {
        List<Fact> facts = List.of(
                new Fact.Message(23, CONTACT),
                new Fact.Status("delivered"),
                new Fact.Other(SectionKind.HANDOVER),
                new Fact.Quarantined(),
                new Fact.Intent(),
                new Fact.SendResult("refused"),
                new Fact.Erased(),
                decision(List.of("answer:horarios", "escalate"), List.of("vip", "complaint"), "¿qué? 🙂"),
                decision(List.of("silent"), List.of(), ""));
        for (Fact fact : facts) {
            assertEquals(fact, Fact.parse(fact.toLine()));
        }
    }

    @Test
    void shouldStayOneLineWhateverTheTextHolds() {
        Fact fact = decision(List.of("notice:a|b"), List.of(), "una\tdos\ntres\r|cuatro");
        String line = fact.toLine();
        assertFalse(line.contains("\n") || line.contains("\r"), line);
        assertEquals("una dos tres  cuatro", ((Fact.Decision) Fact.parse(line)).text());
        assertEquals(List.of("notice:a b"), ((Fact.Decision) Fact.parse(line)).said());
    }

    @Test
    void shouldTellKindFromDetail() {
        Fact.Decision fact = decision(List.of("flow:pedido:estado", "fallback"), List.of(), "");
        assertTrue(fact.says("flow"));
        assertFalse(fact.says("answer"));
        assertEquals("pedido:estado", Fact.Decision.detailOf("flow:pedido:estado"));
        assertEquals("", Fact.Decision.detailOf("fallback"));
    }

    @Test
    void shouldRefuseALineItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> Fact.parse("Z\t1"));
    }

    private static Fact.Decision decision(List<String> said, List<String> reasons, String text) {
        return new Fact.Decision(
                CONTACT,
                7,
                "1",
                "es",
                "customer",
                "",
                said,
                reasons,
                "keyword:x",
                "ventas",
                "high",
                "v1",
                "pago",
                512,
                text);
    }
}
