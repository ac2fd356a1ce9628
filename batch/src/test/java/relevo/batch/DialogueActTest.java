package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relevo.matcher.Language;

class DialogueActTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "¡Hola, buenas tardes! | GREETS",
                "Good morning | GREETS",
                "oi, bom dia | GREETS",
                "Sí, por favor | CONFIRMS",
                "yes, that's right | CONFIRMS",
                "perfeito | CONFIRMS",
                "No, nada más | REJECTS",
                "no thanks | REJECTS",
                "não, obrigada | REJECTS",
                "ok, muchas gracias por su ayuda | THANKS",
                "Thank you so much | THANKS",
                "valeu | THANKS",
                "have a nice day | PARTS",
                "que tenga buen día | PARTS",
                "até logo | PARTS",
                "[name], [phone] | GIVES_PARTICULARS"
            })
    void shouldKnowTurnsThatOnlyDoSomething(String text, String expected) {
        assertEquals(DialogueAct.valueOf(expected), DialogueAct.of(text, Language.ES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sí, pero no me llegó",
                "no puedo entrar en mi cuenta",
                "não entendi",
                "gracias, ¿a qué hora cierran?",
                "hello, I want to change my seat",
                "¿nada más?",
                "tudo bem?",
                "perfecto, entonces quiero dos"
            })
    void shouldLeaveAloneWhatIsAboutSomething(String text) {
        assertNull(DialogueAct.of(text, Language.ES));
    }
}
