package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of ten thousand planted identifiers none is left, neither in a redacted text nor in anything mining gives. */
final class PlantedIdentifiersTest {
    private static final long SEED = 20_261_121;
    private static final int IDENTIFIERS = 10_000;

    @Test
    void shouldLeaveNoPlantedIdentifierInAnyText() {
        PlantedTraffic traffic = new PlantedTraffic(SEED);
        Redactor redactor = new Redactor();
        List<String> leaks = new ArrayList<>();
        int before = 0;
        for (int i = 0; traffic.planted().size() < IDENTIFIERS; i++) {
            MinedConversation conversation = traffic.next(i);
            List<String> fresh =
                    traffic.planted().subList(before, traffic.planted().size());
            for (MinedTurn turn : conversation.turns()) {
                String redacted = redactor.redact(turn.text());
                String lost = leaked(redacted, new HashSet<>(fresh));
                if (!lost.isEmpty()) {
                    leaks.add(lost + " in: " + turn.text() + " -> " + redacted);
                }
            }
            before = traffic.planted().size();
        }
        assertEquals(List.of(), leaks, "seed " + SEED);
    }

    @Test
    void shouldLeaveNoPlantedIdentifierInWhatMiningGives() throws IOException {
        PlantedTraffic traffic = new PlantedTraffic(SEED + 1);
        List<MinedConversation> conversations = new ArrayList<>();
        while (traffic.planted().size() < IDENTIFIERS) {
            conversations.add(traffic.next(conversations.size()));
        }
        MiningResult result = new Miner(MiningConfig.defaults()).mine(conversations, MiningMemory.EMPTY);

        assertTrue(result.topics().size() >= 10, "topics " + result.topics().size());
        assertTrue(result.topics().stream().anyMatch(topic -> topic.draft() != null), "no draft at all");
        ObjectMapper json = new ObjectMapper();
        String all = json.writeValueAsString(result.topics()) + json.writeValueAsString(result.memory());
        assertEquals("", leaked(all, new HashSet<>(traffic.planted())), "seed " + (SEED + 1));
    }

    /** The planted identifiers that a text has, however they are written. */
    private static String leaked(String text, Set<String> planted) {
        String plain = ' ' + Wording.plain(text).replaceAll("[^\\p{L}\\p{N}@+'.-]", " ") + ' ';
        String bare = plain.replaceAll("[^a-z0-9]", "");
        List<String> found = new ArrayList<>();
        for (String identifier : planted) {
            String folded = Wording.plain(identifier);
            String core = folded.replaceAll("[^a-z0-9]", "");
            boolean digits = core.chars().filter(Character::isDigit).count() >= 5;
            boolean there = digits
                    ? bare.contains(core)
                    : plain.matches(".*(?<![\\p{L}\\p{N}])\\Q" + folded + "\\E(?![\\p{L}\\p{N}]).*");
            if (there) {
                found.add(identifier);
            }
        }
        return String.join(", ", found);
    }
}
