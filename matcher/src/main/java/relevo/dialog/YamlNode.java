package relevo.dialog;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a YAML file that knows its file, line and key, so that every complaint about it says where. Strict: a key
 * twice, a key nobody asked for ({@link #done()}) or a value of the wrong shape is a {@link ConfigException}. Scalars
 * keep the characters they were written with ({@code no} stays {@code no}). Not for several threads.
 */
public final class YamlNode {
    private static final YAMLFactory YAML = YAMLFactory.builder().build();
    private static final int DEPTH_MAX = 20;

    private final String file;
    private final int line;
    private final String key;
    /** String, List of YamlNode, Map of String to YamlNode, or null for an empty value. */
    private final @Nullable Object value;

    private final Set<String> asked = new LinkedHashSet<>();

    private YamlNode(String file, int line, String key, @Nullable Object value) {
        this.file = file;
        this.line = line;
        this.key = key;
        this.value = value;
    }

    /** Reads a file; an empty one is an empty map. */
    public static YamlNode read(Path path) {
        return read(path, String.valueOf(path.getFileName()));
    }

    /** Reads a file; {@code name} is the one used in complaints. */
    static YamlNode read(Path path, String name) {
        try {
            return parse(name, Files.readString(path));
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads YAML from a string; {@code file} is the name used in complaints. */
    public static YamlNode parse(String file, String yaml) {
        try (JsonParser parser = YAML.createParser(yaml)) {
            if (parser.nextToken() == null) {
                return new YamlNode(file, 1, "", Map.of());
            }
            YamlNode root = node(parser, file, "", 0);
            if (parser.nextToken() != null) {
                throw new ConfigException(file + ":"
                        + parser.currentTokenLocation().getLineNr() + ": a second document; one file holds one");
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new ConfigException(
                    file + ":" + (at == null ? 1 : at.getLineNr()) + ": " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        }
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static YamlNode node(JsonParser parser, String file, String key, int depth) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (depth > DEPTH_MAX) {
            throw new ConfigException(file + ":" + line + ": nested more than " + DEPTH_MAX + " deep");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                Map<String, YamlNode> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    int at = parser.currentTokenLocation().getLineNr();
                    parser.nextToken();
                    String path = key.isEmpty() ? name : key + "." + name;
                    if (fields.put(name, node(parser, file, path, depth + 1)) != null) {
                        throw new ConfigException(file + ":" + at + ": key '" + path + "' stands there twice");
                    }
                }
                yield new YamlNode(file, line, key, fields);
            }
            case START_ARRAY -> {
                List<YamlNode> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(parser, file, key + "[" + items.size() + "]", depth + 1));
                }
                yield new YamlNode(file, line, key, items);
            }
            case VALUE_NULL -> new YamlNode(file, line, key, null);
            default -> new YamlNode(file, line, key, parser.getText());
        };
    }

    /** A complaint about this node. */
    public ConfigException wrong(String what) {
        return new ConfigException(file + ":" + line + ": " + (key.isEmpty() ? "" : "'" + key + "' ") + what);
    }

    public int line() {
        return line;
    }

    public String file() {
        return file;
    }

    public boolean isMap() {
        return value instanceof Map;
    }

    public boolean isList() {
        return value instanceof List;
    }

    /** The fields of a map in the order written; all count as asked for. */
    public Map<String, YamlNode> fields() {
        asked.addAll(map().keySet());
        return map();
    }

    @SuppressWarnings("unchecked")
    private Map<String, YamlNode> map() {
        if (!(value instanceof Map)) {
            throw wrong("must be a map of keys to values");
        }
        return (Map<String, YamlNode>) value;
    }

    /** The items of a list. */
    @SuppressWarnings("unchecked")
    public List<YamlNode> items() {
        if (!(value instanceof List)) {
            throw wrong("must be a list");
        }
        return (List<YamlNode>) value;
    }

    /** A list of texts; one text counts as a list of one. */
    public List<String> texts() {
        return value instanceof String text
                ? List.of(text)
                : items().stream().map(YamlNode::text).toList();
    }

    /** The value as text, never empty. */
    public String text() {
        if (!(value instanceof String text)) {
            throw wrong("must be a text");
        }
        if (text.isBlank()) {
            throw wrong("is empty");
        }
        return text.strip();
    }

    /** The value as text, empty when nothing stands there. */
    public String textOrEmpty() {
        return value == null || value instanceof String text && text.isBlank() ? "" : text();
    }

    public long integer(long min, long max) {
        try {
            long number = Long.parseLong(text().replace("_", ""));
            if (number < min || number > max) {
                throw wrong("must be from " + min + " to " + max + ", not " + number);
            }
            return number;
        } catch (NumberFormatException e) {
            throw wrong("must be a whole number, not '" + text() + "'");
        }
    }

    public double number(double min, double max) {
        try {
            double number = Double.parseDouble(text());
            if (!(number >= min && number <= max)) {
                throw wrong("must be from " + min + " to " + max + ", not " + number);
            }
            return number;
        } catch (NumberFormatException e) {
            throw wrong("must be a number, not '" + text() + "'");
        }
    }

    public boolean flag() {
        return switch (text()) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw wrong("must be true or false, not '" + text() + "'");
        };
    }

    /** A field that must be there. */
    public YamlNode need(String name) {
        YamlNode field = find(name);
        if (field == null) {
            throw wrong(key.isEmpty() ? "needs the key '" + name + "'" : "needs a key '" + name + "'");
        }
        return field;
    }

    /** A field that may be missing. */
    public @Nullable YamlNode find(String name) {
        asked.add(name);
        return map().get(name);
    }

    /** The texts of a field, or none when it is missing. */
    public List<String> listOf(String name) {
        YamlNode field = find(name);
        return field == null ? List.of() : field.texts();
    }

    /** To be called when every known key has been asked for: any other key is a mistake. */
    public void done() {
        map().forEach((name, field) -> {
            if (!asked.contains(name)) {
                throw new ConfigException(
                        file + ":" + field.line + ": unknown key '" + field.key + "'; known here: " + asked);
            }
        });
    }

    /**
     * This node with another laid over it: maps are merged key by key, anything else is replaced.
     *
     * @param append lists are added to instead of replaced
     */
    public YamlNode overlaid(YamlNode over, boolean append) {
        if (append && value instanceof List && over.value instanceof List) {
            List<YamlNode> both = new ArrayList<>(items());
            both.addAll(over.items());
            return new YamlNode(over.file, over.line, over.key, both);
        }
        if (!(value instanceof Map) || !(over.value instanceof Map)) {
            return over;
        }
        Map<String, YamlNode> merged = new LinkedHashMap<>(map());
        over.map().forEach((name, field) -> merged.merge(name, field, (a, b) -> a.overlaid(b, append)));
        return new YamlNode(over.file, over.line, over.key, merged);
    }
}
