package relevo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relevo.dialog.Decision;
import relevo.dialog.Input;
import relevo.gateway.outbox.SendResult.Outcome;

/** The process ends between any two steps of a send, and another goes on from the journal. */
class OutboxRestartTest {
    private final ScriptedSender sender = new ScriptedSender();
    private final Stage stage = new Stage(sender);

    @Test
    void shouldSendWhatWasOnlyDecided() {
        stage.begin();
        stage.decide(1, 1, "uno", "dos");
        stage.log.force();
        stage.restart(true);
        stage.settle();
        assertEquals(List.of("uno", "dos"), sender.texts());
        assertTrue(sender.requests().stream()
                .noneMatch(request -> request.callback().endsWith("~r")));
    }

    @Test
    void shouldWaitForAStatusWhenItEndedAfterTheIntent() {
        sender.manual();
        stage.begin();
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.restart(true);
        stage.settle();
        assertEquals(1, sender.requests().size());
        stage.status(1, sender.requests().getFirst().callback(), "sent", 0);
        stage.settle();
        stage.pass(1_000_000);
        assertEquals(1, sender.requests().size());
        assertEquals(List.of(Outcome.UNKNOWN, Outcome.ACCEPTED), stage.outcomes());
    }

    @Test
    void shouldRepeatOnceWhenItEndedAfterTheIntentAndNoStatusComes() {
        sender.manual();
        stage.begin();
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.restart(true);
        stage.pass(90_000);
        assertEquals(2, sender.requests().size());
        assertTrue(sender.requests().getLast().callback().endsWith("~r"));
        stage.restart(true);
        stage.pass(90_000);
        stage.pass(1_000_000);
        assertEquals(2, sender.requests().size());
        assertEquals(Outcome.UNRESOLVED, stage.outcomes().getLast());
    }

    @Test
    void shouldNotRepeatWhenTheResultWasLostAndAStatusComes() {
        stage.begin();
        stage.decide(1, 1, "uno");
        stage.resultsLost = true;
        stage.settle();
        assertEquals(List.of(), stage.outcomes());
        stage.restart(false);
        stage.status(1, sender.requests().getFirst().callback(), "delivered", 0);
        stage.settle();
        stage.pass(1_000_000);
        assertEquals(1, sender.requests().size());
        assertEquals(Outcome.ACCEPTED, stage.outcomes().getLast());
    }

    @Test
    void shouldNotWaitWhenTheStatusIsInTheJournalAlready() {
        stage.begin();
        stage.decide(1, 1, "uno", "dos");
        stage.resultsLost = true;
        stage.outbox.work();
        assertEquals(1, sender.requests().size());
        stage.status(1, sender.requests().getFirst().callback(), "sent", 0);
        stage.restart(false);
        stage.settle();
        assertEquals(List.of("uno", "dos"), sender.texts());
        assertEquals(List.of(Outcome.ACCEPTED, Outcome.ACCEPTED), stage.outcomes());
    }

    @Test
    void shouldTellAFailureThatStandsInTheJournalExactlyOnce() {
        stage.begin();
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.resultsLost = true;
        stage.status(1, sender.requests().getFirst().callback(), "failed", 131026);
        stage.settle();
        stage.pass(5_000);
        stage.restart(false);
        stage.settle();
        stage.pass(5_000);
        stage.restart(false);
        stage.settle();
        assertEquals(List.of(Outcome.ACCEPTED, Outcome.FAILED), stage.outcomes());
    }

    @Test
    void shouldTellAFailureOnceWhenTheIntentIsAllThatIsKnown() {
        sender.manual();
        stage.begin();
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.status(1, sender.requests().getFirst().callback(), "failed", 131026);
        stage.restart(true);
        stage.settle();
        stage.restart(true);
        stage.settle();
        assertEquals(List.of(Outcome.FAILED), stage.outcomes());
        assertEquals(1, sender.requests().size());
    }

    @Test
    void shouldSendAgainUnmarkedWhatProvablyDidNotArrive() {
        stage.begin();
        sender.next(ScriptedSender.refused(131056));
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.restart(true);
        stage.settle();
        assertEquals(2, sender.requests().size());
        assertFalse(sender.requests().getLast().callback().endsWith("~r"));
        assertEquals(2, stage.results().getLast().attempt());
    }

    @Test
    void shouldKeepTheMarkOfARepeatThatProvablyDidNotArrive() {
        stage.begin();
        sender.next(ScriptedSender.unknown(), ScriptedSender.refused(131056));
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.pass(90_000);
        assertEquals(2, sender.requests().size());
        stage.restart(true);
        stage.settle();
        assertEquals(3, sender.requests().size());
        assertTrue(sender.requests().getLast().callback().endsWith("~r"));
    }

    @Test
    void shouldDoNothingAboutWhatIsSettled() {
        stage.begin();
        sender.next(ScriptedSender.refused(131026));
        stage.decide(1, 1, "no", "uno");
        stage.settle();
        int results = stage.results().size();
        for (int i = 0; i < 3; i++) {
            stage.restart(true);
            stage.pass(100_000);
        }
        assertEquals(2, sender.requests().size());
        assertEquals(results, stage.results().size());
    }

    @Test
    void shouldSendOnceWhenTheDecisionWasLostAndMadeAgain() {
        stage.begin();
        stage.log.force();
        long input = stage.decide(1, 1, "uno");
        stage.settle();
        assertEquals(1, sender.requests().size());
        stage.restart(true);
        stage.redecide(
                input,
                1,
                Stage.NUMBER,
                1,
                new Input.Text("wamid.in", null, "hola"),
                List.of(new Decision.Answer("faq", Stage.texts("uno"))),
                stage.clock.get());
        stage.pass(100_000);
        assertEquals(1, sender.requests().size());
    }

    @Test
    void shouldHeedATakeOverThatWasDecidedBeforeTheRestart() {
        stage.begin();
        stage.decide(1, 1, "uno");
        stage.decide(1, Stage.NUMBER, 2, new Input.HumanOutbound(null), Stage.texts());
        stage.log.force();
        stage.restart(true);
        stage.settle();
        assertEquals(List.of(), sender.texts());
    }

    @Test
    void shouldReadOnlyWhatIsNotReleased() {
        stage.begin();
        for (int i = 0; i < 100; i++) {
            stage.decide(i, 1, "m" + i);
        }
        stage.settle();
        stage.pass(1_000);
        long released = stage.log.released(Outbox.READER);
        assertEquals(stage.log.lastSequence(), released);
        stage.decide(1, 1, "neu");
        stage.log.force();
        stage.restart(true);
        stage.settle();
        assertEquals("neu", sender.texts().getLast());
        assertEquals(101, sender.requests().size());
    }

    @Test
    void shouldKeepMemoryBoundedAndOtherNumbersGoingWhileOneIsStuck() {
        OutboxConfig small =
                new OutboxConfig(200, 50, 16, 100, 10_000, 90_000, false, false, 2_000, 20, 0, OutboxConfig.Pacing.OFF);
        stage.with(small).begin();
        sender.next(ScriptedSender.refused(190));
        stage.decide(0, 1, "first");
        stage.settle();
        String other = "900000000000002";
        int most = 0;
        for (int i = 0; i < 5_000; i++) {
            stage.decide(i % 500, 1, "a" + i);
            if (i % 50 == 0) {
                stage.decide(10_000 + i, other, 1, new Input.Text("w", null, "x"), Stage.texts("b" + i));
                stage.settle();
                most = Math.max(most, stage.outbox.counters().pending());
            }
        }
        assertEquals(1 + 100, sender.requests().size(), "all of the other number");
        assertTrue(most <= 51, "held in memory: " + most);
        assertEquals(2, stage.log.readersOpen());

        // In the middle of it somebody takes a conversation over, and another customer says stop.
        stage.decide(7, Stage.NUMBER, 2, new Input.HumanOutbound(null), Stage.texts());
        stage.decide(
                8,
                Stage.NUMBER,
                1,
                new Input.Text("w", null, "BAJA"),
                List.of(new Decision.Notice("opt-out", Stage.texts("Hecho"))),
                stage.clock.get());
        stage.settle();
        stage.log.force();
        stage.restart(true);
        stage.settle();

        stage.pass(1_000);
        List<String> expected = new ArrayList<>();
        for (int contact = 0; contact < 500; contact++) {
            for (int i = contact; i < 5_000; i += 500) {
                if (contact != 7 && contact != 8) {
                    expected.add("a" + i);
                }
            }
        }
        List<String> sent =
                sender.texts().stream().filter(text -> text.startsWith("a")).toList();
        assertEquals(expected.size(), sent.size());
        Map<Integer, Integer> last = new java.util.HashMap<>();
        for (String text : sent) {
            int i = Integer.parseInt(text.substring(1));
            Integer before = last.put(i % 500, i);
            assertTrue(before == null || before < i, "order of customer " + i % 500);
        }
        assertEquals(
                List.of("Hecho"),
                sender.texts().stream().filter("Hecho"::equals).toList());
        assertEquals(1, stage.log.readersOpen());
        assertEquals(0, stage.outbox.counters().pending());
        stage.pass(1_000);
        assertEquals(stage.log.lastSequence(), stage.log.released(Outbox.READER));
    }
}
