package relevo.dialog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the making: what the conversation will keep, and what will be done. Made for one input, changed by the
 * steps of the engine in turn, turned into a {@link Decided} and thrown away. One thread.
 */
final class Draft {
    /** Runs until a resolved conversation has been quiet for long enough to count as settled. */
    static final String SETTLED = "settled";

    final Conversation before;
    final long atMs;
    private final Waits waits;
    /** Journal sequence of the input: what is sampled is sampled by it. */
    final long inputSequence;

    Owner owner;
    long epoch;

    String lang;
    boolean langKnown;
    boolean disclosed;
    int failedAttempts;
    boolean clarified;
    double mood;
    final List<String> answers;
    int question;
    int repeats;
    final Map<String, String> slots;

    @Nullable
    FlowPosition flow;

    final List<String> stepsDone;

    @Nullable
    String segment;

    @Nullable
    String name;

    int consent;
    boolean optedOut;

    @Nullable
    Handed handed;

    long surveyedAtMs;

    @Nullable
    Burst burst;

    final List<TimerAt> timers;
    final List<Decision> decisions = new ArrayList<>(2);
    Explanation explanation;

    /** What was said about a queue when it was asked for. */
    @Nullable
    Wait wait;

    /** What the customer did, as a line of the transcript; null when it was not the customer. */
    @Nullable
    String customerLine;

    Draft(Conversation before, long inputSequence, long atMs, Waits waits) {
        this.inputSequence = inputSequence;
        this.before = before;
        this.atMs = atMs;
        this.waits = waits;
        this.owner = before.owner();
        this.epoch = before.epoch();
        Memory memory = before.memory();
        this.lang = memory.lang();
        this.langKnown = memory.langKnown();
        this.disclosed = memory.disclosed();
        this.failedAttempts = memory.failedAttempts();
        this.clarified = memory.clarified();
        this.mood = memory.mood();
        this.answers = new ArrayList<>(memory.answers());
        this.question = memory.question();
        this.repeats = memory.repeats();
        this.slots = new LinkedHashMap<>(memory.slots());
        this.flow = memory.flow();
        this.stepsDone = new ArrayList<>(memory.stepsDone());
        this.segment = memory.segment();
        this.name = memory.name();
        this.consent = memory.consent();
        this.optedOut = memory.optedOut();
        this.handed = memory.handed();
        this.surveyedAtMs = memory.surveyedAtMs();
        this.burst = memory.burst();
        this.timers = new ArrayList<>(memory.timers());
        this.explanation = Explanation.none(lang);
    }

    /** Turns the rotation of texts: grows with the conversation. */
    int turn() {
        return before.transcript().size() + failedAttempts;
    }

    /** The wait in a queue, as far as it is known; kept with the decision, so that it can be recomputed. */
    @Nullable
    Wait waitIn(String queue, String priority) {
        wait = waits.of(queue, priority);
        return wait;
    }

    void add(Decision decision) {
        decisions.add(decision);
    }

    void silent(String because) {
        decisions.add(new Decision.Silent(because));
    }

    /** An agent's act is not done. */
    void refuse(String why) {
        decisions.add(Decision.Silent.refused(why));
    }

    /** Another speaks from here on; whatever was about to be sent for the one before is void. */
    void hand(Owner next) {
        owner = next;
        epoch++;
        timers.removeIf(set -> !set.timer().equals(SETTLED));
        burst = null;
    }

    /** Back to the bot with a clean slate, so that what led to a person does not lead there again at once. */
    void backToBot() {
        hand(Owner.BOT);
        handed = null;
        startAfresh();
        disclosed = true;
    }

    /** Forgets what belongs to a session: counters, mood, the flow. What is known of the customer stays. */
    void startAfresh() {
        failedAttempts = 0;
        clarified = false;
        mood = 0;
        answers.clear();
        question = 0;
        repeats = 0;
        slots.clear();
        flow = null;
        stepsDone.clear();
        disclosed = false;
    }

    void set(String timer, long inMs) {
        clear(timer);
        timers.add(new TimerAt(timer, atMs + inMs));
    }

    void clear(String timer) {
        for (int i = timers.size() - 1; i >= 0; i--) {
            if (timers.get(i).timer().equals(timer)) {
                timers.remove(i);
            }
        }
    }

    boolean isDue(String timer) {
        for (TimerAt set : timers) {
            if (set.timer().equals(timer) && set.atMs() <= atMs) {
                return true;
            }
        }
        return false;
    }

    void answered(String faq) {
        answers.add(faq);
        if (answers.size() > Limits.ANSWERS_MAX) {
            answers.removeFirst();
        }
    }

    /** A step of a flow was done; the agent will read it. */
    void step(String done) {
        if (stepsDone.size() < Limits.STEPS_MAX) {
            stepsDone.add(done);
        }
    }

    void know(Map<String, String> found) {
        found.forEach((slot, value) -> {
            if (slots.containsKey(slot) || slots.size() < Limits.SLOTS_MAX) {
                slots.put(slot, Transcript.cut(value, Limits.SLOT_CHARS_MAX));
            }
        });
    }

    String segmentOrRegular() {
        return segment == null ? "regular" : segment;
    }

    /** The turns an agent reads: those before, this one, and what is said now. */
    List<Decision.Turn> transcriptWith(String said) {
        List<Decision.Turn> now = new ArrayList<>(2);
        if (customerLine != null) {
            now.add(new Decision.Turn("customer", atMs, customerLine));
        }
        now.add(new Decision.Turn("bot", atMs, said));
        return before.transcript().and(now).turns();
    }

    Memory memory() {
        return new Memory(
                lang,
                langKnown,
                disclosed,
                failedAttempts,
                clarified,
                mood,
                answers,
                question,
                repeats,
                slots,
                flow,
                stepsDone,
                segment,
                name,
                consent,
                optedOut,
                handed,
                surveyedAtMs,
                burst,
                timers);
    }
}
