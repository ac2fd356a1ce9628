package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import relevo.journal.Tag;

final class JudgementTest {
    private static final Tag ANA = new Tag(1, 1);
    private static final long HOUR_MS = 3_600_000;

    private final Judgement judgement = new Judgement();

    @Test
    void shouldCallRightWhatAnAgentThenSaid() {
        judgement.gained(ANA, "retail|arreglos", "Hacemos dobladillos y ajustes en la tienda del centro.", 0);
        judgement.reply(ANA, "Hola, buenas", 1_000);
        judgement.reply(ANA, "Sí, los ajustes y dobladillos se hacen en nuestra tienda del centro", 2_000);
        judgement.end();
        assertEquals(1, judgement.score("retail|arreglos").right);
        assertEquals(0, judgement.score("retail|arreglos").wrong);
    }

    @Test
    void shouldCallWrongWhatAgentsDidNotSay() {
        judgement.gained(ANA, "retail|arreglos", "Hacemos dobladillos y ajustes en la tienda del centro.", 0);
        judgement.reply(ANA, "Su pedido salió ayer del almacén y llega mañana por la tarde", 1_000);
        judgement.end();
        assertEquals(1, judgement.score("retail|arreglos").wrong);
    }

    @Test
    void shouldNotJudgeWhatNobodyAnswered() {
        judgement.gained(ANA, "retail|arreglos", "Hacemos dobladillos y ajustes.", 0);
        judgement.reply(ANA, "Hola", 1_000);
        judgement.end();
        assertEquals(0, judgement.score("retail|arreglos").right);
        assertEquals(0, judgement.score("retail|arreglos").wrong);
    }

    @Test
    void shouldCallAChangeWrongWhenTheCustomerWasContent() {
        judgement.changed(ANA, "retail|otra", 0);
        judgement.next(ANA, true, 60_000);
        judgement.changed(ANA, "retail|otra", HOUR_MS);
        judgement.next(ANA, false, HOUR_MS + 60_000);
        assertEquals(1, judgement.score("retail|otra").wrong);
        assertEquals(1, judgement.score("retail|otra").right);
    }

    @Test
    void shouldCountAHandOverRightAfterAsAvoided() {
        judgement.gained(ANA, "retail|arreglos", "Sí.", 0);
        judgement.handedOver(ANA, 60_000);
        judgement.handedOver(ANA, 61_000);
        judgement.gained(ANA, "retail|arreglos", "Sí.", 2 * HOUR_MS);
        judgement.handedOver(ANA, 3 * HOUR_MS);
        assertEquals(1, judgement.score("retail|arreglos").avoided);
    }

    @Test
    void shouldKeepAFormulaFromASpreadsheet() {
        assertEquals("\"'=1+1\"", FigureTable.cell("=1+1"));
        assertEquals("\"'@SUM(A1)\"", FigureTable.cell("@SUM(A1)"));
        assertEquals("\"di \"\"hola\"\"\"", FigureTable.cell("di \"hola\""));
        assertEquals("\"¿a qué hora?\"", FigureTable.cell("¿a qué hora?"));
    }
}
