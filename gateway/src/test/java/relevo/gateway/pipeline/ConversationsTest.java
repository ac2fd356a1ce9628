package relevo.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import relevo.dialog.Address;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Explanation;
import relevo.dialog.Input;
import relevo.dialog.Json;
import relevo.dialog.Memory;
import relevo.dialog.Outgoing;
import relevo.dialog.Owner;
import relevo.dialog.TimerAt;
import relevo.gateway.pipeline.Conversations.Live;
import relevo.journal.Tag;

class ConversationsTest {
    private static Live live(int id, Owner owner, @Nullable TimerAt timer, String text) {
        Memory blank = Memory.blank("es");
        Memory memory = new Memory(
                "es",
                true,
                true,
                id % 3,
                false,
                id / 7.0,
                List.of("horarios"),
                id,
                0,
                Map.of("order_number", "4821" + id),
                null,
                List.of("paso: sí"),
                null,
                "Lucía",
                0,
                false,
                null,
                0,
                blank.burst(),
                timer == null ? List.of() : List.of(timer));
        Conversation state = Conversation.fresh("es")
                .replay(new Decided(
                        id,
                        0,
                        1_795_444_800_000L + id,
                        "900000000000001",
                        new Address(null, "34600" + id),
                        new Input.Text("wamid." + id, null, text),
                        List.of(new Decision.Menu(List.of(new Outgoing.Text("¡Hola!\n😀 ¿En qué te ayudo?")))),
                        Explanation.none("es"),
                        owner,
                        1,
                        "v",
                        memory,
                        null));
        return new Live("900000000000001", new Address(null, "34600" + id), state);
    }

    private static Tag tag(int id) {
        return new Tag(id * 31L + 1, id);
    }

    @Test
    void shouldGiveBackWhatFellAsleepUnchanged() {
        Conversations conversations = new Conversations(1_000, 5);
        Random random = new Random(20261122);
        Map<Tag, Live> model = new HashMap<>();
        for (int step = 0; step < 3_000; step++) {
            int id = random.nextInt(100);
            Live now = live(id, Owner.values()[random.nextInt(4)], null, "texto " + step + " áéí\u202e".repeat(id));
            conversations.put(tag(id), now);
            model.put(tag(id), now);
            Tag asked = tag(random.nextInt(100));
            assertEquals(model.get(asked), conversations.get(asked));
        }
        assertEquals(100, conversations.size());
        assertEquals(95, conversations.asleep());
        Map<Tag, Live> copy = new HashMap<>();
        conversations.copy().forEach(kept -> copy.put(kept.contact(), kept.live()));
        assertEquals(model, copy);
        Live one = assertPresent(conversations.get(tag(7)));
        assertArrayEquals(
                Json.encode(assertPresent(model.get(tag(7))).state()), Json.encode(one.state()), "to the byte");
    }

    private static Live assertPresent(@Nullable Live live) {
        assertNotNull(live);
        return live;
    }

    @Test
    void shouldTellTimersOfSleepersWithoutWakingThem() {
        Conversations conversations = new Conversations(1_000, 2);
        for (int id = 0; id < 10; id++) {
            conversations.put(
                    tag(id), live(id, Owner.QUEUED, id % 2 == 0 ? new TimerAt("settled", 1_000 + id) : null, "x"));
        }
        Map<Tag, Long> timers = new HashMap<>();
        conversations.eachTimer(timers::put);
        assertEquals(Map.of(tag(0), 1_000L, tag(2), 1_002L, tag(4), 1_004L, tag(6), 1_006L, tag(8), 1_008L), timers);
        assertEquals(8, conversations.asleep());
    }

    @Test
    void shouldDropTheLongestQuietOfTheBotAndNeverOneWithPeople() {
        Conversations conversations = new Conversations(10, 3);
        for (int id = 0; id < 30; id++) {
            conversations.put(tag(id), live(id, id < 4 ? Owner.HUMAN : Owner.BOT, null, "x"));
        }
        assertEquals(10, conversations.size());
        for (int id = 0; id < 4; id++) {
            assertNotNull(conversations.get(tag(id)), "held by a person: " + id);
        }
        assertNull(conversations.get(tag(10)));
        assertNotNull(conversations.get(tag(29)));
        assertTrue(conversations.size() <= 10);
    }
}
