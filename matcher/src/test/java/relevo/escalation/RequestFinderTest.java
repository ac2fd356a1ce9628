package relevo.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestFinderTest {
    private static final List<String> ASKS = List.of(
            // Spanish
            "quiero hablar con un agente",
            "Quiero hablar con una persona por favor",
            "necesito un asesor",
            "agente",
            "AGENTE",
            "agente por favor",
            "un asesor por favor",
            "asesor",
            "humano",
            "persona",
            "una persona real",
            "páseme con un asesor",
            "me puedes pasar con alguien?",
            "mejor páseme con una persona",
            "comuníqueme con un ejecutivo",
            "hola quiero hablar con un asesor de ventas",
            "puedo hablar con alguien de soporte?",
            "quiero que me atienda una persona",
            "me puede atender un humano",
            "¿hay alguien ahí?",
            "por qué no puedo hablar con una persona?",
            "¿por qué no me comunican con un asesor?",
            "si no me pasan con un asesor me voy",
            "no entiendo, quiero un agente",
            "no entiendo nada quiero hablar con un asesor",
            "no quiero un bot, quiero una persona",
            "no quiero hablar con un robot",
            "no quiero hablar con una máquina sino con una persona",
            "ya no quiero hablar con el bot",
            "necesito hablar con un supervisor YA",
            "deseo comunicarme con un representante",
            "transfiérame a un operador",
            "prefiero hablar con una persona",
            "ajente porfa",
            "quiero un acesor",
            "llámenme por favor",
            "quiero que me llamen",
            "me urge hablar con alguien",
            "kiero ablar con un asesor",
            "hablar con asesor",
            "quiero asesor",
            "necesito ayuda de una persona de verdad",
            // Portuguese
            "quero falar com um atendente",
            "atendente",
            "atendente por favor",
            "preciso falar com uma pessoa",
            "me passa para um atendente",
            "pode me transferir para um humano?",
            "não quero falar com robô",
            "quero atendimento humano",
            "tem alguém aí?",
            "não consigo falar com um atendente",
            "por que não posso falar com uma pessoa?",
            "gostaria de falar com alguém",
            "falar com atendente",
            "quero um humano",
            // English
            "I want to talk to a human",
            "agent",
            "agent please",
            "can I speak to a real person?",
            "connect me with a representative",
            "I'd like to speak with someone",
            "let me talk to an agent",
            "human",
            "why can't I talk to a person?",
            "I don't want to talk to a bot",
            "put me through to customer service",
            "transfer me to an operator",
            "talk to agent",
            "I need an agent",
            "is anyone there?",
            "can i get a live agent");

    private static final List<String> DOES_NOT_ASK = List.of(
            // Spanish
            "no quiero hablar con un agente, solo dime el horario",
            "no quiero hablar con un asesor",
            "no quiero un agente",
            "no necesito un asesor",
            "no me pases con un agente",
            "no hace falta que me comunique con un asesor",
            "no es necesario hablar con una persona",
            "sin hablar con un agente, se puede cancelar?",
            "todavía no quiero hablar con un asesor",
            "prefiero no hablar con un asesor",
            "nunca pedí hablar con un agente",
            "quiero saber si una persona puede recoger mi pedido por mí",
            "¿qué pasa si otra persona recibe mi pedido?",
            "eres un robot o una persona?",
            "un asesor me dijo que el pedido llegaba hoy",
            "quiero trabajar como asesor",
            "¿cuánto cuesta el envío para dos personas?",
            "¿a qué hora atienden los asesores?",
            "cuál es el horario de atención al cliente?",
            "quiero cambiar la talla",
            "quiero comprar un robot de cocina",
            "mi pedido llegó dañado",
            "la persona que entregó fue muy amable",
            "hola",
            "gracias",
            // Portuguese
            "não quero falar com um atendente, só quero saber o horário",
            "não quero falar com atendente",
            "não preciso de um atendente",
            "não precisa me transferir para um atendente",
            "outra pessoa pode receber meu pedido?",
            "você é um robô ou uma pessoa?",
            "o atendente disse que chegava hoje",
            "qual é o horário de atendimento?",
            "quero comprar um robô aspirador",
            "sem falar com atendente, dá para cancelar?",
            // English
            "I don't want to talk to an agent, just tell me your hours",
            "I do not want an agent",
            "no need to talk to a person",
            "are you a bot or a person?",
            "can another person pick up my order?",
            "the agent told me it would arrive today",
            "never transfer me to an agent",
            "without talking to an agent, can I cancel?",
            "how many people fit in the tent?",
            "I want to return my shoes");

    private final Scorer scorer = new Scorer(ShippedTriggers.read());

    @Test
    void shouldHearEveryWayToAskForAPerson() {
        assertEquals(List.of(), wrong(ASKS, true));
    }

    @Test
    void shouldHearNoRequestWhereThereIsNone() {
        assertEquals(List.of(), wrong(DOES_NOT_ASK, false));
    }

    @Test
    void shouldHearTheRequestInAnyLanguageOfTheConversation() {
        for (String lang : List.of("es", "pt", "en")) {
            assertEquals(true, asks("I want to talk to a human", lang), lang);
            assertEquals(true, asks("quero falar com um atendente", lang), lang);
        }
    }

    private List<String> wrong(List<String> texts, boolean wanted) {
        List<String> wrong = new ArrayList<>();
        for (String text : texts) {
            if (asks(text, "es") != wanted) {
                wrong.add(text);
            }
        }
        return wrong;
    }

    private boolean asks(String text, String lang) {
        Situation calm = new Situation(0, 3, 0, 0, "regular", false, 0, false);
        return scorer.score(FoldedText.of(text), lang, calm).has(Feature.EXPLICIT_REQUEST);
    }
}
