package relevo.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.escalation.FoldedText;

/**
 * Plays one scenario on the real engine with a virtual clock: no sleeping, no network. Timers fire when their time has
 * come. One thread.
 */
final class ScenarioPlay {
    static final String NUMBER = "100000000000001";
    static final Address ADDRESS = new Address("ES.scenario", null);

    /** Between two messages of one person. */
    private static final long TURN_MS = 5_000;

    private static final long BURST_MS = 200;
    private static final int TIMERS_MAX = 100;

    private final Scenario scenario;
    private final DialogEngine engine;
    private Conversation state;
    private long nowMs;
    private long sequence;
    private List<Outgoing.Option> lastOptions = List.of();
    private Decision.@Nullable Handover packet;
    private final List<Decided> all = new ArrayList<>();

    ScenarioPlay(Scenario scenario, DialogEngine engine, String defaultLang) {
        this.scenario = scenario;
        this.engine = engine;
        this.state = Conversation.fresh(defaultLang);
        this.nowMs = scenario.atMs();
    }

    /** What came of each turn, until the first difference. */
    @Nullable
    String firstDifference() {
        apply(scenario.customer());
        for (Scenario.Turn turn : scenario.turns()) {
            List<Decided> outcome = play(turn.act());
            String difference = Expectations.difference(turn, spoken(outcome));
            if (difference != null) {
                return scenario.file() + ":" + turn.line() + ": " + difference;
            }
        }
        Scenario.Expected expected = scenario.packet();
        if (expected != null) {
            String difference =
                    packet == null ? "nothing was handed over" : Expectations.packetDifference(expected, packet);
            if (difference != null) {
                return scenario.file() + ":" + expected.line() + ": hand-over packet: " + difference;
            }
        }
        return null;
    }

    List<Decided> all() {
        return all;
    }

    Conversation state() {
        return state;
    }

    private List<Decided> play(Scenario.Act act) {
        List<Decided> outcome = new ArrayList<>();
        switch (act) {
            case Scenario.Act.Says says -> {
                outcome.add(apply(new Input.Text(id(), null, says.text())));
                advance(TURN_MS, outcome);
            }
            case Scenario.Act.Presses presses -> {
                outcome.add(apply(press(presses.which())));
                advance(TURN_MS, outcome);
            }
            case Scenario.Act.Sends sends -> {
                outcome.add(apply(new Input.Media(id(), null, sends.kind(), null)));
                advance(TURN_MS, outcome);
            }
            case Scenario.Act.Writes writes -> {
                for (String text : writes.texts()) {
                    outcome.add(apply(new Input.Text(id(), null, text)));
                    advance(BURST_MS, outcome);
                }
                advance(TURN_MS, outcome);
            }
            case Scenario.Act.Waits waits -> advance(waits.time().toMillis(), outcome);
            case Scenario.Act.Agent agent -> {
                outcome.add(apply(new Input.Agent(agent.act(), agent.who(), agent.text(), agent.queue())));
                advance(TURN_MS, outcome);
            }
        }
        return outcome;
    }

    private Decided apply(Input input) {
        Decided decided = engine.decide(state, sequence++, 0, nowMs, NUMBER, ADDRESS, input);
        state = state.replay(decided);
        all.add(decided);
        for (Decision decision : decided.decisions()) {
            if (decision instanceof Decision.Escalate escalate) {
                packet = escalate.handover();
            }
            if (!decision.messages().isEmpty()) {
                lastOptions = options(decision.messages().getLast());
            }
        }
        return decided;
    }

    private void advance(long ms, List<Decided> outcome) {
        long until = nowMs + ms;
        for (int fired = 0; state.nextTimerAtMs() <= until; fired++) {
            if (fired > TIMERS_MAX) {
                throw new IllegalStateException(scenario.file() + ": timers without end");
            }
            nowMs = Math.max(nowMs, state.nextTimerAtMs());
            Input.Timer due = state.timerDue(nowMs);
            if (due != null) {
                outcome.add(apply(due));
            }
        }
        nowMs = until;
    }

    private String id() {
        return "wamid.scenario" + sequence;
    }

    private Input press(String which) {
        int place = place(which);
        String folded = FoldedText.of(which).toString();
        for (int i = 0; i < lastOptions.size(); i++) {
            Outgoing.Option option = lastOptions.get(i);
            if (place == i + 1
                    || place == 0 && FoldedText.of(option.title()).toString().equals(folded)) {
                return new Input.Press(id(), null, option.id(), option.title());
            }
        }
        throw new ConfigException(scenario.file() + ": nothing to press like '" + which + "'; offered: "
                + lastOptions.stream().map(Outgoing.Option::title).toList());
    }

    private static int place(String which) {
        try {
            return Integer.parseInt(which);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static List<Outgoing.Option> options(Outgoing message) {
        return switch (message) {
            case Outgoing.Text text -> List.of();
            case Outgoing.Buttons buttons -> buttons.options();
            case Outgoing.Choices choices -> choices.options();
        };
    }

    /** What a reader of the scenario calls the outcome: messages held back and silence beside speech are left out. */
    private List<Outcome> spoken(List<Decided> outcome) {
        List<Outcome> spoken = new ArrayList<>();
        List<Outcome> silent = new ArrayList<>();
        for (Decided decided : outcome) {
            for (Decision decision : decided.decisions()) {
                boolean speaks = !(decision instanceof Decision.Silent);
                (speaks ? spoken : silent).add(new Outcome(decision, decided.explanation(), decided.memory()));
            }
        }
        if (!spoken.isEmpty()) {
            return spoken;
        }
        return List.of(
                silent.isEmpty()
                        ? new Outcome(
                                new Decision.Silent("nothing happened"),
                                Explanation.none(state.memory().lang()),
                                state.memory())
                        : silent.getFirst());
    }

    /** One decision with what explains it. */
    record Outcome(Decision decision, Explanation explanation, Memory memory) {
        Map<String, String> slots() {
            return decision instanceof Decision.Escalate escalate
                    ? escalate.handover().slots()
                    : memory.slots();
        }

        List<String> stepsDone() {
            return decision instanceof Decision.Escalate escalate
                    ? escalate.handover().stepsDone()
                    : memory.stepsDone();
        }
    }
}
