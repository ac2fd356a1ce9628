package relevo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relevo.dialog.Decision;
import relevo.dialog.Input;
import relevo.gateway.outbox.SendResult.Outcome;
import relevo.gateway.whatsapp.SendOutcome;
import relevo.journal.EntryType;

class OutboxTest {
    private static final OutboxConfig PACED = Stage.config(OutboxConfig.Pacing.DOCUMENTED);

    private final ScriptedSender sender = new ScriptedSender();
    private final Stage stage = new Stage(sender);

    @Test
    void shouldSendWhatWasDecidedInOrderAndJournalTheResults() {
        stage.begin();
        stage.decide(1, 1, "uno", "dos");
        stage.decide(1, 1, "tres");
        stage.settle();
        assertEquals(List.of("uno", "dos", "tres"), sender.texts());
        assertEquals(List.of(Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.ACCEPTED), stage.outcomes());
        SendResult first = stage.results().getFirst();
        assertEquals("wamid." + first.sendId(), first.wamid());
        assertEquals(1, first.attempt());
        assertNull(first.input());
    }

    @Test
    void shouldForceTheIntentBeforeTheRequestOnceForAll() {
        List<Long> notDurable = new ArrayList<>();
        sender.before(() -> notDurable.add(stage.log.lastSequence() - stage.log.durableSequence()));
        stage.begin();
        for (int contact = 0; contact < 10; contact++) {
            stage.decide(contact, 1, "hola");
        }
        stage.outbox.work();
        assertEquals(10, sender.requests().size());
        assertTrue(notDurable.stream().allMatch(count -> count == 0), notDurable.toString());
        assertEquals(10, stage.intents());
        assertEquals(
                1,
                stage.log.records().stream()
                        .filter(record -> record.type() == EntryType.SEND_INTENT)
                        .count());
        assertEquals(1, stage.log.forces());
    }

    private static OutboxConfig gathering(int ms) {
        return new OutboxConfig(
                1_000, 1_000, 16, 1_000, 1_024, 90_000, false, false, 2_000, 20, ms, OutboxConfig.Pacing.OFF);
    }

    @Test
    void shouldSendAsSoonAsSomebodyElseForcedTheIntent() {
        stage.with(gathering(2)).begin();
        stage.decide(1, 1, "hola");
        stage.settle();
        assertEquals(1, stage.intents());
        assertEquals(List.of(), sender.texts(), "the intent is not on the medium");
        stage.log.force();
        stage.settle();
        assertEquals(List.of("hola"), sender.texts());
        assertEquals(0, stage.outbox.counters().forces());
    }

    @Test
    void shouldForceTheIntentItselfWhenNobodyElseDoesInTime() {
        List<Long> notDurable = new ArrayList<>();
        stage.with(gathering(2)).begin();
        stage.decide(1, 1, "hola");
        stage.settle();
        stage.pass(1);
        assertEquals(0, stage.log.forces());
        sender.before(() -> notDurable.add(stage.log.lastSequence() - stage.log.durableSequence()));
        stage.pass(1);
        assertEquals(List.of("hola"), sender.texts());
        assertEquals(List.of(0L), notDurable);
        assertEquals(1, stage.outbox.counters().forces());
    }

    @Test
    void shouldGatherWhatIsDecidedWhileIntentsWaitForTheMedium() {
        sender.manual();
        stage.with(gathering(2)).begin();
        stage.decide(0, 1, "a");
        stage.settle();
        for (int contact = 1; contact < 8; contact++) {
            stage.decide(contact, 1, "b");
            stage.settle();
        }
        assertEquals(1, stage.intents());
        stage.pass(2);
        stage.pass(2);
        assertEquals(8, sender.requests().size());
        assertEquals(2, stage.outbox.counters().forces());
    }

    @Test
    void shouldSeeATakeOverThatIsDecidedWhileTheIntentWaits() {
        stage.with(gathering(2)).begin();
        stage.decide(1, 1, "del bot");
        stage.settle();
        stage.decide(1, Stage.NUMBER, 2, new Input.HumanOutbound("Hola, soy Ana"), Stage.texts());
        stage.log.force();
        stage.settle();
        assertEquals(List.of(), sender.texts());
        assertEquals(List.of(Outcome.CANCELLED), stage.outcomes());
    }

    @Test
    void shouldReadNothingBackOfWhatIsInMemory() {
        stage.noting = () -> true;
        stage.begin();
        for (int contact = 0; contact < 20; contact++) {
            stage.decide(contact, 1, "hola");
        }
        stage.settle();
        sender.requests().forEach(request -> stage.status(1, request.callback(), "delivered", 0));
        stage.settle();
        assertEquals(20, sender.requests().size());
        assertEquals(20, stage.outbox.counters().delivered());
        assertEquals(0, stage.log.reads());
        assertEquals(0, stage.log.readersOpen());
        stage.pass(1_000);
        assertEquals(stage.log.lastSequence(), stage.log.released(Outbox.READER));
    }

    @Test
    void shouldReadFromTheJournalWhatFellOutOfMemory() {
        stage.noting = () -> true;
        stage.with(new OutboxConfig(
                        100_000,
                        100_000,
                        1_000,
                        1_000,
                        1_024,
                        90_000,
                        false,
                        false,
                        2_000,
                        20,
                        0,
                        OutboxConfig.Pacing.OFF))
                .begin();
        int inputs = RecentEntries.SLOTS;
        for (int i = 0; i < inputs; i++) {
            // An input and its decision are two entries: half of them are overwritten before anybody looks.
            stage.decide(i % 300, 1, "t" + i);
        }
        for (int i = 0; i < inputs && sender.requests().size() < inputs; i++) {
            stage.settle();
            stage.pass(100);
        }
        long readBack = stage.outbox.counters().readBack();
        assertTrue(readBack >= RecentEntries.SLOTS && readBack < 2 * RecentEntries.SLOTS, "read back: " + readBack);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            expected.add("t" + i);
        }
        List<String> sent = new ArrayList<>(sender.texts());
        sent.sort((a, b) -> Integer.parseInt(a.substring(1)) - Integer.parseInt(b.substring(1)));
        assertEquals(expected, sent);
    }

    @Test
    void shouldWaitForAnEntryThatIsAboutToBeNotedButNotForLong() {
        stage.noting = () -> true;
        stage.begin();
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.noting = () -> false;
        stage.decide(2, 1, "dos");
        stage.noting = () -> true;
        stage.decide(3, 1, "tres");
        stage.settle();
        assertEquals(List.of("uno"), sender.texts());
        stage.pass(5);
        stage.pass(5);
        assertEquals(List.of("uno", "dos", "tres"), sender.texts());
        assertTrue(stage.log.reads() > 0);
    }

    @Test
    void shouldWaitForTheAnswerBeforeTheNextToTheSameCustomerOnly() {
        sender.manual();
        stage.begin();
        stage.decide(1, 1, "a1", "a2");
        stage.decide(2, 1, "b1");
        stage.settle();
        assertEquals(List.of("a1", "b1"), sender.texts());
        sender.requests().getFirst().accept();
        stage.settle();
        assertEquals(List.of("a1", "b1", "a2"), sender.texts());
    }

    @Test
    void shouldSendNothingOfAnEarlierOwnerWhenAPersonTookOver() {
        stage.begin();
        stage.decide(1, 1, "del bot");
        stage.decide(1, Stage.NUMBER, 2, new Input.Agent("claim", "ana", null, null), Stage.texts());
        stage.settle();
        assertEquals(List.of(), sender.texts());
        assertEquals(List.of(Outcome.CANCELLED), stage.outcomes());
        assertEquals("owner", stage.results().getFirst().details());
        assertEquals(1, stage.outbox.counters().fenced());
    }

    @Test
    void shouldSendNothingWhenAShardRaisedTheFence() {
        stage.begin();
        stage.decide(1, 1, "del bot");
        stage.fence.raise(Stage.contact(1), 2);
        stage.settle();
        assertEquals(List.of(), sender.texts());
        assertEquals(List.of(Outcome.CANCELLED), stage.outcomes());
    }

    @Test
    void shouldSeeATakeOverThatIsDecidedWhileTheIntentIsForced() {
        stage.begin();
        stage.decide(1, 1, "del bot");
        stage.log.onForce(() -> {
            stage.log.onForce(() -> {});
            stage.decide(1, Stage.NUMBER, 2, new Input.HumanOutbound("Hola, soy Ana"), Stage.texts());
        });
        stage.settle();
        assertEquals(1, stage.intents());
        assertEquals(List.of(), sender.texts());
        assertEquals(List.of(Outcome.CANCELLED), stage.outcomes());
    }

    @Test
    void shouldSendAnAgentsReplyWhoeverOwnsTheConversationByNow() {
        stage.begin();
        stage.decide(
                1, Stage.NUMBER, 2, new Input.Agent("reply", "ana", "Ya lo miro", null), Stage.texts("Ya lo miro"));
        stage.decide(1, Stage.NUMBER, 3, new Input.Agent("resolve", "ana", null, null), Stage.texts("¿Qué tal?"));
        stage.settle();
        assertEquals(List.of("Ya lo miro", "¿Qué tal?"), sender.texts());
    }

    @Test
    void shouldStopWhatWasQueuedWhenTheCustomerSaysStopAndConfirmIt() {
        stage.with(Stage.config(new OutboxConfig.Pacing(80, Map.of(), false, 1, 6_000)))
                .begin();
        stage.decide(1, 1, "uno", "dos", "tres");
        stage.settle();
        stage.decide(
                1,
                Stage.NUMBER,
                1,
                new Input.Text("wamid.stop", null, "BAJA"),
                List.of(new Decision.Notice("opt-out", Stage.texts("Hecho"))),
                stage.clock.get());
        stage.settle();
        stage.pass(60_000);
        assertEquals(List.of("uno", "Hecho"), sender.texts());
        assertEquals(2, stage.outbox.counters().stopped());
    }

    @Test
    void shouldNotSendOutsideTheWindowAndTellTheConversation() {
        stage.begin();
        stage.decide(1, 1, "dentro");
        stage.settle();
        stage.clock.addAndGet(25 * 3_600_000L);
        stage.decide(1, Stage.NUMBER, 1, new Input.Agent("reply", "ana", "Tarde", null), Stage.texts("Tarde"));
        stage.settle();
        assertEquals(List.of("dentro"), sender.texts());
        SendResult late = stage.results().getLast();
        assertEquals(Outcome.CANCELLED, late.outcome());
        assertEquals(131047, told(late).code());
    }

    @Test
    void shouldCloseTheWindowWhenTheApiSaysSo() {
        stage.begin();
        sender.next(ScriptedSender.refused(131047));
        stage.decide(1, 1, "uno", "dos");
        stage.settle();
        assertEquals(List.of("uno"), sender.texts());
        assertEquals(List.of(Outcome.REFUSED, Outcome.CANCELLED), stage.outcomes());
        stage.pass(1_000);
        stage.decide(1, 1, "tres");
        stage.settle();
        assertEquals(List.of("uno", "tres"), sender.texts());
    }

    @Test
    void shouldDecideTheSameInputTwiceAndSendOnce() {
        stage.begin();
        long input = stage.decide(1, 1, "uno");
        stage.redecide(
                input,
                1,
                Stage.NUMBER,
                1,
                new Input.Text("wamid.in", null, "hola"),
                List.of(new Decision.Answer("faq", Stage.texts("uno"))),
                stage.clock.get());
        stage.settle();
        assertEquals(List.of("uno"), sender.texts());
    }

    @Test
    void shouldWaitForAStatusAndNotRepeatWhenItComes() {
        stage.begin();
        sender.next(ScriptedSender.unknown());
        stage.decide(1, 1, "uno", "dos");
        stage.settle();
        assertEquals(List.of(Outcome.UNKNOWN), stage.outcomes());
        stage.pass(89_999);
        assertEquals(List.of("uno"), sender.texts());
        stage.status(1, sender.requests().getFirst().callback(), "delivered", 0);
        stage.settle();
        assertEquals(List.of("uno", "dos"), sender.texts());
        assertEquals(List.of(Outcome.UNKNOWN, Outcome.ACCEPTED, Outcome.ACCEPTED), stage.outcomes());
        stage.pass(1_000_000);
        assertEquals(2, sender.requests().size());
        assertEquals(1, stage.outbox.counters().resolvedByStatus());
    }

    @Test
    void shouldRepeatOnceAndMarkItWhenNoStatusComes() {
        stage.begin();
        sender.next(ScriptedSender.unknown(), ScriptedSender.unknown());
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.pass(89_999);
        assertEquals(1, sender.requests().size());
        stage.pass(1);
        assertEquals(List.of("uno", "uno"), sender.texts());
        assertFalse(sender.requests().getFirst().callback().endsWith("~r"));
        assertEquals(
                sender.requests().getFirst().callback() + "~r",
                sender.requests().getLast().callback());
        stage.pass(90_000);
        stage.pass(1_000_000);
        assertEquals(2, sender.requests().size());
        SendResult last = stage.results().getLast();
        assertEquals(Outcome.UNRESOLVED, last.outcome());
        assertTrue(last.repeat());
        assertEquals(0, told(last).code());
    }

    @Test
    void shouldResolveARepeatByTheStatusOfEitherAttempt() {
        stage.begin();
        sender.next(ScriptedSender.unknown(), ScriptedSender.unknown());
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.pass(90_000);
        stage.status(1, sender.requests().getFirst().callback(), "sent", 0);
        stage.settle();
        assertEquals(Outcome.ACCEPTED, stage.outcomes().getLast());
    }

    @Test
    void shouldNotRepeatWhenTheCustomerWroteAgain() {
        stage.begin();
        sender.next(ScriptedSender.unknown());
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.pass(1_000);
        stage.decide(1, 1, "dos");
        stage.settle();
        assertEquals(List.of("uno", "dos"), sender.texts());
        assertEquals(Outcome.UNRESOLVED, stage.outcomes().get(1));
        stage.pass(1_000_000);
        assertEquals(2, sender.requests().size());
        stage.status(1, sender.requests().getFirst().callback(), "read", 0);
        stage.settle();
        assertEquals(Outcome.ACCEPTED, stage.outcomes().getLast(), "late, but now it is known");
    }

    @Test
    void shouldNotRepeatWhenSomebodyElseSpeaksNow() {
        stage.begin();
        sender.next(ScriptedSender.unknown());
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.decide(1, Stage.NUMBER, 2, new Input.HumanOutbound(null), Stage.texts());
        stage.pass(90_000);
        assertEquals(1, sender.requests().size());
        assertEquals(Outcome.UNRESOLVED, stage.outcomes().getLast());
    }

    @Test
    void shouldReadEveryStatusBeforeRepeating() {
        stage.begin();
        sender.next(ScriptedSender.unknown());
        stage.decide(1, 1, "uno");
        stage.settle();
        for (int i = 0; i < 5_000; i++) {
            stage.status(2, "of somebody else", "sent", 0);
        }
        stage.status(1, sender.requests().getFirst().callback(), "sent", 0);
        stage.pass(90_000);
        assertEquals(1, sender.requests().size());
    }

    @Test
    void shouldTakeAStatusThatComesBeforeTheAnswer() {
        sender.manual();
        stage.begin();
        stage.decide(1, 1, "uno", "dos");
        stage.settle();
        stage.status(1, sender.requests().getFirst().callback(), "sent", 0);
        stage.settle();
        assertEquals(List.of("uno", "dos"), sender.texts());
        sender.requests().getFirst().answer().complete(ScriptedSender.unknown());
        sender.requests().getLast().accept();
        stage.settle();
        stage.pass(1_000_000);
        assertEquals(2, sender.requests().size());
        assertEquals(List.of(Outcome.ACCEPTED, Outcome.ACCEPTED), stage.outcomes());
    }

    @Test
    void shouldBackOffForOneCustomerWhileOthersGoOn() {
        stage.begin();
        sender.next(ScriptedSender.refused(131056), ScriptedSender.refused(131056));
        stage.decide(1, 1, "a");
        stage.settle();
        stage.decide(2, 1, "b");
        stage.settle();
        // The second refusal was b's own: both wait, c goes.
        stage.decide(3, 1, "c");
        stage.settle();
        assertEquals(List.of("a", "b", "c"), sender.texts());
        stage.pass(999);
        assertEquals(3, sender.requests().size());
        stage.pass(251);
        assertEquals(5, sender.requests().size());
        assertEquals(0, stage.outbox.counters().refused());
    }

    @Test
    void shouldPauseTheWholeNumberAndSlowDownWhenThroughputIsReached() {
        stage.with(PACED).begin();
        sender.next(ScriptedSender.refused(130429));
        for (int contact = 0; contact < 5; contact++) {
            stage.decide(contact, 1, "m" + contact);
        }
        stage.decide(9, "900000000000002", 1, new Input.Text("w", null, "hola"), Stage.texts("other"));
        stage.outbox.work();
        stage.settle();
        int before = sender.requests().size();
        for (int contact = 10; contact < 15; contact++) {
            stage.decide(contact, 1, "n" + contact);
        }
        stage.decide(20, "900000000000002", 1, new Input.Text("w", null, "hola"), Stage.texts("other 2"));
        stage.settle();
        assertEquals(before + 1, sender.requests().size(), "only the other number goes on");
        stage.pass(1_250);
        assertEquals(6 + 1 + 6, sender.requests().size());
        assertEquals(12, stage.outbox.counters().accepted());
        assertTrue(stage.outbox.counters().numbers().getFirst().perSecond() < 80);
    }

    @Test
    void shouldHoldTheNumberAndKeepTheQueueWhenTheTokenIsRefused() {
        stage.begin();
        sender.next(ScriptedSender.refused(190), ScriptedSender.refused(190));
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.decide(2, 1, "dos");
        stage.pass(59_999);
        assertEquals(1, sender.requests().size());
        assertTrue(stage.outbox.counters().numbers().getFirst().held());
        assertEquals(1, stage.outbox.counters().alarms());
        stage.pass(15_001);
        assertEquals(2, sender.requests().size(), "one goes ahead to try");
        stage.outbox.resume(Stage.NUMBER);
        stage.settle();
        assertEquals(2, stage.outbox.counters().accepted());
    }

    @Test
    void shouldGiveUpAfterTheAttemptsOfTheTable() {
        stage.begin();
        sender.next(ScriptedSender.refused(131000), ScriptedSender.refused(131000), ScriptedSender.refused(131000));
        stage.decide(1, 1, "uno");
        stage.settle();
        stage.pass(1_250);
        stage.pass(5_000);
        assertEquals(3, sender.requests().size());
        assertEquals(List.of(Outcome.DEFERRED, Outcome.DEFERRED, Outcome.REFUSED), stage.outcomes());
        assertEquals(131000, told(stage.results().getLast()).code());
    }

    @Test
    void shouldGoOnWithTheNextWhenOneIsRefusedForGood() {
        stage.begin();
        sender.next(ScriptedSender.refused(131026));
        stage.decide(1, 1, "uno", "dos");
        stage.settle();
        assertEquals(List.of("uno", "dos"), sender.texts());
        assertEquals(List.of(Outcome.REFUSED, Outcome.ACCEPTED), stage.outcomes());
    }

    @Test
    void shouldTryAgainWithoutLimitWhenNothingLeaves() {
        stage.begin();
        stage.decide(1, 1, "uno");
        for (int i = 0; i < 20; i++) {
            sender.next(ScriptedSender.notSent());
        }
        stage.settle();
        for (int i = 0; i < 25; i++) {
            stage.pass(40_000);
        }
        assertEquals(21, sender.requests().size());
        assertEquals(Outcome.ACCEPTED, stage.outcomes().getLast());
        assertTrue(sender.requests().stream()
                .noneMatch(request -> request.callback().endsWith("~r")));
    }

    @Test
    void shouldStopAskingAnApiThatDoesNotAnswer() {
        stage.begin();
        for (int contact = 0; contact < 16; contact++) {
            sender.next(ScriptedSender.unknown());
            stage.decide(contact, 1, "m" + contact);
        }
        stage.settle();
        assertEquals(16, sender.requests().size());
        for (int contact = 16; contact < 40; contact++) {
            stage.decide(contact, 1, "m" + contact);
        }
        sender.next(ScriptedSender.unknown());
        stage.settle();
        assertEquals(16, sender.requests().size());
        stage.pass(2_500);
        assertEquals(17, sender.requests().size(), "one goes ahead to try");
        stage.pass(5_000);
        assertEquals(40, sender.requests().size());
    }

    @Test
    void shouldKeepToThePaceOfThePairAndOfTheNumber() {
        stage.with(Stage.config(new OutboxConfig.Pacing(10, Map.of(), false, 3, 6_000)))
                .begin();
        stage.decide(1, 1, "1", "2", "3", "4", "5");
        stage.settle();
        assertEquals(3, sender.requests().size());
        stage.pass(5_999);
        assertEquals(3, sender.requests().size());
        stage.pass(1);
        assertEquals(4, sender.requests().size());
        for (int contact = 10; contact < 40; contact++) {
            stage.decide(contact, 1, "x");
        }
        stage.pass(0);
        assertEquals(4 + 9, sender.requests().size());
        stage.pass(1_000);
        assertEquals(4 + 19, sender.requests().size());
    }

    @Test
    void shouldLeaveHalfTheRateWhenMuchComesIn() {
        stage.with(Stage.config(new OutboxConfig.Pacing(10, Map.of(), true, 1_000, 6_000)))
                .begin();
        for (int second = 0; second < 5; second++) {
            for (int i = 0; i < 50; i++) {
                stage.decide(1_000 + i, Stage.NUMBER, 1, new Input.Text("w", null, "x"), Stage.texts());
            }
            stage.pass(1_000);
        }
        assertEquals(5.0, stage.outbox.counters().numbers().getFirst().perSecond(), 0.01);
    }

    @Test
    void shouldJournalAFailureToldByAStatusOnce() {
        stage.begin();
        stage.decide(1, 1, "uno");
        stage.settle();
        String callback = sender.requests().getFirst().callback();
        stage.status(1, callback, "sent", 0);
        stage.status(1, callback, "failed", 131026);
        stage.status(1, callback, "failed", 131026);
        stage.settle();
        assertEquals(List.of(Outcome.ACCEPTED, Outcome.FAILED), stage.outcomes());
        Input.SendFailed failed = told(stage.results().getLast());
        assertEquals(new Input.SendFailed(callback, 131026, "x"), failed);
    }

    @Test
    void shouldNotBelieveAFailureAfterDelivery() {
        stage.begin();
        stage.decide(1, 1, "uno");
        stage.settle();
        String callback = sender.requests().getFirst().callback();
        stage.status(1, callback, "read", 0);
        stage.status(1, callback, "delivered", 0);
        stage.status(1, callback, "failed", 131026);
        stage.settle();
        assertEquals(List.of(Outcome.ACCEPTED), stage.outcomes());
        assertEquals(1, stage.outbox.counters().delivered());
    }

    @Test
    void shouldIgnoreStatusesOfOthersAndTellFailuresOfSendsItForgot() {
        stage.begin();
        String old = new SendId(Stage.KEY).name(SendId.key(77, 3, 2));
        stage.status(1, "v1|tenant=t-17|out=76", "failed", 131026);
        stage.status(1, new SendId(new byte[] {1}).name(SendId.key(77, 3, 2)), "failed", 131026);
        stage.status(4, old, "failed", 131026);
        stage.settle();
        assertEquals(1, stage.results().size());
        SendResult failed = stage.results().getFirst();
        assertEquals(List.of(77L, 3L, 2L), List.of(failed.inputSequence(), (long) failed.inputIndex(), (long)
                failed.ordinal()));
        assertEquals(Stage.NUMBER, failed.number());
        assertEquals("34600000001", failed.phone());
        assertNotNull(failed.input());
    }

    @Test
    void shouldOfferResultsAgainWhileTheRingIsFull() {
        stage.ringFull = true;
        stage.begin();
        stage.decide(1, 1, "uno", "dos");
        for (int i = 0; i < 50; i++) {
            stage.outbox.work();
        }
        assertEquals(List.of(), stage.outcomes());
        assertEquals(2, sender.requests().size());
        stage.ringFull = false;
        stage.settle();
        assertEquals(List.of(Outcome.ACCEPTED, Outcome.ACCEPTED), stage.outcomes());
    }

    @Test
    void shouldReleaseTheJournalUpToWhatIsNotSettled() {
        sender.manual();
        stage.begin();
        stage.decide(1, 1, "uno");
        long second = stage.decide(2, 1, "dos");
        stage.settle();
        sender.requests().getFirst().accept();
        stage.settle();
        stage.pass(1_000);
        assertEquals(second, stage.log.released(Outbox.READER), "the decision on the second is still needed");
        sender.requests().getLast().accept();
        stage.settle();
        stage.pass(1_000);
        assertEquals(stage.log.lastSequence(), stage.log.released(Outbox.READER));
    }

    @Test
    void shouldMarkAsReadWithTypingBeforeTheAnswer() {
        OutboxConfig config =
                new OutboxConfig(100, 100, 16, 100, 100, 90_000, true, true, 2_000, 20, 0, OutboxConfig.Pacing.OFF);
        stage.with(config).begin();
        sender.before(() -> assertEquals(List.of("wamid.in typing"), sender.reads()));
        stage.decide(1, 1, "uno");
        stage.decide(1, Stage.NUMBER, 1, new Input.Timer("reminder", 1), Stage.texts("dos"));
        stage.decide(2, Stage.NUMBER, 1, new Input.Text("wamid.silent", null, "hola"), Stage.texts());
        stage.settle();
        assertEquals(List.of("uno", "dos"), sender.texts());
        assertEquals(1, stage.outbox.counters().receipts());
    }

    @Test
    void shouldSendNothingWhileTheJournalHasNoRoom() {
        stage.log.admits(false);
        stage.begin();
        stage.decide(1, 1, "uno");
        stage.settle();
        assertEquals(0, sender.requests().size());
        stage.log.admits(true);
        stage.settle();
        assertEquals(1, sender.requests().size());
    }

    @Test
    void shouldSplitWhatIsTooLongAndRefuseNothing() {
        stage.begin();
        stage.decide(1, 1, "Una frase entera que se repite. ".repeat(300));
        stage.settle();
        assertEquals(3, sender.requests().size());
        assertEquals(
                3,
                sender.requests().stream()
                        .map(ScriptedSender.Request::callback)
                        .distinct()
                        .count());
        assertTrue(sender.requests().stream()
                .allMatch(request -> request.answer().join() instanceof SendOutcome.Accepted));
    }

    private static Input.SendFailed told(SendResult result) {
        Input.SendFailed input = result.input();
        if (input == null) {
            throw new AssertionError("the conversation is not told: " + result);
        }
        return input;
    }
}
