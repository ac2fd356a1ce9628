package relevo.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private static final Situation CALM = new Situation(0, 3, 0, 0, "regular", false, 0, false);

    private final Scorer scorer = new Scorer(ShippedTriggers.read());

    @Test
    void shouldAddUpByHand() {
        Score score = scorer.score(FoldedText.of("ESTO ES RIDÍCULO, SON UNOS INÚTILES"), "es", CALM);
        // ridículo 1 + inútiles 1.5 (unos) = 2 at most, times 0.8; all capitals, times 0.35
        assertEquals(1.6, part(score, Feature.NEGATIVE_SENTIMENT));
        assertEquals(0.35, part(score, Feature.SHOUTING));
        assertEquals(1.95, score.total());
        assertEquals(
                score.total(),
                score.contributions().stream()
                        .mapToDouble(c -> Contribution.round(c.value() * c.weight()))
                        .sum(),
                1e-9);
        assertTrue(score.calls(1.0));
        assertFalse(score.hard());
    }

    @Test
    void shouldNotTakeAcronymsForShouting() {
        for (String text : List.of(
                "mi SIM 4G LTE no agarra WIFI",
                "el IVA del PDF está mal",
                "OK",
                "HOLA",
                "Mi pedido ABC123456 no llega",
                "necesito el RUT y la factura en PDF")) {
            assertFalse(scorer.score(FoldedText.of(text), "es", CALM).has(Feature.SHOUTING), text);
        }
        assertTrue(scorer.score(FoldedText.of("NO ME AYUDA NADIE"), "es", CALM).has(Feature.SHOUTING));
    }

    @Test
    void shouldUnderstandNegatedFeelings() {
        assertEquals(0, sentiment("no es una estafa", "es"));
        assertEquals(0, sentiment("no está mal", "es"));
        assertTrue(sentiment("no es bueno", "es") > 0);
        assertTrue(sentiment("não é bom", "pt") > 0);
        assertTrue(sentiment("this is not good at all", "en") > 0);
        assertTrue(sentiment("muy mal", "es") > sentiment("mal", "es"));
        assertEquals(0, sentiment("excelente servicio, gracias", "es"));
    }

    @Test
    void shouldDecideAloneOnHardTopics() {
        assertTopic("me hicieron un doble cobro en el pedido 48213", "doble-cobro");
        assertTopic("me robaron la tarjeta", "robo");
        assertTopic("no reconozco este cargo", "doble-cobro");
        assertTopic("quiero poner una queja", "queja");
        assertTopic("fui cobrado duas vezes", "doble-cobro");
        assertTopic("I was charged twice", "doble-cobro");
        assertTopic("me cambio a la competencia", "fuga");
        assertFalse(
                scorer.score(FoldedText.of("no es un doble cobro"), "es", CALM).hard());
        assertFalse(scorer.score(FoldedText.of("cómo pido un reembolso"), "es", CALM)
                .hard());
    }

    @Test
    void shouldCountAttemptsRepeatsAndMood() {
        Score first = scorer.score(FoldedText.of("zxqv"), "es", new Situation(1, 3, 0, 0, "regular", true, 1, false));
        assertEquals(0.5, first.total()); // 0.3 * 1/3 + 0.4
        Score third = scorer.score(FoldedText.of("zxqv"), "es", new Situation(3, 3, 0, 0, "regular", true, 1, false));
        assertTrue(third.hard());
        Score repeated = scorer.score(
                FoldedText.of("y el horario"), "es", new Situation(0, 3, 2, 0, "regular", false, 0, false));
        assertEquals(1.0, repeated.total());
        Score angry = scorer.score(FoldedText.of("hola"), "es", new Situation(0, 3, 0, 2, "vip", false, 0, false));
        assertEquals(0.6, angry.total()); // 2 * 0.25 + 1 * 0.1
    }

    @Test
    void shouldRiseWithEverySignal() {
        List<String> rising = List.of(
                "mi pedido",
                "mi pedido no llega",
                "mi pedido no llega, pésimo",
                "mi pedido no llega, pésimo, inútiles",
                "mi pedido no llega, pésimo, inútiles 😡",
                "mi pedido no llegaaaa, pésimo, inútiles 😡😡");
        double before = -1;
        for (String text : rising) {
            double total = scorer.score(FoldedText.of(text), "es", CALM).total();
            assertTrue(total >= before, text + " " + total + " after " + before);
            before = total;
        }
    }

    private double sentiment(String text, String lang) {
        return scorer.score(FoldedText.of(text), lang, CALM).sentiment();
    }

    private static double part(Score score, Feature feature) {
        return score.contributions().stream()
                .filter(c -> c.feature() == feature)
                .mapToDouble(Contribution::contribution)
                .sum();
    }

    private void assertTopic(String text, String topic) {
        Score score = scorer.score(FoldedText.of(text), "es", CALM);
        assertTrue(score.hard(), text);
        assertTrue(score.topics().contains(topic), text + " " + score.topics());
    }
}
