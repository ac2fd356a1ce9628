package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanguageGuessTest {
    @Test
    void shouldKnowTheLanguageWhenThreeToEightWordsAreWritten() {
        for (String text : List.of("quiero cambiar mi pedido", "no me llega el sms", "cuanto cuesta el envio a casa")) {
            assertEquals(Language.ES, LanguageGuess.of(text, Language.PT), text);
        }
        for (String text : List.of("quero trocar meu pedido", "não recebi o código ainda", "quanto custa a entrega")) {
            assertEquals(Language.PT, LanguageGuess.of(text, Language.ES), text);
        }
        for (String text : List.of("i want to change my order", "where is my package", "how much does shipping cost")) {
            assertEquals(Language.EN, LanguageGuess.of(text, Language.ES), text);
        }
    }

    @Test
    void shouldKeepTheConversationsLanguageWhenInDoubt() {
        for (String text : List.of("", "ok", "12345", "👍", "hola", "no", "iphone 15 pro", "whatsapp")) {
            for (Language language : Language.values()) {
                if (!text.equals("hola")) {
                    assertEquals(language, LanguageGuess.of(text, language), text + " in " + language);
                }
            }
        }
    }

    @Test
    void shouldNotFlipWhenOneWordIsBorrowed() {
        assertEquals(Language.ES, LanguageGuess.of("necesito el tracking de mi pedido please", Language.ES));
        assertEquals(Language.ES, LanguageGuess.of("no me funciona el login de la app", Language.ES));
        assertEquals(Language.PT, LanguageGuess.of("o delivery do meu pedido não chegou", Language.PT));
    }

    @Test
    void shouldBeRightForNinetyNineInHundredWhenMessagesAreShort() throws IOException {
        double[] right = new double[1];
        double[] all = new double[1];
        count(Language.ES, "massive_es/dev.tsv", right, all);
        count(Language.PT, "tais_pt/dev.tsv", right, all);
        count(Language.EN, "clinc150/dev.tsv", right, all);
        assertTrue(right[0] / all[0] >= 0.99, () -> "right for " + right[0] + " of " + all[0]);
    }

    private static void count(Language language, String file, double[] right, double[] all) throws IOException {
        for (TaggedText row : PublicSets.read(file)) {
            int words = row.text().split("\\s+").length;
            if (words >= 3 && words <= 8) {
                all[0]++;
                right[0] += LanguageGuess.of(row.text()) == language ? 1 : 0;
            }
        }
    }
}
