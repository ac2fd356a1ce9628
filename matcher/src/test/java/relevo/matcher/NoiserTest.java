package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NoiserTest {
    @Test
    void shouldWriteTheSameWhenTheSeedIsTheSame() {
        String text = "¿Por qué no llega mi pedido? Quiero saber cuándo lo recibo";
        assertEquals(new Noiser(Language.ES, 5).noisy(text), new Noiser(Language.ES, 5).noisy(text));
        assertNotEquals(text, new Noiser(Language.ES, 5).noisy(text));
    }

    @Test
    void shouldTakeAccentsAndPunctuationAwayAndLeaveSomeWords() {
        Noiser noiser = new Noiser(Language.PT, 1);
        int same = 0;
        for (int i = 0; i < 200; i++) {
            String noisy = noiser.noisy("Não recebi a encomenda até agora!");
            assertTrue(noisy.chars().allMatch(c -> c < 128), noisy);
            same += noisy.contains("encomenda") ? 1 : 0;
        }
        assertTrue(same > 100 && same < 200, "encomenda stayed " + same + " times");
    }

    @Test
    void shouldAcceptAnyText() {
        for (String text : List.of("", " ", "👍", "a", "¿?", "漢字")) {
            for (Language language : Language.values()) {
                new Noiser(language, 3).noisy(text);
            }
        }
    }
}
