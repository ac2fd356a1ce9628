package relevo.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    @Test
    void shouldKeepTheLastTurnsLikeAList() {
        Random random = new Random(3);
        List<Decision.Turn> all = new ArrayList<>();
        Transcript transcript = Transcript.EMPTY;
        for (int i = 0; i < 200; i++) {
            List<Decision.Turn> more = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                more.add(new Decision.Turn(
                        List.of("customer", "bot", "agent").get(random.nextInt(3)),
                        random.nextLong(2_000_000_000_000L),
                        "ñ😀".repeat(random.nextInt(5)) + i));
            }
            all.addAll(more);
            transcript = transcript.and(more);
            List<Decision.Turn> last = all.subList(Math.max(0, all.size() - Transcript.TURNS_MAX), all.size());
            assertEquals(last, transcript.turns());
            assertEquals(last.size(), transcript.size());
            assertEquals(transcript, Transcript.of(transcript.turns()));
        }
    }

    @Test
    void shouldCutLongTurnsBetweenCharacters() {
        Transcript transcript = Transcript.EMPTY.and(List.of(new Decision.Turn("customer", 1, "😀".repeat(400))));
        String kept = transcript.turns().getFirst().text();
        assertTrue(kept.length() <= Transcript.TURN_CHARS_MAX, "length " + kept.length());
        assertTrue(kept.endsWith("😀…"), kept);
        assertThrows(
                IllegalArgumentException.class,
                () -> Transcript.EMPTY.and(List.of(new Decision.Turn("parrot", 1, "x"))));
    }
}
