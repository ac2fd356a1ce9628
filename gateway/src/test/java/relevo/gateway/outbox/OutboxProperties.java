package relevo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relevo.dialog.Address;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Input;
import relevo.dialog.Outgoing;
import relevo.gateway.whatsapp.SendOutcome;
import relevo.gateway.whatsapp.Sender;
import relevo.journal.EntryType;
import relevo.journal.LogRecord;
import relevo.journal.SectionKind;

/**
 * A small world drawn from a seed: customers write, people take over, the API takes, refuses, cuts and reports late, twice
 * or never; the process and the machine die between any two steps. What is promised must hold in all of them.
 */
class OutboxProperties {
    private static final int CONTACTS = 6;

    @Test
    void shouldKeepItsPromisesWhateverHappens() {
        live(1, 400);
    }

    /** Worlds that once showed a mistake. */
    @ParameterizedTest
    @ValueSource(longs = {37, 4_306, 12_474})
    void shouldKeepItsPromisesWhereItOnceDidNot(long seed) {
        live(seed, seed);
    }

    @Test
    @Tag("long")
    void shouldKeepItsPromisesInManyMoreWorlds() {
        live(100_000, 120_000);
    }

    private static void live(long firstSeed, long lastSeed) {
        System.out.println("seeds " + firstSeed + " to " + lastSeed);
        for (long seed = firstSeed; seed <= lastSeed; seed++) {
            for (Memory memory : Memory.values()) {
                try {
                    new World(seed, memory).live();
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("seed " + seed + ", entries noted: " + memory, e);
                }
            }
        }
    }

    /** Which entries are noted in memory, so that the outbox need not read them from the log. */
    private enum Memory {
        NONE,
        SOME,
        ALL
    }

    private static final class World implements Sender {
        private final Random dice;
        private final Stage stage;
        private final Map<Integer, Long> epochs = new HashMap<>();
        private final Map<String, Integer> taken = new HashMap<>();
        private final Map<Integer, List<String>> firstTaken = new HashMap<>();
        private final Set<String> toldInTime = new HashSet<>();
        private final PriorityQueue<Later> later = new PriorityQueue<>();
        private final List<long[]> inputs = new ArrayList<>();
        private boolean calm;
        private int texts;

        private record Later(long atMs, int order, Runnable what) implements Comparable<Later> {
            @Override
            public int compareTo(Later other) {
                return atMs != other.atMs ? Long.compare(atMs, other.atMs) : Integer.compare(order, other.order);
            }
        }

        World(long seed, Memory memory) {
            dice = new Random(seed);
            stage = new Stage(this);
            // Dice of its own: the world stays the same whatever is in memory.
            Random noted = new Random(~seed);
            stage.noting = () -> memory == Memory.ALL || memory == Memory.SOME && noted.nextInt(4) > 0;
            boolean gathers = noted.nextBoolean();
            int pending = dice.nextBoolean() ? 1_000 : 3;
            stage.with(new OutboxConfig(
                            pending,
                            pending,
                            1 + dice.nextInt(8),
                            dice.nextBoolean() ? 1_000 : 2,
                            1_024,
                            90_000,
                            false,
                            false,
                            2_000,
                            20,
                            gathers ? 2 : 0,
                            dice.nextBoolean() ? OutboxConfig.Pacing.OFF : OutboxConfig.Pacing.DOCUMENTED))
                    .begin();
        }

        void live() {
            for (int step = 0; step < 120; step++) {
                step();
            }
            calm = true;
            stage.ringFull = false;
            stage.resultsLost = false;
            restart();
            for (int i = 0; i < 40; i++) {
                advance(60_000);
            }
            judge();
        }

        private void step() {
            switch (dice.nextInt(12)) {
                case 0, 1, 2, 3 -> customerWrites(dice.nextInt(CONTACTS));
                case 4 -> {
                    if (dice.nextInt(3) > 0) {
                        somebodyTakesOver(dice.nextInt(CONTACTS));
                    } else {
                        customerSaysStop(dice.nextInt(CONTACTS));
                    }
                }
                case 5, 6 -> advance(dice.nextInt(2_000));
                case 7 -> advance(dice.nextInt(120_000));
                case 8 -> stage.ringFull = dice.nextInt(3) == 0;
                case 9 -> {
                    // Some work, in small pieces, without coming to rest.
                    for (int i = dice.nextInt(3); i > 0; i--) {
                        stage.outbox.work();
                    }
                }
                case 10 -> {
                    if (dice.nextInt(3) == 0) {
                        restart();
                    }
                }
                default -> stage.settle();
            }
        }

        private void customerWrites(int contact) {
            String[] answers = new String[1 + dice.nextInt(3)];
            for (int i = 0; i < answers.length; i++) {
                answers[i] = "t" + texts++;
            }
            long input = stage.decide(contact, epochs.getOrDefault(contact, 1L), answers);
            inputs.add(new long[] {input, contact, stage.decisions.size() - 1L});
            if (dice.nextBoolean()) {
                stage.log.force();
            }
        }

        private void somebodyTakesOver(int contact) {
            long epoch = epochs.merge(contact, 2L, (old, ignored) -> old + 1);
            long input = stage.decide(contact, Stage.NUMBER, epoch, new Input.HumanOutbound(null), List.of());
            inputs.add(new long[] {input, contact, stage.decisions.size() - 1L});
            if (dice.nextBoolean()) {
                stage.fence.raise(Stage.contact(contact), epoch);
            }
        }

        private void customerSaysStop(int contact) {
            long input = stage.decide(
                    contact,
                    Stage.NUMBER,
                    epochs.getOrDefault(contact, 1L),
                    new Input.Text("wamid.stop", null, "BAJA"),
                    List.of(new Decision.Notice("opt-out", Stage.texts("t" + texts++))),
                    stage.clock.get());
            inputs.add(new long[] {input, contact, stage.decisions.size() - 1L});
        }

        private void advance(long ms) {
            long until = stage.clock.get() + ms;
            while (!later.isEmpty() && later.peek().atMs() <= until) {
                Later next = later.remove();
                stage.clock.set(Math.max(stage.clock.get(), next.atMs()));
                next.what().run();
                if (calm || dice.nextBoolean()) {
                    stage.settle();
                }
            }
            stage.clock.set(until);
            stage.settle();
        }

        /** The process dies, or the machine; inputs whose decisions were lost are decided again, as recovery does. */
        private void restart() {
            // Inputs are on the medium before they are decided.
            boolean machineToo = dice.nextBoolean();
            if (machineToo) {
                long lost = inputs.stream()
                        .filter(input -> input[0] > stage.log.durableSequence())
                        .count();
                if (lost > 0) {
                    stage.log.force();
                }
            }
            stage.resultsLost = false;
            stage.restart(machineToo);
            Set<Long> decided = new HashSet<>();
            for (LogRecord record : stage.log.records()) {
                if (record.type() == EntryType.DECIDED) {
                    decided.add(record.sections().getFirst().ref());
                }
            }
            for (long[] input : inputs) {
                if (!decided.contains(input[0])) {
                    Decided again = stage.decisions.get((int) input[2]);
                    List<Decision> made = again == null ? List.of() : again.decisions();
                    assertTrue(again != null);
                    stage.redecide(
                            input[0], (int) input[1], Stage.NUMBER, again.epoch(), again.input(), made, again.atMs());
                }
            }
        }

        @Override
        public CompletionStage<SendOutcome> send(String number, Address address, Outgoing message, String callback) {
            int contact = Integer.parseInt(
                            address.phone() == null ? "" : address.phone().substring(7))
                    - 1_000;
            checkBefore(contact, callback);
            int draw = calm ? 0 : dice.nextInt(20);
            return switch (draw) {
                case 1, 2 -> answer(ScriptedSender.refused(131056));
                case 3 -> answer(ScriptedSender.refused(131026));
                case 4 -> answer(ScriptedSender.refused(130429));
                case 5 -> answer(ScriptedSender.notSent());
                case 6 -> answer(ScriptedSender.refused(190));
                case 7, 8 -> later(ScriptedSender.unknown());
                case 9, 10 -> {
                    take(contact, message.body(), callback);
                    yield later(ScriptedSender.unknown());
                }
                default -> {
                    take(contact, message.body(), callback);
                    yield draw < 14
                            ? answer(new SendOutcome.Accepted("wamid." + callback))
                            : later(new SendOutcome.Accepted("wamid." + callback));
                }
            };
        }

        @Override
        public CompletionStage<Boolean> markRead(String number, String wamid, boolean typing) {
            return CompletableFuture.completedFuture(true);
        }

        private static CompletionStage<SendOutcome> answer(SendOutcome outcome) {
            return CompletableFuture.completedFuture(outcome);
        }

        private CompletionStage<SendOutcome> later(SendOutcome outcome) {
            CompletableFuture<SendOutcome> answer = new CompletableFuture<>();
            in(dice.nextInt(3_000), () -> answer.complete(outcome));
            return answer;
        }

        private void in(long ms, Runnable what) {
            later.add(new Later(stage.clock.get() + ms, later.size(), what));
        }

        private void checkBefore(int contact, String callback) {
            long intentAt = 0;
            long newestEpoch = 0;
            long ownEpoch = -1;
            long stoppedAt = 0;
            long key = new SendId(Stage.KEY).parse(callback);
            for (LogRecord record : stage.log.records()) {
                for (LogRecord.Stored section : record.sections()) {
                    byte[] payload = section.open();
                    if (payload == null || !section.contact().equals(Stage.contact(contact))) {
                        continue;
                    }
                    if (section.kind() == SectionKind.SEND
                            && OutboxJson.intent(payload).sendId().equals(callback.replace("~r", ""))) {
                        intentAt = record.sequence();
                    } else if (section.kind() == SectionKind.DECISION) {
                        Decided decided = stage.decisions.get(Integer.parseInt(new String(payload)));
                        assertTrue(decided != null);
                        newestEpoch = Math.max(newestEpoch, decided.epoch());
                        ownEpoch = decided.inputSequence() == key >>> 21 ? decided.epoch() : ownEpoch;
                        stoppedAt = decided.decisions().getFirst() instanceof Decision.Notice
                                ? Math.max(stoppedAt, decided.inputSequence())
                                : stoppedAt;
                    }
                }
            }
            assertTrue(intentAt > 0 && intentAt <= stage.log.durableSequence(), "intent not on the medium");
            assertEquals(newestEpoch, ownEpoch, "somebody else speaks now");
            assertTrue(key >>> 21 >= stoppedAt, "the customer said stop");
            if (callback.endsWith("~r")) {
                assertTrue(!toldInTime.contains(callback.replace("~r", "")), "repeated though a status had come");
            }
        }

        private void take(int contact, String text, String callback) {
            String name = callback.replace("~r", "");
            int times = taken.merge(name, 1, Integer::sum);
            assertTrue(times == 1 || (times == 2 && callback.endsWith("~r")), "taken " + times + " times: " + text);
            if (times == 1) {
                firstTaken.computeIfAbsent(contact, absent -> new ArrayList<>()).add(text);
            }
            if (dice.nextInt(4) > 0) {
                for (String word : List.of("sent", "delivered", "read")) {
                    in(dice.nextInt(dice.nextInt(5) == 0 ? 200_000 : 10_000), () -> {
                        stage.status(contact, callback, word, 0);
                        toldInTime.add(name);
                    });
                }
            }
        }

        private void judge() {
            firstTaken.forEach((contact, sent) -> {
                int before = -1;
                for (String text : sent) {
                    int n = Integer.parseInt(text.substring(1));
                    assertTrue(n > before, "order of customer " + contact + ": " + sent);
                    before = n;
                }
            });
            Map<String, List<SendResult.Outcome>> outcomes = new HashMap<>();
            for (SendResult result : stage.results()) {
                if (result.outcome().isFinal()) {
                    outcomes.computeIfAbsent(result.sendId(), absent -> new ArrayList<>())
                            .add(result.outcome());
                }
            }
            assertEquals(texts, outcomes.size(), "every message has an end");
            outcomes.forEach((name, ends) -> assertTrue(
                    ends.size() == 1
                            || ends.equals(List.of(SendResult.Outcome.UNRESOLVED, SendResult.Outcome.ACCEPTED)),
                    name + " ends as " + ends));
            outcomes.forEach((name, ends) -> {
                if (ends.getFirst() == SendResult.Outcome.CANCELLED) {
                    assertTrue(!taken.containsKey(name), "cancelled, and yet it was taken");
                }
            });
            assertEquals(0, stage.outbox.counters().pending());
            assertEquals(stage.log.lastSequence(), stage.log.released(Outbox.READER));
        }
    }
}
