package relevo.batch;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Drafts over two-sided dialogues: the questions are the first turns of real dialogues, the topics their intents, the
 * agents' turns those of the other side, with the bot's words between. A draft is right when its topic's members mostly
 * have one intent and its sentences were said by agents of conversations of that intent.
 */
final class DraftOnDialoguesTest {
    private static final double RIGHT_MIN = 0.8;
    private static final int AGENT_TURNS = 3;

    @Test
    void shouldDraftFromTheRightAgentsTurns() throws IOException {
        Map<String, String> intents = new HashMap<>();
        List<MinedConversation> conversations = conversations(intents);
        Map<String, MinedConversation> byId = new HashMap<>();
        conversations.forEach(conversation -> byId.put(conversation.id(), conversation));

        MiningResult result = new Miner(MiningConfig.defaults()).mine(conversations, MiningMemory.EMPTY);

        Map<Integer, Map<String, Integer>> members = new HashMap<>();
        for (MiningResult.Assignment one : result.assignments()) {
            if (one.turn() == 0) {
                members.computeIfAbsent(one.cluster(), cluster -> new HashMap<>())
                        .merge(intents.getOrDefault(one.conversation(), ""), 1, Integer::sum);
            }
        }
        Map<String, Integer> largest = new HashMap<>();
        Map<String, Boolean> rightByIntent = new HashMap<>();
        int drafts = 0;
        int right = 0;
        for (Topic topic : result.topics()) {
            Map<String, Integer> counts = members.getOrDefault(topic.cluster(), Map.of());
            Draft draft = topic.draft();
            if (draft == null || counts.isEmpty()) {
                continue;
            }
            String intent = counts.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .orElseThrow()
                    .getKey();
            long sound = draft.sources().stream()
                    .filter(source -> intent.equals(intents.get(source.conversation())))
                    .count();
            for (Draft.Source source : draft.sources()) {
                assertEquals(
                        By.AGENT,
                        requireNonNull(byId.get(source.conversation()))
                                .turns()
                                .get(source.turn())
                                .by(),
                        "a bot's words");
            }
            boolean good = sound * 2 > draft.sources().size();
            drafts++;
            right += good ? 1 : 0;
            if (counts.getOrDefault(intent, 0) > largest.getOrDefault(intent, 0)) {
                largest.put(intent, counts.get(intent));
                rightByIntent.put(intent, good);
            }
        }
        long planted = intents.values().stream().distinct().count();
        long found = rightByIntent.values().stream().filter(good -> good).count();
        System.out.println("drafts " + drafts + ", right " + right + "; planted topics " + planted
                + ", with a right draft " + found);
        assertTrue(right >= RIGHT_MIN * drafts, "right " + right + " of " + drafts);
        assertTrue(found >= RIGHT_MIN * planted, "topics with a right draft " + found + " of " + planted);
    }

    private static List<MinedConversation> conversations(Map<String, String> intents) throws IOException {
        List<MinedConversation> conversations = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (String line : PublicSets.lines("sgd_dialogues/dev.jsonl.gz")) {
            JsonNode dialogue = json.readTree(line);
            String id = dialogue.path("dialogue_id").asText();
            JsonNode turns = dialogue.path("turns");
            String intent = turns.path(0).path("active_intent").path(0).asText("");
            if (intent.isEmpty() || intent.endsWith("NONE")) {
                continue;
            }
            List<MinedTurn> mined = new ArrayList<>();
            mined.add(new MinedTurn(By.CUSTOMER, 0, turns.path(0).path("text").asText()));
            mined.add(new MinedTurn(By.BOT, 1, "I did not get that. A colleague will answer you in a moment."));
            int agent = 0;
            for (int i = 1; i < turns.size() && agent < AGENT_TURNS; i++) {
                if (turns.path(i).path("speaker").asText().equals("SYSTEM")) {
                    mined.add(new MinedTurn(
                            By.AGENT, i + 1, turns.path(i).path("text").asText()));
                    agent++;
                }
            }
            intents.put(id, intent);
            conversations.add(new MinedConversation(id, id, "en", mined));
        }
        Map<String, Long> sizes = new HashMap<>();
        intents.values().forEach(intent -> sizes.merge(intent, 1L, Long::sum));
        conversations.removeIf(one -> sizes.getOrDefault(intents.getOrDefault(one.id(), ""), 0L) < 10);
        intents.values().removeIf(intent -> sizes.getOrDefault(intent, 0L) < 10);
        conversations.sort(Comparator.comparing(MinedConversation::id));
        return conversations;
    }
}
