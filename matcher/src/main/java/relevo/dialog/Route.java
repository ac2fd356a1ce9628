package relevo.dialog;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code routes.yaml}. The first row whose conditions all hold says where a conversation goes; an empty
 * condition holds always.
 *
 * @param queue null: the queue of the flow the customer is in
 * @param tier 2 agents, 3 specialised
 * @param priority normal, high or urgent
 * @param slaMinutes within how many minutes the business means to answer
 */
public record Route(
        Set<String> reasons,
        Set<String> topics,
        Set<String> segments,
        Set<String> langs,
        Set<String> flows,
        Set<String> faqs,
        @Nullable Boolean open,
        double scoreAtLeast,
        @Nullable String queue,
        int tier,
        String priority,
        int slaMinutes) {

    static final Set<String> PRIORITIES = Set.of("normal", "high", "urgent");
    private static final String ANY_FLOW = "any";

    /** What is known about a conversation that needs a queue. */
    public record Case(
            List<Reason> reasons,
            List<String> topics,
            String segment,
            String lang,
            @Nullable String flow,
            List<String> faqs,
            boolean open,
            double score) {}

    boolean fits(Case one) {
        return (reasons.isEmpty() || one.reasons().stream().anyMatch(r -> reasons.contains(r.word())))
                && (topics.isEmpty() || one.topics().stream().anyMatch(topics::contains))
                && (segments.isEmpty() || segments.contains(one.segment()))
                && (langs.isEmpty() || langs.contains(one.lang()))
                && (flows.isEmpty() || one.flow() != null && (flows.contains(ANY_FLOW) || flows.contains(one.flow())))
                && (faqs.isEmpty() || one.faqs().stream().anyMatch(faqs::contains))
                && (open == null || open == one.open())
                && one.score() >= scoreAtLeast
                && (queue != null || one.flow() != null);
    }

    boolean unconditional() {
        return reasons.isEmpty()
                && topics.isEmpty()
                && segments.isEmpty()
                && langs.isEmpty()
                && flows.isEmpty()
                && faqs.isEmpty()
                && open == null
                && scoreAtLeast <= 0
                && queue != null;
    }

    static Route of(YamlNode node) {
        YamlNode when = node.find("when");
        YamlNode hours = when == null ? null : when.find("hours");
        YamlNode score = when == null ? null : when.find("score-at-least");
        YamlNode queue = node.find("queue");
        YamlNode priority = node.need("priority");
        Route route = new Route(
                words(when, "reason"),
                words(when, "topic"),
                words(when, "segment"),
                words(when, "lang"),
                words(when, "flow"),
                words(when, "faq"),
                hours == null ? null : isOpen(hours),
                score == null ? 0 : score.number(0, 100),
                queue == null ? null : queue.text(),
                (int) node.need("tier").integer(2, 3),
                priority.text(),
                (int) node.need("sla-minutes").integer(1, 10_000));
        if (when != null) {
            when.done();
        }
        node.done();
        if (!PRIORITIES.contains(route.priority)) {
            throw priority.wrong("must be normal, high or urgent, not '" + route.priority + "'");
        }
        if (route.queue == null && route.flows.isEmpty()) {
            throw node.wrong("needs a key 'queue'; only a row for flows may leave it to the flow");
        }
        checkReasons(when);
        return route;
    }

    private static void checkReasons(@Nullable YamlNode when) {
        YamlNode reasons = when == null ? null : when.find("reason");
        if (reasons == null) {
            return;
        }
        for (String word : reasons.texts()) {
            try {
                Reason.of(word);
            } catch (IllegalArgumentException e) {
                throw reasons.wrong("has an unknown reason '" + word + "'");
            }
        }
    }

    private static Set<String> words(@Nullable YamlNode when, String key) {
        return when == null ? Set.of() : Set.copyOf(when.listOf(key));
    }

    private static boolean isOpen(YamlNode node) {
        return switch (node.text()) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw node.wrong("must be open or closed, not '" + node.text() + "'");
        };
    }
}
