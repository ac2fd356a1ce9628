package relevo.dialog;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one flow and refuses what would leave a customer stranded. Used by one thread for one file. */
final class FlowReader {
    private static final java.util.regex.Pattern ID = java.util.regex.Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final int STEPS_MAX = 40;
    private static final int ASK_CHARS_MAX = 900;
    private static final int OPTIONS_MAX = 9;
    private static final int BUTTONS_MAX = 3;
    private static final Set<String> ALWAYS_KNOWN = Set.of("marca", "nombre", "horario", "canales");

    private final YamlNode root;
    private final List<String> langs;

    private FlowReader(YamlNode root, List<String> langs) {
        this.root = root;
        this.langs = langs;
    }

    static Flow read(YamlNode root, List<String> langs, List<String> queues) {
        return new FlowReader(root, langs).flow(queues);
    }

    private Flow flow(List<String> queues) {
        YamlNode idNode = root.need("id");
        YamlNode queue = root.need("queue");
        if (!queues.contains(queue.text())) {
            throw queue.wrong("names an unknown queue '" + queue.text() + "'; known: " + queues);
        }
        YamlNode starts = root.need("starts");
        Map<String, List<String>> phrases = byLang(starts.find("phrases"));
        Map<String, List<String>> hints = byLang(starts.find("hints"));
        Set<String> faqs = new LinkedHashSet<>(starts.listOf("faqs"));
        starts.done();
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        Map<String, Flow.Step> steps = new LinkedHashMap<>();
        for (YamlNode node : root.need("steps").items()) {
            Flow.Step step = step(node);
            if (steps.put(step.id(), step) != null) {
                throw node.wrong("has the id '" + step.id() + "' of another step");
            }
            nodes.put(step.id(), node);
        }
        root.done();
        if (steps.isEmpty() || steps.size() > STEPS_MAX) {
            throw root.need("steps").wrong("must have 1 to " + STEPS_MAX + " steps");
        }
        checkWays(steps, nodes);
        checkGaps(steps, nodes);
        return new Flow(idOf(idNode), queue.text(), faqs, phrases, hints, steps);
    }

    private static Map<String, List<String>> byLang(@Nullable YamlNode node) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        if (node != null) {
            node.fields().forEach((lang, list) -> lists.put(lang, list.texts()));
        }
        return lists;
    }

    private Flow.Step step(YamlNode node) {
        String id = idOf(node.need("id"));
        Flow.Step step;
        if (node.find("options") != null) {
            step = choice(id, node);
        } else if (node.find("ask") != null) {
            step = fill(id, node);
        } else if (node.find("lookup") != null) {
            step = new Flow.Look(
                    id,
                    node.need("lookup").text(),
                    node.listOf("gives"),
                    node.need("found").text(),
                    node.need("missing").text(),
                    node.need("failed").text());
        } else if (node.find("end") != null) {
            step = end(id, node);
        } else {
            step = new Flow.Say(
                    id,
                    texts(node.need("say"), ASK_CHARS_MAX),
                    node.need("goto").text());
        }
        node.done();
        return step;
    }

    private Flow.Choice choice(String id, YamlNode node) {
        List<YamlNode> nodes = node.need("options").items();
        if (nodes.isEmpty() || nodes.size() > OPTIONS_MAX) {
            throw node.need("options").wrong("must have 1 to " + OPTIONS_MAX + " answers");
        }
        int charsMax = nodes.size() <= BUTTONS_MAX ? Texts.BUTTON_CHARS_MAX : Texts.ROW_CHARS_MAX;
        List<Flow.Option> options = new ArrayList<>();
        for (YamlNode option : nodes) {
            YamlNode means = option.find("means");
            options.add(new Flow.Option(
                    idOf(option.need("id")),
                    texts(option.need("title"), charsMax),
                    means == null ? null : yesOrNo(means),
                    byLang(option.find("words")),
                    option.need("goto").text()));
            option.done();
        }
        YamlNode slot = node.find("slot");
        YamlNode several = node.find("several");
        return new Flow.Choice(
                id,
                texts(node.need("ask"), ASK_CHARS_MAX),
                List.copyOf(options),
                slot == null ? null : slot.text(),
                several == null ? null : several.text());
    }

    private Flow.Fill fill(String id, YamlNode node) {
        YamlNode pattern = node.find("pattern");
        YamlNode retry = node.find("retry");
        YamlNode eager = node.find("eager");
        Map<String, String> ask = texts(node.need("ask"), ASK_CHARS_MAX);
        return new Flow.Fill(
                id,
                ask,
                retry == null ? ask : texts(retry, ASK_CHARS_MAX),
                node.need("slot").text(),
                pattern == null ? null : pattern(pattern),
                eager != null && eager.flag(),
                node.need("goto").text());
    }

    private Flow.End end(String id, YamlNode node) {
        YamlNode end = node.need("end");
        boolean person = switch (end.text()) {
            case "person" -> true;
            case "done" -> false;
            default -> throw end.wrong("must be done or person, not '" + end.text() + "'");
        };
        YamlNode say = node.find("say");
        if (say == null && !person) {
            throw node.wrong("needs a key 'say': the customer must be told that it is done");
        }
        YamlNode reason = node.find("reason");
        try {
            return new Flow.End(
                    id,
                    say == null ? Map.of() : texts(say, ASK_CHARS_MAX),
                    person,
                    reason == null ? Reason.FLOW_HANDOVER : Reason.of(reason.text()));
        } catch (IllegalArgumentException e) {
            throw node.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static String yesOrNo(YamlNode means) {
        if (!means.text().equals("yes") && !means.text().equals("no")) {
            throw means.wrong("must be yes or no, not '" + means.text() + "'");
        }
        return means.text();
    }

    private static Pattern pattern(YamlNode node) {
        try {
            return Pattern.compile(node.text(), Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw node.wrong("is no regular expression: " + e.getMessage());
        }
    }

    private Map<String, String> texts(YamlNode node, int charsMax) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String lang : langs) {
            YamlNode text = node.need(lang);
            texts.put(lang, Texts.title(text, charsMax));
        }
        node.done();
        return texts;
    }

    private static String idOf(YamlNode node) {
        if (!ID.matcher(node.text()).matches()) {
            throw node.wrong("must be lower-case letters, digits and hyphens, not '" + node.text() + "'");
        }
        return node.text();
    }

    /** Every way leads to a step, every step is on a way, and on one of them is a person. */
    private void checkWays(Map<String, Flow.Step> steps, Map<String, YamlNode> nodes) {
        steps.values()
                .forEach(step -> step.next().forEach(next -> {
                    if (!steps.containsKey(next)) {
                        throw node(nodes, step.id()).wrong("leads to an unknown step '" + next + "'");
                    }
                }));
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(steps.keySet().iterator().next()));
        while (!open.isEmpty()) {
            String id = open.pop();
            Flow.Step step = steps.get(id);
            if (step != null && reached.add(id)) {
                open.addAll(step.next());
            }
        }
        for (String id : steps.keySet()) {
            if (!reached.contains(id)) {
                throw node(nodes, id).wrong("is never reached: step '" + id + "'");
            }
        }
        boolean person = steps.values().stream().anyMatch(step -> step instanceof Flow.End end && end.person());
        if (!person) {
            throw root.need("steps").wrong("have no way to a person: a step with 'end: person' is needed");
        }
        checkEndless(steps, nodes);
    }

    /** Steps that wait for nobody must not go round in a ring. */
    private void checkEndless(Map<String, Flow.Step> steps, Map<String, YamlNode> nodes) {
        for (Flow.Step start : steps.values()) {
            Flow.@Nullable Step at = start;
            for (int i = 0; at instanceof Flow.Say say; i++) {
                if (i > steps.size()) {
                    throw node(nodes, start.id()).wrong("goes round in a ring without asking anything");
                }
                at = steps.get(say.leadsTo());
            }
        }
    }

    /** A gap in a text must be something that a step of the flow learns. */
    private static void checkGaps(Map<String, Flow.Step> steps, Map<String, YamlNode> nodes) {
        Set<String> known = new HashSet<>(ALWAYS_KNOWN);
        for (Flow.Step step : steps.values()) {
            switch (step) {
                case Flow.Choice choice -> {
                    if (choice.slot() != null) {
                        known.add(choice.slot());
                    }
                }
                case Flow.Fill fill -> known.add(fill.slot());
                case Flow.Look look -> known.addAll(look.gives());
                case Flow.Say say -> {}
                case Flow.End end -> {}
            }
        }
        for (Flow.Step step : steps.values()) {
            Map<String, String> texts = switch (step) {
                case Flow.Choice choice -> choice.ask();
                case Flow.Fill fill -> fill.ask();
                case Flow.Say say -> say.say();
                case Flow.End end -> end.say();
                case Flow.Look look -> Map.of();
            };
            texts.values()
                    .forEach(text -> Placeholders.in(text).forEach(gap -> {
                        if (!known.contains(gap)) {
                            throw node(nodes, step.id())
                                    .wrong("has a gap {" + gap + "} that no step of the flow fills");
                        }
                    }));
        }
    }

    private static YamlNode node(Map<String, YamlNode> nodes, String id) {
        YamlNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException(id);
        }
        return node;
    }
}
