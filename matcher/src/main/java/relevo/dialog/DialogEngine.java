package relevo.dialog;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relevo.escalation.Scorer;
import relevo.matcher.Matcher;

/**
 * Decides what to do about an input. A pure function: no clock, no randomness, no input or output; the same state, input
 * and time give the same bytes. It changes nothing: {@link Conversation#replay} applies what was decided. Any thread.
 *
 * <pre>
 *   BOT --escalate--> QUEUED --claim--> HUMAN --resolve--> SURVEY --mark--> BOT
 *    \______any person writes____________^  \____return_____________________^      every arrow raises the epoch
 * </pre>
 */
public final class DialogEngine {
    /** Delivery errors that say nothing about what was sent: window closed, not reachable, stopped by the user, too fast. */
    private static final Set<Integer> NOT_REACHABLE =
            Set.of(130429, 130472, 131021, 131026, 131030, 131031, 131045, 131047, 131048, 131049, 131050, 131056);

    private static final int NAME_MAX = 20;
    private static final String BLANKS = " \t\n\u000B\f\r";

    private final Pack pack;
    private final String version;
    private final Handovers handovers;
    private final FlowTurn flows;
    private final BotTurn bot;
    private final SurveyTurn survey;
    private final AgentTurn agents;
    private final TimerTurn timers;

    public DialogEngine(Pack pack, Matcher matcher) {
        this.pack = pack;
        this.version = pack.version() + "/" + matcher.version();
        Scorer scorer = new Scorer(pack.triggers());
        Wording wording = new Wording(pack);
        this.handovers = new Handovers(pack, wording);
        this.flows = new FlowTurn(pack, wording, handovers);
        Understanding understanding = new Understanding(pack, matcher, scorer, wording, flows);
        this.bot = new BotTurn(pack, scorer, understanding, wording, handovers, flows);
        this.survey = new SurveyTurn(pack, scorer, wording, handovers);
        this.agents = new AgentTurn(pack, wording, handovers, survey);
        this.timers = new TimerTurn(pack, wording, handovers, flows, bot);
    }

    /** The step and the question to another system that a conversation waits for; null when it waits for none. */
    public Decision.@Nullable Flow openLookup(Conversation state) {
        return flows.openLookup(state.memory());
    }

    /** Id of the content that decides: pack and index. */
    public String version() {
        return version;
    }

    /** {@link #decide(Conversation, long, int, long, String, Address, Input, Waits)} when nothing is known of the queues. */
    public Decided decide(
            Conversation state,
            long inputSequence,
            int inputIndex,
            long atMs,
            String number,
            Address address,
            Input input) {
        return decide(state, inputSequence, inputIndex, atMs, number, address, input, Waits.UNKNOWN);
    }

    /**
     * What to do about one input.
     *
     * @param state of the conversation before
     * @param inputSequence journal sequence of the entry that holds the input; grows within a conversation
     * @param inputIndex section of that entry
     * @param atMs when the input was received, milliseconds since 1970 UTC
     * @param number phone_number_id of the business number
     * @param waits what is known about the queues now
     * @throws IllegalArgumentException for an input that has been applied to this state already
     */
    public Decided decide(
            Conversation state,
            long inputSequence,
            int inputIndex,
            long atMs,
            String number,
            Address address,
            Input input,
            Waits waits) {
        if (state.hasApplied(inputSequence, inputIndex)) {
            throw new IllegalArgumentException("input " + inputSequence + "/" + inputIndex
                    + " has been applied: the conversation is at " + state.lastSequence() + "/" + state.lastIndex());
        }
        Draft d = new Draft(state, inputSequence, atMs, waits);
        switch (input) {
            case Input.Customer customer -> customer(d, customer);
            case Input.Agent agent -> agents.act(d, agent);
            case Input.HumanOutbound human -> agents.wroteElsewhere(d);
            case Input.ThreadControl control -> agents.threadControl(d, control.owned());
            case Input.Preference preference -> {
                d.optedOut = preference.stop();
                d.silent(preference.stop() ? "opted out in the channel" : "opted in in the channel");
            }
            case Input.SendFailed failed -> sendFailed(d, failed);
            case Input.Timer timer -> timers.due(d, timer);
            case Input.Profile profile -> profile(d, profile);
            case Input.Looked looked -> flows.looked(d, looked);
        }
        return decided(d, inputSequence, inputIndex, number, address, input);
    }

    /** What to do about a customer's input that could not be decided on because of a fault of ours: a person gets it. */
    public Decided decideAfterFault(
            Conversation state,
            long inputSequence,
            int inputIndex,
            long atMs,
            String number,
            Address address,
            Input input) {
        Draft d = new Draft(state, inputSequence, atMs, Waits.UNKNOWN);
        if (input instanceof Input.Customer customer && (d.owner == Owner.BOT || d.owner == Owner.SURVEY)) {
            d.customerLine = line(customer);
            handovers.handOver(d, Handovers.Cause.of(Reason.INTERNAL_ERROR));
        } else {
            d.silent("fault");
        }
        return decided(d, inputSequence, inputIndex, number, address, input);
    }

    private Decided decided(Draft d, long inputSequence, int inputIndex, String number, Address address, Input input) {
        Explanation explanation = d.explanation.contributions().isEmpty()
                        && d.explanation.candidates().isEmpty()
                ? Explanation.none(d.lang)
                : d.explanation;
        return new Decided(
                inputSequence,
                inputIndex,
                d.atMs,
                number,
                address,
                input,
                List.copyOf(d.decisions),
                explanation,
                d.owner,
                d.epoch,
                version,
                d.memory(),
                d.wait);
    }

    private void customer(Draft d, Input.Customer customer) {
        d.customerLine = line(customer);
        d.clear(Draft.SETTLED);
        if (d.name == null) {
            d.name = firstName(customer.name());
        }
        boolean idle = d.before.lastCustomerAtMs() > 0
                && d.atMs - d.before.lastCustomerAtMs() > pack.limits().sessionIdleMs();
        switch (d.owner) {
            case BOT -> {
                if (idle) {
                    d.startAfresh();
                }
                botTurn(d, customer);
            }
            case QUEUED -> quiet(d, customer, "queued");
            case HUMAN -> {
                d.set(AgentTurn.HUMAN_IDLE, pack.limits().humanIdleMs());
                quiet(d, customer, "a person speaks");
            }
            case SURVEY -> {
                if (d.atMs - d.surveyedAtMs > pack.limits().surveyTtlMs()) {
                    d.backToBot();
                    botTurn(d, customer);
                } else {
                    surveyTurn(d, customer);
                }
            }
        }
    }

    private void botTurn(Draft d, Input.Customer customer) {
        switch (customer) {
            case Input.Text text -> bot.text(d, text.text());
            case Input.Press press -> {
                int mark = SurveyTurn.markOf(press.id());
                if (mark > 0) {
                    survey.pressed(d, mark);
                } else {
                    bot.press(d, press.id(), press.title());
                }
            }
            case Input.Media media -> bot.media(d, media);
        }
    }

    private void surveyTurn(Draft d, Input.Customer customer) {
        switch (customer) {
            case Input.Text text -> {
                if (!survey.text(d, text.text())) {
                    botTurn(d, customer);
                }
            }
            case Input.Press press -> {
                if (SurveyTurn.markOf(press.id()) == 0) {
                    d.backToBot();
                }
                botTurn(d, customer);
            }
            case Input.Media media -> {
                d.backToBot();
                botTurn(d, customer);
            }
        }
    }

    /** A person has the conversation or will: only what the customer wants to hear no more of is noted. */
    private void quiet(Draft d, Input.Customer customer, String because) {
        if (customer instanceof Input.Text text && bot.optsOut(text.text())) {
            d.optedOut = true;
        }
        d.silent(because);
    }

    private void sendFailed(Draft d, Input.SendFailed failed) {
        if (d.owner == Owner.SURVEY) {
            d.backToBot();
        } else if (d.owner == Owner.BOT && !NOT_REACHABLE.contains(failed.code())) {
            handovers.handOver(d, Handovers.Cause.of(Reason.INTERNAL_ERROR));
            return;
        }
        d.silent("send failed " + failed.code());
    }

    private void profile(Draft d, Input.Profile profile) {
        if (profile.lang() != null && pack.langs().contains(profile.lang())) {
            d.lang = profile.lang();
            d.langKnown = true;
        }
        if (profile.segment() != null) {
            d.segment = profile.segment();
            handovers.moveUp(d);
        }
        String name = firstName(profile.name());
        if (name != null) {
            d.name = name;
        }
        d.silent("profile");
    }

    private static String line(Input.Customer customer) {
        return switch (customer) {
            case Input.Text text -> text.text();
            case Input.Press press -> press.title();
            case Input.Media media -> "[" + media.kind() + "]" + (media.caption() == null ? "" : " " + media.caption());
        };
    }

    /** The first word of a display name when it looks like one; display names are untrusted text. */
    private static @Nullable String firstName(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String stripped = name.strip();
        int length = 0;
        while (length < stripped.length() && isOfName(stripped.charAt(length))) {
            length++;
        }
        boolean ends = length == stripped.length() || BLANKS.indexOf(stripped.charAt(length)) >= 0;
        return ends && length >= 2 && length <= NAME_MAX ? stripped.substring(0, length) : null;
    }

    private static boolean isOfName(char c) {
        return Character.isLetter(c) || c == '-' || c == '\'';
    }
}
