package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactorTest {
    private final Redactor redactor = new Redactor();

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "escríbame a ana.perez+x@ejemplo.com.ar por favor > escríbame a [email] por favor",
                "mi móvil es +34 600-12.34 56 gracias > mi móvil es [phone] gracias",
                "llame al (011) 4321-5678 > llame al [phone]",
                "DNI 12345678Z > DNI [id]",
                "mi cuenta: ES91 2100 0418 4502 0005 1332 > mi cuenta: [iban]",
                "tarjeta 4111111111111111 > tarjeta [card]",
                "pedido AB-48213377 ya > pedido [order] ya",
                "mire https://ejemplo.com/x?y=1 y www.otra.es > mire [url] y [url]",
                "soy @ana_perez de siempre > soy [user] de siempre",
                "los 5 pedidos de 2026 por 1500 pesos > los 5 pedidos de 2026 por 1500 pesos",
                "abc123456def > [id]",
                "mi clave es ho!la_ya > mi [secret]",
                "vea eyJhbGciOiJIUzI.eyJzdWIiOiJhbmEi ya > vea [secret] ya",
                "mi domicilio es la esquina del parque. Gracias > mi domicilio es [address]. Gracias",
                "'  dos   líneas ' > dos líneas"
            })
    void shouldTakePersonalDataOut(String text, String redacted) {
        assertEquals(redacted, redactor.redact(text));
    }

    @Test
    void shouldLeaveNoRunOfFiveDigitsInAnyText() {
        long seed = 42;
        Random random = new Random(seed);
        String letters = "0123456789 ab-+().@/ñ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            String redacted = redactor.redact(text.toString());
            assertFalse(redacted.matches(".*\\d{5}.*"), "seed " + seed + ": " + text + " -> " + redacted);
        }
    }

    @Test
    void shouldBeQuickOnTextMadeToBeSlow() {
        String nasty = "1 ".repeat(2_000) + "x" + "a.".repeat(2_000) + "@" + "(".repeat(4_000);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> redactor.redact(nasty));
    }

    @Test
    void shouldCutLongTextsBetweenCharacters() {
        String redacted = Wording.cut(redactor.redact("x" + "🙂".repeat(400)), 300);
        assertTrue(redacted.length() <= 300, "length " + redacted.length());
        assertTrue(redacted.endsWith("🙂…"), "cut inside a character");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "¿Cuál es el HORARIO? > cual es el horario",
                "cual  es, el horario! > cual es el horario",
                "São Paulo > sao paulo",
                "👍 > 👍"
            })
    void shouldFoldWhatIsTheSameQuestion(String text, String folded) {
        assertEquals(folded, Wording.fold(text));
    }
}
