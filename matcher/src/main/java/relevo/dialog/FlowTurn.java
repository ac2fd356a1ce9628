package relevo.dialog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.escalation.FoldedText;
import relevo.escalation.Phrases;

/**
 * Walks through guided flows. What the customer has said already is not asked again; what he answered is kept for the
 * agent; the way to a person is open at every step. Stateless, any thread.
 */
final class FlowTurn {
    static final String LOOKUP = "lookup";

    private static final long LOOKUP_BUDGET_MS = 4_000;
    private static final int ANSWER_KEPT_MAX = 80;

    private final Pack pack;
    private final Wording wording;
    private final Handovers handovers;
    private final Phrases<Starter> starters;
    private final Map<String, Phrases<String>> optionWords = new LinkedHashMap<>();

    private record Starter(String flow, boolean hint) {}

    FlowTurn(Pack pack, Wording wording, Handovers handovers) {
        this.pack = pack;
        this.wording = wording;
        this.handovers = handovers;
        Phrases.Builder<Starter> builder = new Phrases.Builder<>();
        for (Flow flow : pack.flows().values()) {
            flow.phrases().values().forEach(list -> list.forEach(p -> builder.add(p, new Starter(flow.id(), false))));
            flow.hints().values().forEach(list -> list.forEach(p -> builder.add(p, new Starter(flow.id(), true))));
            flow.steps().values().forEach(step -> {
                if (step instanceof Flow.Choice choice) {
                    optionWords.put(key(flow.id(), step.id()), optionWords(choice));
                }
            });
        }
        this.starters = builder.build();
    }

    private static Phrases<String> optionWords(Flow.Choice choice) {
        Phrases.Builder<String> builder = new Phrases.Builder<>();
        for (Flow.Option option : choice.options()) {
            option.words().values().forEach(words -> words.forEach(word -> builder.add(word, option.id())));
            option.title().values().forEach(title -> {
                if (!option.words().isEmpty()
                        && option.means() == null
                        && FoldedText.of(title).words() > 0) {
                    builder.add(title, option.id());
                }
            });
        }
        return builder.build();
    }

    /**
     * The flow that a text starts, by a phrase or by the FAQ entry it matches; null when none.
     *
     * @param faq the entry the text is about; null when that is not known
     * @param sure it is about that entry and no other: then a hint in passing starts nothing
     */
    @Nullable
    String startedBy(FoldedText text, @Nullable String faq, boolean sure) {
        String[] found = new String[1];
        starters.find(text, (from, to, starter) -> {
            if (found[0] == null && !(sure && starter.hint)) {
                found[0] = starter.flow;
            }
        });
        String byFaq = null;
        for (Flow flow : pack.flows().values()) {
            if (faq != null && flow.faqs().contains(faq)) {
                byFaq = flow.id();
            }
        }
        return found[0] == null ? byFaq : found[0];
    }

    /**
     * Begins a flow; what the first words already answer is taken from them.
     *
     * @param before what is said ahead of the first question; may be empty
     */
    void start(Draft d, String id, FoldedText said, String before) {
        Flow flow = flow(id);
        d.failedAttempts = 0;
        d.stepsDone.clear();
        goTo(d, flow, flow.first(), new StringBuilder(before), said);
    }

    /** Drops the flow when it has been silent for too long; the next words are then ordinary ones. */
    void dropWhenIdle(Draft d) {
        if (d.flow != null
                && (d.atMs - d.before.lastCustomerAtMs() > pack.limits().flowIdleMs()
                        || !pack.flows().containsKey(d.flow.flow()))) {
            d.flow = null;
        }
    }

    /** Whether the words answer the step that is open. */
    @Nullable
    Answered answerOf(Draft d, FoldedText text, Words.Heard heard) {
        Flow.Step step = openStep(d);
        return switch (step) {
            case Flow.Choice choice -> choiceOf(d, choice, text, heard);
            case Flow.Fill fill -> filled(fill, text);
            case null, default -> null;
        };
    }

    /**
     * An answer to a step.
     *
     * @param value what is kept
     * @param next where it leads
     */
    record Answered(Flow.Step step, String value, String next) {}

    /** Goes on with an answer. */
    void proceed(Draft d, Answered answered) {
        Flow flow = flow(String.valueOf(d.flow == null ? null : d.flow.flow()));
        keep(d, answered);
        goTo(d, flow, answered.next, new StringBuilder(), null);
    }

    /** An option of a flow was tapped; false when it is of a step that is not open. */
    boolean pressed(Draft d, String id) {
        FlowPosition at = d.flow;
        if (at == null || !(openStep(d) instanceof Flow.Choice choice)) {
            return false;
        }
        for (Flow.Option option : choice.options()) {
            if (id.equals(Wording.flowOption(at.flow(), choice.id(), option.id()))) {
                proceed(d, new Answered(choice, title(option, d.lang), option.leadsTo()));
                return true;
            }
        }
        return false;
    }

    /** The words were no answer: asks again, and calls a person when that has been done often enough. */
    void askAgain(Draft d) {
        FlowPosition at = d.flow;
        Flow.Step step = openStep(d);
        if (at == null || step == null) {
            throw new IllegalStateException("no flow");
        }
        if (step instanceof Flow.Look) {
            d.silent("looking it up");
            return;
        }
        if (at.tries() + 1 > pack.limits().flowTriesMax()) {
            handovers.handOver(d, Handovers.Cause.of(Reason.FLOW_EXHAUSTED));
            return;
        }
        d.flow = new FlowPosition(at.flow(), at.step(), at.tries() + 1);
        d.add(new Decision.Flow(at.flow(), at.step(), messages(d, step, "", true), null));
    }

    /** The open question, to be put behind an answer to something else; null when a lookup is awaited. */
    @Nullable
    Outgoing question(Draft d, String before) {
        Flow.Step step = openStep(d);
        return step instanceof Flow.Choice || step instanceof Flow.Fill
                ? messages(d, step, before, false).getLast()
                : null;
    }

    /** What a conversation with this memory waits to be told; null when it waits for nothing. */
    Decision.@Nullable Flow openLookup(Memory memory) {
        FlowPosition at = memory.flow();
        boolean waits = memory.timers().stream().anyMatch(timer -> timer.timer().equals(LOOKUP));
        Flow flow = at == null || !waits ? null : pack.flows().get(at.flow());
        return at != null && flow != null && flow.steps().get(at.step()) instanceof Flow.Look look
                ? new Decision.Flow(
                        at.flow(),
                        at.step(),
                        List.of(),
                        new Decision.Lookup(look.name(), new LinkedHashMap<>(memory.slots())))
                : null;
    }

    /** What a lookup found. */
    void looked(Draft d, Input.Looked looked) {
        FlowPosition at = d.flow;
        if (at == null
                || looked.epoch() != d.epoch
                || !looked.step().equals(at.step())
                || !(openStep(d) instanceof Flow.Look look)) {
            d.silent("nobody asked");
            return;
        }
        d.clear(LOOKUP);
        d.know(looked.values());
        String next = switch (looked.outcome()) {
            case "found" -> look.found();
            case "missing" -> look.missing();
            default -> look.failed();
        };
        d.step(look.id() + ": " + looked.outcome());
        goTo(d, flow(at.flow()), next, new StringBuilder(), null);
    }

    /** The time budget of a lookup is over. */
    void lookupLate(Draft d) {
        FlowPosition at = d.flow;
        looked(d, new Input.Looked(at == null ? "" : at.step(), "failed", Map.of(), d.epoch));
    }

    private void goTo(Draft d, Flow flow, String id, StringBuilder said, @Nullable FoldedText first) {
        String at = id;
        while (true) {
            Flow.Step step = flow.steps().get(at);
            if (step == null) {
                throw new IllegalStateException("no step " + at);
            }
            d.flow = new FlowPosition(flow.id(), at, 0);
            switch (step) {
                case Flow.Say say -> {
                    append(said, fill(say.say(), d));
                    at = say.leadsTo();
                }
                case Flow.Choice choice -> {
                    Answered known = first == null ? null : namedIn(flow.id(), choice, first, d.lang);
                    if (known == null) {
                        d.add(new Decision.Flow(flow.id(), at, messages(d, step, said.toString(), false), null));
                        return;
                    }
                    keep(d, known);
                    at = known.next;
                }
                case Flow.Fill fill -> {
                    Answered known = first == null || !fill.eager() ? null : filled(fill, first);
                    if (known != null) {
                        keep(d, known);
                    } else if (!d.slots.containsKey(fill.slot())) {
                        d.add(new Decision.Flow(flow.id(), at, messages(d, step, said.toString(), false), null));
                        return;
                    }
                    at = fill.leadsTo();
                }
                case Flow.Look look -> {
                    d.set(LOOKUP, LOOKUP_BUDGET_MS);
                    d.add(new Decision.Flow(
                            flow.id(),
                            at,
                            said.isEmpty() ? List.of() : List.of(new Outgoing.Text(said.toString())),
                            new Decision.Lookup(look.name(), new LinkedHashMap<>(d.slots))));
                    return;
                }
                case Flow.End end -> {
                    append(said, fill(end.say(), d));
                    end(d, flow, end, said.toString());
                    return;
                }
            }
        }
    }

    private void end(Draft d, Flow flow, Flow.End end, String said) {
        if (end.person()) {
            handovers.handOver(d, Handovers.Cause.of(end.reason()), said);
            return;
        }
        d.flow = null;
        d.failedAttempts = 0;
        d.add(new Decision.Flow(flow.id(), Flow.DONE, List.of(new Outgoing.Text(wording.disclosed(d, said))), null));
    }

    private List<Outgoing> messages(Draft d, Flow.Step step, String before, boolean again) {
        String flow = String.valueOf(d.flow == null ? null : d.flow.flow());
        return switch (step) {
            case Flow.Choice choice ->
                wording.asked(wording.disclosed(d, before), fill(choice.ask(), d), options(flow, choice), d.lang);
            case Flow.Fill fill ->
                wording.asked(
                        wording.disclosed(d, before), fill(again ? fill.retry() : fill.ask(), d), List.of(), d.lang);
            default -> List.of();
        };
    }

    private static List<String> options(String flow, Flow.Choice choice) {
        return choice.options().stream()
                .map(option -> Wording.flowOption(flow, choice.id(), option.id()))
                .toList();
    }

    private @Nullable Answered choiceOf(Draft d, Flow.Choice choice, FoldedText text, Words.Heard heard) {
        if (heard.number() > 0 && heard.number() <= choice.options().size()) {
            return answered(choice, choice.options().get(heard.number() - 1), d.lang);
        }
        Answered named = namedIn(d.flow == null ? "" : d.flow.flow(), choice, text, d.lang);
        if (named != null) {
            return named;
        }
        String means = heard.yesOrNo();
        for (Flow.Option option : choice.options()) {
            if (means != null && means.equals(option.means())) {
                return answered(choice, option, d.lang);
            }
        }
        return null;
    }

    /** The one option whose words stand in the text; with several, where several lead. */
    private @Nullable Answered namedIn(String flow, Flow.Choice choice, FoldedText text, String lang) {
        Phrases<String> words = optionWords.get(key(flow, choice.id()));
        if (words == null) {
            return null;
        }
        List<String> named = new ArrayList<>();
        words.find(text, (from, to, option) -> {
            if (!named.contains(option)) {
                named.add(option);
            }
        });
        List<Flow.Option> options = choice.options().stream()
                .filter(option -> named.contains(option.id()))
                .toList();
        if (options.size() == 1) {
            return answered(choice, options.getFirst(), lang);
        }
        if (options.size() > 1 && choice.several() != null) {
            String all = String.join(
                    ", ", options.stream().map(option -> title(option, lang)).toList());
            return new Answered(choice, all, choice.several());
        }
        return null;
    }

    private static @Nullable Answered filled(Flow.Fill fill, FoldedText text) {
        String raw = text.raw().strip();
        if (fill.pattern() == null) {
            return text.words() == 0 ? null : new Answered(fill, raw, fill.leadsTo());
        }
        com.google.re2j.Matcher found = fill.pattern().matcher(raw);
        return found.find() ? new Answered(fill, found.group().strip(), fill.leadsTo()) : null;
    }

    private static Answered answered(Flow.Choice choice, Flow.Option option, String lang) {
        return new Answered(choice, title(option, lang), option.leadsTo());
    }

    private static void keep(Draft d, Answered answered) {
        String slot = switch (answered.step) {
            case Flow.Choice choice -> choice.slot();
            case Flow.Fill fill -> fill.slot();
            default -> null;
        };
        if (slot != null) {
            d.know(Map.of(slot, answered.value));
        }
        d.step(answered.step.id() + ": " + Transcript.cut(answered.value, ANSWER_KEPT_MAX));
    }

    private String fill(Map<String, String> text, Draft d) {
        return wording.filled(text.getOrDefault(d.lang, text.getOrDefault(pack.defaultLang(), "")), d);
    }

    private static String title(Flow.Option option, String lang) {
        return option.title().getOrDefault(lang, option.id());
    }

    private static void append(StringBuilder said, String text) {
        if (!text.isEmpty()) {
            said.append(said.isEmpty() ? "" : "\n\n").append(text);
        }
    }

    private Flow.@Nullable Step openStep(Draft d) {
        FlowPosition at = d.flow;
        Flow flow = at == null ? null : pack.flows().get(at.flow());
        return flow == null || at == null ? null : flow.steps().get(at.step());
    }

    private Flow flow(String id) {
        Flow flow = pack.flows().get(id);
        if (flow == null) {
            throw new IllegalStateException("no flow " + id);
        }
        return flow;
    }

    private static String key(String flow, String step) {
        return flow + "/" + step;
    }
}
