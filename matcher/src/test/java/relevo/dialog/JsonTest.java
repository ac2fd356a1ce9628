package relevo.dialog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relevo.matcher.Candidate;

class JsonTest {
    private static final Address ADDRESS = new Address(null, "573001112233");

    @Test
    void shouldGiveBackWhatWasWritten() {
        List<Decision> decisions = List.of(
                new Decision.Answer("horarios", List.of(new Outgoing.Text("á\n\"😀"))),
                new Decision.Clarify(
                        List.of("a", "b"),
                        List.of(new Outgoing.Buttons("¿?", List.of(new Outgoing.Option("faq:a", "A"))))),
                new Decision.Menu(List.of(new Outgoing.Choices(
                        "m", "Ver", List.of(new Outgoing.Option("person", "Hablar con un asesor"))))),
                new Decision.Flow(
                        "f", "s", List.of(), new Decision.Lookup("order-status", Map.of("order_number", "1"))),
                new Decision.Fallback(List.of()),
                new Decision.Escalate(
                        new Decision.Handover(
                                List.of(Reason.EXPLICIT_REQUEST, Reason.VIP),
                                "vip",
                                3,
                                "high",
                                Map.of("b", "2", "a", "1"),
                                List.of("uno: Sí"),
                                List.of("horarios"),
                                List.of(new Decision.Turn("customer", 5, "hola")),
                                60,
                                120),
                        List.of(new Outgoing.Text("…"))),
                new Decision.Notice("opt-out", List.of()),
                new Decision.Survey(5, List.of()),
                new Decision.Survey(null, List.of()),
                new Decision.Silent("queued"),
                new Decision.Silent("agent replied", List.of(new Outgoing.Text("Hola"))));
        List<Input> inputs = List.of(
                new Input.Text("wamid.1", null, "hola"),
                new Input.Press("wamid.1", "Marta", "person", "Hablar"),
                new Input.Media("wamid.1", null, "audio", null),
                new Input.Agent("reply", "ana", "hola", null),
                new Input.HumanOutbound(null),
                new Input.ThreadControl(true),
                new Input.Preference(false),
                new Input.SendFailed("s1", 131047, "…"),
                new Input.Timer("quiet", 3),
                new Input.Profile("pt", "vip", "Marta"),
                new Input.Looked("consulta", "found", Map.of("estado", "x"), 2));
        for (Input input : inputs) {
            assertEquals(input, Json.input(Json.encode(input)));
            Decided decided = new Decided(
                    7,
                    1,
                    1_795_446_000_000L,
                    "1",
                    ADDRESS,
                    input,
                    decisions,
                    Explanation.none("es"),
                    Owner.BOT,
                    4,
                    "v");
            byte[] json = Json.encode(decided);
            assertEquals(decided, Json.decided(json));
            assertArrayEquals(json, Json.encode(Json.decided(json)));
        }
    }

    @Test
    void shouldReadAnOutcomeThatIsTheSameButForTheFeaturesOfItsCandidates() {
        Input input = new Input.Text("wamid.1", null, "hola");
        List<Decision> decisions = List.of(new Decision.Answer("horarios", List.of(new Outgoing.Text("De 9 a 19."))));
        Decided whole = decided(input, decisions, Map.of("words", 0.1234567890123456, "pairs", -1e-7));

        Decided outcome = Json.outcome(Json.encode(whole));

        assertEquals(decided(input, decisions, Map.of()), outcome);
        assertEquals(whole, Json.decided(Json.encode(whole)));
    }

    private static Decided decided(Input input, List<Decision> decisions, Map<String, Double> why) {
        Explanation explanation = new Explanation(
                "es", List.of(new Candidate("horarios", 0.9717464553655449, why)), 0.5, 0, 1, List.of(), Map.of());
        return new Decided(7, 0, 5, "9", ADDRESS, input, decisions, explanation, Owner.BOT, 1, "v1");
    }

    @Test
    void shouldReadOverWhatItDoesNotKnow() {
        Conversation state = Conversation.fresh("es");
        String json = new String(Json.encode(state), StandardCharsets.UTF_8);
        String newer = json.replaceFirst("\\{", "{\"since\":{\"version\":9},")
                .replace("\"memory\":{", "\"memory\":{\"x\":[1],");
        assertEquals(state, Json.conversation(newer.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                new Input.Timer("quiet", 3),
                Json.input("{\"input\":\"timer\",\"timer\":\"quiet\",\"epoch\":3,\"why\":\"later\"}"
                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldRefuseWhatIsNoEntry() {
        assertThrows(UncheckedIOException.class, () -> Json.decided("{".getBytes(StandardCharsets.UTF_8)));
        assertThrows(
                UncheckedIOException.class, () -> Json.input("{\"input\":\"shout\"}".getBytes(StandardCharsets.UTF_8)));
    }
}
