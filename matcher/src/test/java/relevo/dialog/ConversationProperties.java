package relevo.dialog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What must hold in every conversation, whatever happens in it. */
class ConversationProperties {
    private static final Address ADDRESS = new Address("ES.1", "573001112233");
    private static final long MONDAY_MORNING = 1_795_446_000_000L;
    private static final List<String> PACKS = List.of("retail", "telco", "salud", "banca");

    @Test
    void shouldKeepItsPromisesInRandomConversations() {
        run(500, 30);
    }

    @Test
    @Tag("long")
    void shouldKeepItsPromisesInAHundredThousandConversations() {
        run(100_000, 30);
    }

    private static void run(int conversations, int inputs) {
        long seed = Long.getLong("relevo.seed", 20261123L);
        System.out.println("seed " + seed);
        for (int i = 0; i < conversations; i++) {
            String pack = PACKS.get(i % PACKS.size());
            converse(Packs.quickEngine(pack), new Random(seed + i), inputs, "seed " + (seed + i) + " pack " + pack);
        }
    }

    private static void converse(DialogEngine engine, Random random, int inputs, String what) {
        RandomTalk talk = new RandomTalk(random);
        Conversation live = Conversation.fresh("es");
        Conversation replayed = live;
        long nowMs = MONDAY_MORNING;
        long sequence = 0;
        List<Decided> journal = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            nowMs += talk.pause();
            Input due = live.timerDue(nowMs);
            Input input = due == null ? talk.next(live) : due;
            Decided decided = engine.decide(live, sequence, i % 3, nowMs, "1", ADDRESS, input);
            byte[] bytes = Json.encode(decided);
            assertArrayEquals(
                    bytes,
                    Json.encode(engine.decide(live, sequence, i % 3, nowMs, "1", ADDRESS, input)),
                    what + ": decided twice");
            check(live, decided, what + " at " + sequence + ": " + input);
            Conversation next = live.replay(decided);
            assertSame(next, next.replay(decided), what + ": applied twice");
            Decided read = Json.decided(bytes);
            assertEquals(decided, read, what);
            replayed = replayed.replay(read);
            if (random.nextInt(10) == 0) {
                replayed = Json.conversation(Json.encode(replayed));
            }
            live = next;
            assertEquals(live, replayed, what);
            journal.add(decided);
            sequence += 1 + random.nextInt(3);
        }
        assertTrue(handoverMessages(journal) <= ownerChanges(journal), what);
    }

    private static void check(Conversation before, Decided decided, String what) {
        List<Outgoing> botSays =
                decided.input() instanceof Input.Agent agent && agent.act().equals("reply")
                        ? List.of()
                        : decided.decisions().stream()
                                .flatMap(d -> d.messages().stream())
                                .toList();
        if (decided.owner() == Owner.HUMAN) {
            assertTrue(botSays.isEmpty(), what + ": the bot speaks while a person does");
        }
        if (decided.input() instanceof Input.Agent again
                && again.id() != null
                && before.memory().handed() != null
                && before.memory().handed().acts().contains(again.id())) {
            assertTrue(decided.decisions().stream().allMatch(d -> d.messages().isEmpty()), what + ": said twice");
            assertEquals(before.epoch(), decided.epoch(), what + ": done twice");
        }
        if (before.owner() != decided.owner()) {
            assertTrue(decided.epoch() > before.epoch(), what + ": another owner in the same epoch");
        }
        assertTrue(decided.epoch() >= before.epoch(), what + ": the epoch fell");
        long handovers = decided.decisions().stream()
                .filter(decision -> decision instanceof Decision.Escalate)
                .count();
        assertTrue(handovers <= 1, what + ": two hand-overs at once");
        if (handovers == 1) {
            assertTrue(before.owner() == Owner.BOT || before.owner() == Owner.SURVEY, what + ": handed over twice");
            assertEquals(Owner.QUEUED, decided.owner(), what);
        }
        assertTrue(!decided.decisions().isEmpty(), what + ": no decision");
        assertTrue(botSays.size() <= 2, what + ": says " + botSays.size() + " things at once");
        botSays.forEach(message -> checkLimits(message, what));
        assertTrue(
                decided.memory().timers().size() <= 4,
                what + ": " + decided.memory().timers());
    }

    private static void checkLimits(Outgoing message, String what) {
        assertTrue(!message.body().isBlank(), what + ": says nothing");
        assertTrue(message.body().indexOf('{') < 0, what + ": a gap was left: " + message.body());
        List<Outgoing.Option> options = switch (message) {
            case Outgoing.Text text -> {
                assertTrue(text.body().length() <= 4_096, what);
                yield List.of();
            }
            case Outgoing.Buttons buttons -> {
                assertTrue(buttons.body().length() <= 1_024, what + ": body too long");
                assertTrue(buttons.options().size() <= 3, what);
                buttons.options()
                        .forEach(option ->
                                assertTrue(option.title().length() <= 20, what + ": button " + option.title()));
                yield buttons.options();
            }
            case Outgoing.Choices choices -> {
                assertTrue(choices.opener().length() <= 20, what);
                assertTrue(choices.options().size() <= 10, what);
                choices.options()
                        .forEach(option -> assertTrue(option.title().length() <= 24, what + ": row " + option.title()));
                yield choices.options();
            }
        };
        assertEquals(
                options.size(),
                options.stream().map(Outgoing.Option::title).distinct().count(),
                what + ": two options of one title");
    }

    private static long handoverMessages(List<Decided> journal) {
        return journal.stream()
                .flatMap(decided -> decided.decisions().stream())
                .filter(decision -> decision instanceof Decision.Escalate)
                .count();
    }

    private static long ownerChanges(List<Decided> journal) {
        return journal.isEmpty() ? 0 : journal.getLast().epoch();
    }
}
