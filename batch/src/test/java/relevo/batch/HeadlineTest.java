package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static final Map<String, Integer> USED = new TreeMap<>(Map.of(
            "devolver",
            9,
            "compre",
            9,
            "semana",
            8,
            "pasada",
            8,
            "pedido",
            7,
            "llego",
            7,
            "factura",
            6,
            "facturas",
            5));
    private static final WordStatistics STATISTICS =
            new WordStatistics(USED, List.of(USED), Map.of("compre", "compré", "llego", "llegó"), List.of(10), 10);

    @Test
    void shouldKeepTheOrderAndTheAccentsOfASentence() {
        assertEquals(
                "devolver algo que compré la semana pasada",
                title(
                        List.of("hola, quiero devolver algo que compre la semana pasada, gracias"),
                        "compre",
                        "semana",
                        "pasada",
                        "devolver"));
    }

    @Test
    void shouldNotSayTheContrary() {
        assertEquals("no me llegó el pedido", title(List.of("no me llegó el pedido"), "pedido", "llego"));
    }

    @Test
    void shouldShowNoWordThatFewerContactsUse() {
        assertEquals(
                "pedido · llegó",
                title(List.of("pedido Fernandina llegó"), "pedido", "llego"),
                "what stands between is somebody's");
        assertEquals("pedido", title(List.of("pedido 48112 azul"), "pedido"));
    }

    @Test
    void shouldTakeAlongWhatStandsAroundASingleWord() {
        assertEquals("cómo está mi pedido", title(List.of("hola, cómo está mi pedido por favor"), "pedido"));
    }

    @Test
    void shouldNameFormsOfAWordOnce() {
        assertEquals("factura", title(List.of("factura"), "factura", "facturas"));
    }

    private static String title(List<String> phrasings, String... terms) {
        List<WordStatistics.Term> weighed = java.util.Arrays.stream(terms)
                .map(term -> new WordStatistics.Term(term, 1))
                .toList();
        return new Headline(weighed, STATISTICS, 0).of(phrasings);
    }
}
