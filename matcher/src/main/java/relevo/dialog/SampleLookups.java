package relevo.dialog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Made-up records of a pack, for the sandbox and for scenarios: {@code lookups.yaml}, by lookup, then by the value of the
 * one slot that is asked with. Immutable, any thread.
 */
public final class SampleLookups implements Lookups {
    private record Table(String slot, Map<String, Map<String, String>> rows) {}

    private final Map<String, Table> tables;

    private SampleLookups(Map<String, Table> tables) {
        this.tables = tables;
    }

    /** The samples of a pack; none when it has no {@code lookups.yaml}. */
    public static SampleLookups of(Path packFolder) {
        Path file = packFolder.resolve("lookups.yaml");
        Map<String, Table> tables = new LinkedHashMap<>();
        if (Files.isRegularFile(file)) {
            YamlNode.read(file).fields().forEach((name, table) -> tables.put(name, table(table)));
        }
        return new SampleLookups(tables);
    }

    private static Table table(YamlNode node) {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        node.need("rows").fields().forEach((key, row) -> {
            Map<String, String> values = new LinkedHashMap<>();
            row.fields().forEach((name, value) -> values.put(name, value.text()));
            rows.put(key, values);
        });
        Table table = new Table(node.need("by").text(), rows);
        node.done();
        return table;
    }

    @Override
    public boolean knows(String name) {
        return tables.containsKey(name);
    }

    @Override
    public Found look(String name, Map<String, String> slots) {
        Table table = tables.get(name);
        if (table == null) {
            return Found.FAILED;
        }
        Map<String, String> row = table.rows.get(slots.getOrDefault(table.slot, ""));
        return row == null ? Found.MISSING : new Found("found", row);
    }
}
