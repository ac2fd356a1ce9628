package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class MinerTest {
    private static final long DAY_MS = 86_400_000;
    private static final List<String> RETURNS = List.of(
            "cómo devuelvo un producto",
            "quiero devolver un producto que compré",
            "devolver producto por talla equivocada",
            "puedo devolver el producto sin la caja",
            "cuál es el plazo para devolver un producto",
            "devolver un producto de la tienda web",
            "me gustaría devolver el producto de ayer");
    private static final List<String> INVOICES = List.of(
            "necesito la factura de mi compra",
            "cómo descargo la factura",
            "no encuentro la factura del mes",
            "me pueden enviar la factura",
            "factura a nombre de mi empresa",
            "la factura tiene un error en el importe",
            "quiero una copia de la factura");
    private static final List<String> BOOKINGS = List.of(
            "how can I book a table for tonight",
            "book a table for four people",
            "can I book a table by phone",
            "is it possible to book a table outside",
            "I want to book a table on Sunday",
            "book a big table for a birthday");

    private final Miner miner = new Miner(MiningConfig.defaults());
    private final List<MinedConversation> conversations = new ArrayList<>();

    @Test
    void shouldGroupByWhatIsAskedInEachLanguage() {
        ask("es", RETURNS);
        ask("es", INVOICES);
        ask("en", BOOKINGS);

        MiningResult result = mine();

        assertEquals(3, result.topics().size(), result.topics().toString());
        assertEquals(3, distinctClusters(result).size());
        Topic returns = topic(result, "devolver");
        assertEquals("es", returns.lang());
        assertEquals(RETURNS.size(), returns.contacts());
        assertEquals(Topic.Trend.NEW, returns.trend());
        assertTrue(returns.terms().contains("producto"), returns.terms().toString());
        assertEquals("en", topic(result, "table").lang());
    }

    @Test
    void shouldGuessTheLanguageWhereNoneIsSaid() {
        ask("", BOOKINGS);
        ask("", RETURNS);

        assertEquals(
                Set.of("es", "en"), mine().topics().stream().map(Topic::lang).collect(Collectors.toSet()));
    }

    @Test
    void shouldNotShowWhatFewerThanFiveContactsAsk() {
        ask("es", RETURNS.subList(0, 4));
        for (int i = 0; i < 20; i++) {
            converse("k0", "es", 0, RETURNS.get(i % 4) + " por favor número " + i);
        }

        MiningResult result = mine();

        assertEquals(List.of(), result.topics());
        assertTrue(result.assignments().stream().allMatch(one -> one.cluster() >= 0), "assigned all the same");
        assertEquals(List.of(), result.memory().topics());
    }

    @Test
    void shouldCountNoMoreThanThreeQuestionsOfAContactADay() {
        ask("es", RETURNS);
        for (int i = 0; i < 50; i++) {
            converse("k0", "es", 0, RETURNS.get(1));
        }

        assertEquals(RETURNS.size() + 3, topic(mine(), "devolver").size());
    }

    @Test
    void shouldLeaveOutWhatHasNoWords() {
        ask("es", RETURNS);
        converse("kx", "es", 0, "   ");

        MiningResult result = mine();

        assertEquals(MiningResult.NONE, result.assignments().getLast().cluster());
    }

    @Test
    void shouldRememberThroughANightWithoutConversations() {
        ask("es", RETURNS);
        MiningMemory monday = mine().memory();

        MiningResult tuesday = miner.mine(List.of(), monday);

        assertEquals(List.of(), tuesday.topics());
        assertEquals(List.of(7, 0), tuesday.memory().topics().getFirst().sizes());
    }

    @Test
    void shouldNotMakeATopicOfParticulars() {
        ask("es", RETURNS);
        for (int i = 0; i < 30; i++) {
            converse("p" + i, "es", 0, "48213" + i);
        }

        MiningResult result = mine();

        assertEquals(1, result.topics().size());
        assertEquals(2, distinctClusters(result).size());
    }

    @Test
    void shouldGiveTheSameBytesForTheSameInput() throws JsonProcessingException {
        PlantedTraffic traffic = new PlantedTraffic(7);
        for (int i = 0; i < 600; i++) {
            conversations.add(traffic.next(i));
        }
        ObjectMapper json = new ObjectMapper();
        String first = json.writeValueAsString(mine());
        for (int again = 0; again < 3; again++) {
            assertEquals(
                    first,
                    json.writeValueAsString(
                            new Miner(MiningConfig.defaults()).mine(conversations, MiningMemory.EMPTY)));
        }
    }

    @Test
    void shouldKnowATopicAgainAndSeeItGrow() throws JsonProcessingException {
        ask("es", RETURNS);
        ask("es", INVOICES);
        MiningResult monday = mine();
        ObjectMapper json = new ObjectMapper();
        MiningMemory memory = json.readValue(json.writeValueAsString(monday.memory()), MiningMemory.class);
        conversations.clear();
        for (int times = 0; times < 5; times++) {
            ask(
                    "es",
                    RETURNS.stream()
                            .map(text -> text + " con impresora térmica")
                            .toList());
        }
        ask("es", INVOICES.subList(1, 7));

        MiningResult tuesday = miner.mine(conversations, memory);

        Topic grown = topic(tuesday, "devolver");
        assertEquals(topic(monday, "devolver").id(), grown.id());
        assertEquals(Topic.Trend.EMERGING, grown.trend());
        assertEquals(RETURNS.size(), grown.earlierSize());
        assertEquals(List.of("térmica"), grown.newWords(), "an everyday word like impresora is no news");
        assertEquals(topic(monday, "factura").id(), topic(tuesday, "factura").id());
        assertEquals(Topic.Trend.STEADY, topic(tuesday, "factura").trend());
        assertEquals(2, tuesday.memory().nights());
    }

    @Test
    void shouldDraftFromAgentsAndNotFromTheBot() {
        for (int i = 0; i < RETURNS.size(); i++) {
            conversations.add(new MinedConversation(
                    "d" + i,
                    "k" + i,
                    "es",
                    List.of(
                            new MinedTurn(By.CUSTOMER, 0, RETURNS.get(i)),
                            new MinedTurn(By.BOT, 1, "No entendí su mensaje, intente con otras palabras."),
                            new MinedTurn(
                                    By.AGENT,
                                    2,
                                    "Hola Nayeli. Puede devolver el producto en cualquier tienda con su recibo. Su"
                                            + " caso es el AB-48213"
                                            + i + "."))));
        }

        Draft draft = topic(mine(), "devolver").draft();

        assertNotNull(draft);
        assertTrue(
                draft.text().contains("Puede devolver el producto en cualquier tienda con su recibo."), draft.text());
        assertFalse(draft.text().contains("No entendí"), draft.text());
        assertFalse(draft.text().contains("Nayeli"), draft.text());
        assertFalse(draft.text().contains("48213"), draft.text());
        assertEquals(2, draft.sources().getFirst().turn());
    }

    private MiningResult mine() {
        return miner.mine(conversations, MiningMemory.EMPTY);
    }

    private void ask(String lang, List<String> questions) {
        for (String question : questions) {
            converse("k" + conversations.size(), lang, DAY_MS, question);
        }
    }

    private void converse(String contact, String lang, long atMs, String question) {
        conversations.add(new MinedConversation(
                "c" + conversations.size(), contact, lang, List.of(new MinedTurn(By.CUSTOMER, atMs, question))));
    }

    private static Set<Integer> distinctClusters(MiningResult result) {
        return result.assignments().stream()
                .map(MiningResult.Assignment::cluster)
                .collect(Collectors.toSet());
    }

    private static Topic topic(MiningResult result, String term) {
        return result.topics().stream()
                .filter(topic -> topic.terms().contains(term))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no topic with '" + term + "' in " + result.topics()));
    }
}
