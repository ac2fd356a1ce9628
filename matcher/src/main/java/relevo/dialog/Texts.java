package relevo.dialog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the engine says in one language: {@code texts.<lang>.yaml}. Complete and within WhatsApp's limits, or it would not
 * have been loaded.
 *
 * @param says one or more variants of each text
 * @param buttons titles by option: person, menu, yes, no, …; at most 20 characters
 * @param menuTitles titles of the pack's menu items; at most 24 characters
 * @param reasons the words that go into the hand-over message: why
 * @param queues how a queue is called in front of a customer
 * @param days names of the days, Monday first
 * @param media how a kind of message that cannot be read is called
 * @param topicNotes said before the hand-over message when it is about that topic: an emergency number
 * @param titleSkips beginnings of questions that are left out where a question becomes a title: "cuál es el"
 * @param channels the other ways to reach the business
 */
public record Texts(
        Map<TextKey, List<String>> says,
        Map<String, String> buttons,
        Map<String, String> menuTitles,
        Map<Reason, String> reasons,
        Map<String, String> queues,
        List<String> days,
        Map<String, String> media,
        Map<String, String> topicNotes,
        List<String> titleSkips,
        @Nullable String channels) {
    static final int BUTTON_CHARS_MAX = 20;
    static final int ROW_CHARS_MAX = 24;
    private static final int NOTE_CHARS_MAX = 600;

    /** Buttons of the engine itself. */
    static final List<String> BUTTONS = List.of(
            "person",
            "menu",
            "yes",
            "no",
            "survey-5",
            "survey-3",
            "survey-1",
            "helped-yes",
            "helped-no",
            "consent-yes",
            "consent-no");

    /** One variant; they rotate, so that nobody reads the same words twice in a row. */
    public String say(TextKey key, int turn) {
        List<String> variants = variants(key);
        return variants.get(Math.floorMod(turn, variants.size()));
    }

    private List<String> variants(TextKey key) {
        List<String> variants = says.get(key);
        if (variants == null) {
            throw new IllegalStateException("no text " + key);
        }
        return variants;
    }

    String button(String name) {
        String title = buttons.get(name);
        if (title == null) {
            throw new IllegalStateException("no button " + name);
        }
        return title;
    }

    static Texts of(YamlNode node) {
        Map<TextKey, List<String>> says = new EnumMap<>(TextKey.class);
        for (TextKey key : TextKey.values()) {
            says.put(key, variants(node.need(key.word()), key));
        }
        Map<String, String> buttons = new LinkedHashMap<>();
        YamlNode buttonsNode = node.need("buttons");
        for (String name : BUTTONS) {
            buttons.put(name, title(buttonsNode.need(name), BUTTON_CHARS_MAX));
        }
        buttonsNode.done();
        Map<String, String> menuTitles = new LinkedHashMap<>();
        node.need("menu-titles").fields().forEach((name, text) -> menuTitles.put(name, title(text, ROW_CHARS_MAX)));
        Map<Reason, String> reasons = new EnumMap<>(Reason.class);
        YamlNode reasonsNode = node.need("reasons");
        for (Reason reason : Reason.values()) {
            reasons.put(reason, reasonsNode.need(reason.word()).text());
        }
        reasonsNode.done();
        Map<String, String> queues = new LinkedHashMap<>();
        node.need("queues").fields().forEach((name, text) -> queues.put(name, text.text()));
        List<String> days = node.need("days").texts();
        if (days.size() != 7) {
            throw node.need("days").wrong("must be seven names, Monday first");
        }
        Map<String, String> media = new LinkedHashMap<>();
        node.need("media").fields().forEach((name, text) -> media.put(name, text.text()));
        if (!media.containsKey("other")) {
            throw node.need("media").wrong("needs a key 'other'");
        }
        Map<String, String> notes = new LinkedHashMap<>();
        YamlNode notesNode = node.find("topic-notes");
        if (notesNode != null) {
            notesNode.fields().forEach((name, text) -> notes.put(name, title(text, NOTE_CHARS_MAX)));
        }
        YamlNode channels = node.find("channels");
        Texts texts = new Texts(
                says,
                buttons,
                menuTitles,
                reasons,
                queues,
                days,
                media,
                notes,
                node.need("title-skips").texts(),
                channels == null ? null : channels.text());
        node.done();
        return texts;
    }

    private static List<String> variants(YamlNode node, TextKey key) {
        List<YamlNode> nodes = node.isList() ? node.items() : List.of(node);
        if (nodes.isEmpty()) {
            throw node.wrong("needs at least one text");
        }
        List<String> variants = new ArrayList<>();
        for (YamlNode each : nodes) {
            String text = each.text();
            if (text.length() > key.charsMax()) {
                throw each.wrong("has " + text.length() + " characters; WhatsApp shows at most " + key.charsMax());
            }
            for (String name : Placeholders.in(text)) {
                if (!key.placeholders().contains(name)) {
                    throw each.wrong("has an unknown placeholder {" + name + "}; known here: "
                            + Arrays.toString(
                                    key.placeholders().stream().sorted().toArray()));
                }
            }
            variants.add(text);
        }
        return List.copyOf(variants);
    }

    static String title(YamlNode node, int charsMax) {
        String title = node.text();
        if (title.length() > charsMax) {
            throw node.wrong("has " + title.length() + " characters; a title has at most " + charsMax);
        }
        return title;
    }
}
