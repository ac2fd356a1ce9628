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
    private static final long DELAY_MS = 700;

    /** What may go wrong on the way without anybody noticing. */
    enum Disturbance {
        NONE,
        /** Every input arrives twice. */
        DUPLICATES,
        /** Every input arrives a little later. */
        DELAYS,
        /** The messages of a burst arrive the other way round. */
        REORDERING,
        /** The process ends after every input, and what is left is what was written down. */
        RESTARTS
    }

    private final Scenario scenario;
    private final DialogEngine engine;
    private final Lookups lookups;
    private final Disturbance disturbance;
    private Conversation state;
    private long nowMs;
    private long sequence;
    private List<Outgoing.Option> lastOptions = List.of();
    private Decision.@Nullable Handover packet;
    private final List<Decided> all = new ArrayList<>();

    ScenarioPlay(Scenario scenario, DialogEngine engine, Lookups lookups, String defaultLang, Disturbance disturbance) {
        this.disturbance = disturbance;
        this.scenario = scenario;
        this.engine = engine;
        this.lookups = lookups;
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
                happens(new Input.Text(id(), null, says.text()), outcome);
                advance(TURN_MS, outcome);
            }
            case Scenario.Act.Presses presses -> {
                happens(press(presses.which()), outcome);
                advance(TURN_MS, outcome);
            }
            case Scenario.Act.Sends sends -> {
                happens(new Input.Media(id(), null, sends.kind(), null), outcome);
                advance(TURN_MS, outcome);
            }
            case Scenario.Act.Writes writes -> {
                List<String> texts =
                        disturbance == Disturbance.REORDERING ? writes.texts().reversed() : writes.texts();
                for (String text : texts) {
                    happens(new Input.Text(id(), null, text), outcome);
                    advance(BURST_MS, outcome);
                }
                advance(TURN_MS, outcome);
            }
            case Scenario.Act.Waits waits -> advance(waits.time().toMillis(), outcome);
            case Scenario.Act.Agent agent -> {
                happens(new Input.Agent(agent.act(), agent.who(), agent.text(), agent.queue()), outcome);
                advance(TURN_MS, outcome);
            }
        }
        return outcome;
    }

    /** Applies an input and whatever other systems answer to it. */
    private void happens(Input input, List<Decided> outcome) {
        if (disturbance == Disturbance.DELAYS && !(input instanceof Input.Timer)) {
            advance(DELAY_MS, outcome);
        }
        Decided decided = apply(input);
        outcome.add(decided);
        for (Decision decision : decided.decisions()) {
            if (decision instanceof Decision.Flow flow && flow.lookup() != null) {
                Lookups.Found found =
                        lookups.look(flow.lookup().name(), flow.lookup().slots());
                happens(new Input.Looked(flow.step(), found.outcome(), found.values(), decided.epoch()), outcome);
            }
        }
    }

    private Decided apply(Input input) {
        Decided decided = engine.decide(state, sequence, 0, nowMs, NUMBER, ADDRESS, input);
        state = state.replay(decided);
        if (disturbance == Disturbance.DUPLICATES && !state.hasApplied(sequence, 0)) {
            throw new IllegalStateException("an input may be applied twice: " + input);
        }
        if (disturbance == Disturbance.RESTARTS) {
            state = Json.conversation(Json.encode(state));
        }
        sequence++;
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
                happens(due, outcome);
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
                boolean waits = decision instanceof Decision.Flow flow && flow.lookup() != null;
                boolean speaks = !(decision instanceof Decision.Silent)
                        && !(waits && decision.messages().isEmpty());
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
