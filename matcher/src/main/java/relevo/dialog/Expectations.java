package relevo.dialog;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.escalation.FoldedText;

/** Compares what a scenario expects with what came out. Stateless. */
final class Expectations {
    private Expectations() {}

    /** The first difference of a turn, in words; null when there is none. */
    static @Nullable String difference(Scenario.Turn turn, List<ScenarioPlay.Outcome> outcome) {
        if (turn.out().isEmpty()) {
            return null;
        }
        if (turn.out().size() != outcome.size()) {
            return "expected " + turn.out().size() + " decision(s), got " + kinds(outcome);
        }
        for (int i = 0; i < outcome.size(); i++) {
            ScenarioPlay.Outcome one = outcome.get(i);
            for (Map.Entry<String, List<String>> each :
                    turn.out().get(i).values().entrySet()) {
                String difference = difference(each.getKey(), each.getValue(), one, outcome);
                if (difference != null) {
                    return difference + " (" + describe(one) + ")";
                }
            }
            String slots = missing(turn.out().get(i).maps().getOrDefault("slots", Map.of()), one.slots());
            if (slots != null) {
                return slots;
            }
        }
        return null;
    }

    private static @Nullable String difference(
            String key, List<String> wanted, ScenarioPlay.Outcome one, List<ScenarioPlay.Outcome> all) {
        Decision decision = one.decision();
        Decision.@Nullable Handover handover =
                decision instanceof Decision.Escalate escalate ? escalate.handover() : null;
        return switch (key) {
            case "decision" -> oneOf(key, wanted, decision.kind());
            case "reason" -> allOf(key, wanted, reasons(handover));
            case "not-reason" -> noneOf(wanted, reasons(handover));
            case "queue" -> oneOf(key, wanted, handover == null ? "none" : handover.queue());
            case "tier" -> oneOf(key, wanted, handover == null ? "1" : String.valueOf(handover.tier()));
            case "priority" -> oneOf(key, wanted, handover == null ? "none" : handover.priority());
            case "faq" -> allOf(key, wanted, faqs(decision));
            case "flow" -> oneOf(key, wanted, decision instanceof Decision.Flow flow ? flow.flow() : "none");
            case "lang" -> oneOf(key, wanted, one.explanation().lang());
            case "says" -> says(wanted.getFirst(), decision, true);
            case "not-says" -> says(wanted.getFirst(), decision, false);
            case "messages" ->
                oneOf(
                        key,
                        wanted,
                        String.valueOf(all.stream()
                                .mapToInt(each -> each.decision().messages().size())
                                .sum()));
            case "score-at-least" ->
                one.explanation().score() >= Double.parseDouble(wanted.getFirst())
                        ? null
                        : "expected a score of at least " + wanted.getFirst() + ", got "
                                + one.explanation().score();
            case "score-below" ->
                one.explanation().score() < Double.parseDouble(wanted.getFirst())
                        ? null
                        : "expected a score below " + wanted.getFirst() + ", got "
                                + one.explanation().score();
            case "steps-done" -> steps(wanted, one.stepsDone());
            default -> throw new IllegalStateException(key);
        };
    }

    /** What is missing in the packet an agent gets; null when nothing is. */
    static @Nullable String packetDifference(Scenario.Expected expected, Decision.Handover packet) {
        for (Map.Entry<String, List<String>> each : expected.values().entrySet()) {
            List<String> wanted = each.getValue();
            String difference = switch (each.getKey()) {
                case "transcript-turns" ->
                    oneOf(
                            each.getKey(),
                            wanted,
                            String.valueOf(packet.transcript().size()));
                case "queue" -> oneOf(each.getKey(), wanted, packet.queue());
                case "tier" -> oneOf(each.getKey(), wanted, String.valueOf(packet.tier()));
                case "priority" -> oneOf(each.getKey(), wanted, packet.priority());
                case "reason" -> allOf(each.getKey(), wanted, reasons(packet));
                default -> steps(wanted, packet.stepsDone());
            };
            if (difference != null) {
                return difference;
            }
        }
        return missing(expected.maps().getOrDefault("slots", Map.of()), packet.slots());
    }

    private static @Nullable String oneOf(String key, List<String> wanted, String got) {
        for (String each : wanted) {
            if (Arrays.asList(each.split("\\|")).contains(got)) {
                return null;
            }
        }
        return "expected " + key + " " + String.join("|", wanted) + ", got " + got;
    }

    private static @Nullable String allOf(String key, List<String> wanted, List<String> got) {
        for (String each : wanted) {
            if (Arrays.stream(each.split("\\|")).noneMatch(got::contains)) {
                return "expected " + key + " " + each + ", got " + got;
            }
        }
        return null;
    }

    private static @Nullable String noneOf(List<String> unwanted, List<String> got) {
        for (String each : unwanted) {
            for (String word : each.split("\\|")) {
                if (got.contains(word)) {
                    return "expected no reason " + word + ", got " + got;
                }
            }
        }
        return null;
    }

    private static @Nullable String steps(List<String> wanted, List<String> got) {
        for (String each : wanted) {
            String folded = FoldedText.of(each).toString();
            if (got.stream().noneMatch(step -> FoldedText.of(step).toString().contains(folded))) {
                return "expected the step done '" + each + "', got " + got;
            }
        }
        return null;
    }

    private static @Nullable String missing(Map<String, String> wanted, Map<String, String> got) {
        for (Map.Entry<String, String> each : wanted.entrySet()) {
            if (!each.getValue().equals(got.get(each.getKey()))) {
                return "expected the slot " + each.getKey() + " to be '" + each.getValue() + "', got " + got;
            }
        }
        return null;
    }

    /** Regular expressions of people are run by RE2/J, in linear time, on text without case and accents. */
    private static @Nullable String says(String expression, Decision decision, boolean wanted) {
        String said = said(decision);
        try {
            boolean found = Pattern.compile(withoutAccents(expression))
                    .matcher(withoutAccents(said))
                    .find();
            return found == wanted
                    ? null
                    : "expected it " + (wanted ? "to say" : "not to say") + " '" + expression + "', got '" + said + "'";
        } catch (PatternSyntaxException e) {
            throw new ConfigException("no regular expression: '" + expression + "': " + e.getMessage(), e);
        }
    }

    private static String withoutAccents(String text) {
        return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /** All that goes out with a decision, buttons included. */
    static String said(Decision decision) {
        List<String> parts = new ArrayList<>();
        for (Outgoing message : decision.messages()) {
            parts.add(message.body());
            switch (message) {
                case Outgoing.Text text -> {}
                case Outgoing.Buttons buttons -> buttons.options().forEach(option -> parts.add(option.title()));
                case Outgoing.Choices choices -> choices.options().forEach(option -> parts.add(option.title()));
            }
        }
        return String.join("\n", parts);
    }

    private static List<String> reasons(Decision.@Nullable Handover handover) {
        return handover == null
                ? List.of()
                : handover.reasons().stream().map(Reason::word).toList();
    }

    private static List<String> faqs(Decision decision) {
        return switch (decision) {
            case Decision.Answer answer -> answer.faqs();
            case Decision.Clarify clarify -> clarify.faqs();
            default -> List.of();
        };
    }

    private static List<String> kinds(List<ScenarioPlay.Outcome> outcome) {
        return outcome.stream().map(one -> one.decision().kind()).toList();
    }

    private static String describe(ScenarioPlay.Outcome one) {
        List<String> parts = new ArrayList<>();
        parts.add(one.decision().kind());
        one.explanation().contributions().forEach(part -> parts.add(part.feature() + " " + part.contribution()));
        one.explanation().candidates().stream()
                .limit(3)
                .forEach(hit -> parts.add(hit.id() + " " + Math.round(hit.confidence() * 100) / 100.0));
        return String.join(", ", parts);
    }
}
