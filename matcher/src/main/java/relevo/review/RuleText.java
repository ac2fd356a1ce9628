package relevo.review;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import relevo.dialog.Pack;
import relevo.dialog.Route;

/**
 * Changes of the files that are no answers: a threshold of {@code pack.yaml}, a topic of {@code triggers.yaml}, a row of
 * {@code routes.yaml}. What is common to all packs stays as it is: the pack's own file says what is otherwise for it. All
 * that is not touched keeps its comments and its layout. Stateless.
 */
final class RuleText {
    static final String THRESHOLDS = "pack.yaml";
    static final String TRIGGERS = "triggers.yaml";
    static final String ROUTES = "routes.yaml";

    /** Who is better off where the common rows send him. */
    private static final Set<String> SEGMENTS = Set.of("regular", "premium");

    private RuleText() {}

    /** How a {@link Suggestion.Tuning} names the weight of a topic. */
    static String weightKey(String topic) {
        return "topics." + topic + ".weight";
    }

    /** The passage {@code thresholds:}, or a new one. */
    static Passage threshold(String file, Suggestion.Tuning tuning) {
        String block = block(file, "thresholds:", "");
        String head = block.isEmpty() ? "thresholds:\n" : block;
        return new Passage(THRESHOLDS, block, with(head, "  ", tuning.key(), tuning.to()));
    }

    /** The topic decides no longer alone: the passage {@code topics:}, with the pack's own word on it. */
    static Passage trigger(String file, Suggestion.Tuning tuning) {
        String name = tuning.key().replaceAll("^topics\\.|\\.weight$", "");
        if (!weightKey(name).equals(tuning.key())) {
            throw new ReviewException("'" + tuning.key() + "' is no weight of a topic");
        }
        String topics = block(file, "topics:", "");
        String head = topics.isEmpty() ? "topics:\n" : topics;
        String topic = block(head, name + ":", "  ");
        if (!topic.isEmpty() && !topic.lines().findFirst().orElse("").strip().equals(name + ":")) {
            throw new ReviewException(TRIGGERS + ": '" + name + "' stands in one line: change it by hand");
        }
        String changed = with(topic.isEmpty() ? "  " + name + ":\n" : topic, "    ", "weight", tuning.to());
        changed = line(changed, "    ", "hard", "false");
        return new Passage(TRIGGERS, topics, topic.isEmpty() ? ended(head) + changed : head.replace(topic, changed));
    }

    /** A row before the pack's own ones. */
    static Passage route(String file, Suggestion.Routing routing, Pack pack) {
        Route row = row(routing, pack);
        String text = String.format(
                Locale.ROOT,
                "- {when: {%s: %s, segment: [regular, premium]}, queue: %s, tier: %d, priority: %s, sla-minutes: %d}\n",
                routing.when(),
                FaqText.scalar(routing.is()),
                FaqText.scalar(routing.to()),
                row.tier(),
                row.priority(),
                row.slaMinutes());
        String first = "";
        for (String line : file.split("(?<=\n)", -1)) {
            if (line.startsWith("-")) {
                first = line;
                break;
            }
        }
        return new Passage(ROUTES, first, text + first);
    }

    /** The route that the row makes; what it leaves open is as in the pack's last one, which fits always. */
    static Route row(Suggestion.Routing routing, Pack pack) {
        Route last = pack.routes().getLast();
        Set<String> is = Set.of(routing.is());
        return new Route(
                routing.when().equals("reason") ? is : Set.of(),
                routing.when().equals("topic") ? is : Set.of(),
                SEGMENTS,
                Set.of(),
                Set.of(),
                routing.when().equals("faq") ? is : Set.of(),
                null,
                0,
                routing.to(),
                last.tier(),
                last.priority(),
                last.slaMinutes());
    }

    /** The lines from the one that begins so, at this depth, up to the next of its depth; empty when there is none. */
    private static String block(String text, String first, String indent) {
        StringBuilder block = new StringBuilder();
        boolean inside = false;
        for (String line : text.split("(?<=\n)", -1)) {
            boolean same = line.startsWith(indent)
                    && line.length() > indent.length()
                    && !Character.isWhitespace(line.charAt(indent.length()))
                    && line.charAt(indent.length()) != '#';
            boolean outer = !line.isBlank() && !line.startsWith(indent);
            if (same || outer) {
                inside = same && line.startsWith(first, indent.length());
            }
            block.append(inside ? line : "");
        }
        return block.toString();
    }

    private static String with(String block, String indent, String key, double value) {
        return line(block, indent, key, String.format(Locale.ROOT, "%.2f", value));
    }

    /** The block with this key set: in its place, else behind all others. */
    private static String line(String block, String indent, String key, String value) {
        String line = indent + key + ": " + value + "\n";
        List<String> lines = List.of(block.split("(?<=\n)", -1));
        StringBuilder changed = new StringBuilder();
        boolean done = false;
        for (String old : lines) {
            boolean same = old.startsWith(indent + key + ":");
            changed.append(same ? line : old);
            done |= same;
        }
        return done ? changed.toString() : ended(changed.toString()) + line;
    }

    private static String ended(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }
}
