package relevo.dialog;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one conversation. Immutable; {@link #replay} is the only way to another state, live and at recovery, so
 * that the journal's {@link Decided} entries alone rebuild it. Any thread; a decide shard owns the reference.
 *
 * @param owner who speaks
 * @param epoch grows with every change of owner; an outbound message of an older epoch must not be sent
 * @param lastSequence journal sequence of the last input applied; -1 none yet
 * @param lastIndex section of that entry
 * @param lastCustomerAtMs when the customer last wrote: the 24-hour window counts from here; 0 never
 * @param offered ids of the buttons or rows of the bot's last message, in order
 */
public record Conversation(
        Owner owner,
        long epoch,
        long lastSequence,
        int lastIndex,
        long lastCustomerAtMs,
        @JsonDeserialize(contentUsing = SharedWord.class) List<String> offered,
        Memory memory,
        Transcript transcript) {

    public Conversation {
        offered = List.copyOf(offered);
    }

    /** A conversation in which nothing has happened. */
    public static Conversation fresh(String lang) {
        return new Conversation(Owner.BOT, 0, -1, 0, 0, List.of(), Memory.blank(lang), Transcript.EMPTY);
    }

    /** Whether this input, or a later one, has been applied: it must not be decided on again. */
    public boolean hasApplied(long inputSequence, int inputIndex) {
        return inputSequence < lastSequence || inputSequence == lastSequence && inputIndex <= lastIndex;
    }

    /** The state after what was decided. An entry that has been applied changes nothing, so that recovery may overlap. */
    public Conversation replay(Decided decided) {
        if (hasApplied(decided.inputSequence(), decided.inputIndex())) {
            return this;
        }
        boolean customer = decided.input() instanceof Input.Customer;
        List<Outgoing> said = said(decided.decisions());
        return new Conversation(
                decided.owner(),
                decided.epoch(),
                decided.inputSequence(),
                decided.inputIndex(),
                customer ? decided.atMs() : lastCustomerAtMs,
                said.isEmpty() ? offered : ids(said.getLast()),
                decided.memory(),
                transcript.and(turns(decided, said)));
    }

    /** The next timer due at this time, to be journaled and decided on like any input; null when none is. */
    public Input.@Nullable Timer timerDue(long nowMs) {
        TimerAt first = firstTimer();
        return first == null || first.atMs() > nowMs ? null : new Input.Timer(first.timer(), epoch);
    }

    /** When {@link #timerDue} must be asked next, milliseconds since 1970; Long.MAX_VALUE when no timer is set. */
    public long nextTimerAtMs() {
        TimerAt first = firstTimer();
        return first == null ? Long.MAX_VALUE : first.atMs();
    }

    private @Nullable TimerAt firstTimer() {
        TimerAt first = null;
        for (TimerAt timer : memory.timers()) {
            if (first == null || timer.atMs() < first.atMs()) {
                first = timer;
            }
        }
        return first;
    }

    private static List<Outgoing> said(List<Decision> decisions) {
        if (decisions.size() == 1) {
            return decisions.getFirst().messages();
        }
        List<Outgoing> said = new ArrayList<>();
        for (Decision decision : decisions) {
            said.addAll(decision.messages());
        }
        return said;
    }

    private static List<String> ids(Outgoing message) {
        return switch (message) {
            case Outgoing.Text text -> List.of();
            case Outgoing.Buttons buttons -> ids(buttons.options());
            case Outgoing.Choices choices -> ids(choices.options());
        };
    }

    private static List<String> ids(List<Outgoing.Option> options) {
        String[] ids = new String[options.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = options.get(i).id();
        }
        return List.of(ids);
    }

    private static List<Decision.Turn> turns(Decided decided, List<Outgoing> said) {
        List<Decision.Turn> turns = new ArrayList<>(2);
        long atMs = decided.atMs();
        switch (decided.input()) {
            case Input.Text text -> turns.add(new Decision.Turn("customer", atMs, text.text()));
            case Input.Press press -> turns.add(new Decision.Turn("customer", atMs, press.title()));
            case Input.Media media -> {
                String caption = media.caption();
                turns.add(new Decision.Turn(
                        "customer", atMs, "[" + media.kind() + "]" + (caption == null ? "" : " " + caption)));
            }
            case Input.HumanOutbound human -> {
                String text = human.text();
                turns.add(new Decision.Turn("agent", atMs, text == null ? "[…]" : text));
            }
            case Input.Agent agent -> {
                String text = agent.text();
                if (agent.act().equals("note") && text != null) {
                    turns.add(new Decision.Turn("note", atMs, agent.who() + ": " + text));
                }
            }
            default -> {}
        }
        String speaker =
                decided.input() instanceof Input.Agent agent && agent.act().equals("reply") ? "agent" : "bot";
        for (Outgoing message : said) {
            turns.add(new Decision.Turn(speaker, atMs, message.body()));
        }
        return turns;
    }
}
