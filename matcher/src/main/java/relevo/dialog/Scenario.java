package relevo.dialog;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation written down with what is expected of it: one file of {@code scenarios/}, readable by support staff.
 *
 * @param atMs virtual time of the first turn
 * @param customer what is known of the customer
 * @param packet what the agent gets in the end; null when the file does not say
 */
public record Scenario(
        String file,
        String name,
        String pack,
        long atMs,
        Input.Profile customer,
        List<Turn> turns,
        @Nullable Expected packet) {

    /** One line: what happens, and what is expected to come of it, in order. */
    public record Turn(int line, Act act, List<Expected> out) {}

    /** What happens in a turn. */
    public sealed interface Act {
        record Says(String text) implements Act {}

        /** A button or row by its place, from 1, or by its title. */
        record Presses(String which) implements Act {}

        record Sends(String kind) implements Act {}

        record Writes(List<String> texts) implements Act {}

        record Waits(Duration time) implements Act {}

        record Agent(
                String act,
                String who,
                @Nullable String text,
                @Nullable String queue) implements Act {}
    }

    /**
     * What is expected, as written: key to value.
     *
     * @param maps the keys whose value is a map
     */
    public record Expected(int line, Map<String, List<String>> values, Map<String, Map<String, String>> maps) {}

    private static final List<String> OUT_KEYS = List.of(
            "decision",
            "reason",
            "not-reason",
            "queue",
            "tier",
            "priority",
            "faq",
            "flow",
            "lang",
            "says",
            "not-says",
            "messages",
            "score-at-least",
            "score-below",
            "steps-done");
    private static final List<String> PACKET_KEYS =
            List.of("transcript-turns", "queue", "tier", "priority", "reason", "steps-done");

    /** Reads a file; a {@link ConfigException} says what is wrong with it. */
    public static Scenario read(Path path) {
        YamlNode root = YamlNode.read(path);
        YamlNode at = root.need("at");
        YamlNode customer = root.find("customer");
        YamlNode packet = root.find("expect-handover");
        List<Turn> turns =
                root.need("turns").items().stream().map(Scenario::turn).toList();
        Scenario scenario = new Scenario(
                path.getFileName().toString(),
                root.need("name").text(),
                root.need("pack").text(),
                atMs(at),
                customer == null ? new Input.Profile(null, null, null) : profile(customer),
                turns,
                packet == null ? null : expected(packet, PACKET_KEYS));
        root.done();
        return scenario;
    }

    private static long atMs(YamlNode at) {
        try {
            return OffsetDateTime.parse(at.text()).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw at.wrong("must be a time like 2026-11-23T10:00:00-05:00, not '" + at.text() + "'");
        }
    }

    private static Input.Profile profile(YamlNode node) {
        Input.Profile profile = new Input.Profile(textOf(node, "lang"), textOf(node, "segment"), textOf(node, "name"));
        node.done();
        return profile;
    }

    private static @Nullable String textOf(YamlNode node, String key) {
        YamlNode field = node.find(key);
        return field == null ? null : field.text();
    }

    private static Turn turn(YamlNode node) {
        Act act = act(node);
        YamlNode out = node.find("out");
        List<Expected> expected = new ArrayList<>();
        if (out != null) {
            List<YamlNode> each = out.isList() ? out.items() : List.of(out);
            each.forEach(one -> expected.add(expected(one, OUT_KEYS)));
        }
        node.done();
        return new Turn(node.line(), act, List.copyOf(expected));
    }

    private static Act act(YamlNode node) {
        YamlNode in = node.find("in");
        if (in != null) {
            return new Act.Says(in.text());
        }
        YamlNode press = node.find("press");
        if (press != null) {
            return new Act.Presses(press.text());
        }
        YamlNode media = node.find("media");
        if (media != null) {
            return new Act.Sends(media.text());
        }
        YamlNode burst = node.find("burst");
        if (burst != null) {
            return new Act.Writes(burst.texts());
        }
        YamlNode after = node.find("after");
        if (after != null) {
            try {
                return new Act.Waits(Duration.parse(after.text()));
            } catch (DateTimeException e) {
                throw after.wrong("must be a duration like PT5M, not '" + after.text() + "'");
            }
        }
        YamlNode agent = node.find("agent");
        if (agent == null) {
            throw node.wrong("must have one of in, press, after, agent, burst or media");
        }
        Act.Agent acts = new Act.Agent(
                agent.need("do").text(), agent.need("who").text(), textOf(agent, "text"), textOf(agent, "queue"));
        agent.done();
        return acts;
    }

    private static Expected expected(YamlNode node, List<String> keys) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String key : keys) {
            YamlNode value = node.find(key);
            if (value != null) {
                values.put(key, value.texts());
            }
        }
        Map<String, Map<String, String>> maps = new LinkedHashMap<>();
        YamlNode slots = node.find("slots");
        if (slots != null) {
            Map<String, String> map = new LinkedHashMap<>();
            slots.fields().forEach((name, value) -> map.put(name, value.text()));
            maps.put("slots", map);
        }
        node.done();
        return new Expected(node.line(), values, maps);
    }
}
