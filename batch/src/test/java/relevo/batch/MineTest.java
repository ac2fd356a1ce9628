package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class MineTest {
    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldWriteAssignmentsAndSuggestions() throws IOException {
        Path in = temp.resolve("in.jsonl");
        StringBuilder lines = new StringBuilder();
        for (String size : List.of("grande", "pequeña", "roja", "azul", "nueva", "vieja")) {
            lines.append("{\"id\":\"")
                    .append(size)
                    .append("\",\"turns\":[{\"by\":\"customer\",\"at\":\"2026-11-20T09:30:00Z\",")
                    .append("\"text\":\"quiero devolver la camisa ")
                    .append(size)
                    .append("\"},")
                    .append("{\"by\":\"agent\",\"at\":1763631000000,\"text\":\"Puede devolverla en la tienda.\"}]}\n");
        }
        Files.writeString(in, lines);

        assertEquals(
                0,
                run("mine", "--in", in.toString(), "--out", temp.resolve("o").toString(), "--lang", "es", "--json"),
                err.toString());

        List<String> rows = Files.readAllLines(temp.resolve("o/assignments.tsv"));
        assertEquals("conversation\tturn\tcluster", rows.getFirst());
        assertEquals("grande\t0\t0", rows.get(1));
        assertEquals(7, rows.size());
        String suggestions = Files.readString(temp.resolve("o/suggestions.json"));
        assertTrue(suggestions.contains("\"text\" : \"Puede devolverla en la tienda.\""), suggestions);
        assertTrue(out.toString().contains("\"clusters\":1"), out.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "no json > in.jsonl:1: no JSON",
                "[] > in.jsonl:1: a conversation is a JSON object",
                "{\"turns\":[]} > in.jsonl:1: id is missing or no text",
                "{\"id\":\"1\"} > in.jsonl:1: turns is a list",
                "{\"id\":\"1\",\"turns\":[{\"by\":\"cat\",\"text\":\"x\"}]} > in.jsonl:1: turns[0]: by is customer,"
                        + " bot or agent",
                "{\"id\":\"1\",\"turns\":[{\"by\":\"bot\"}]} > in.jsonl:1: turns[0]: text is missing or no text",
                "{\"id\":\"1\",\"turns\":[{\"by\":\"bot\",\"text\":\"x\",\"at\":\"ayer\"}]} > in.jsonl:1: turns[0]: at"
                        + " is",
                "{\"id\":\"1\",\"lang\":\"xx\",\"turns\":[]} > in.jsonl:1: lang: unknown language"
            })
    void shouldNameLineAndFieldOfBadInput(String line, String message) throws IOException {
        Path in = temp.resolve("in.jsonl");
        Files.writeString(in, line + "\n");

        assertEquals(
                2, run("mine", "--in", in.toString(), "--out", temp.resolve("o").toString()));
        assertTrue(err.toString().contains(message), err.toString());
    }

    @Test
    void shouldRefuseAnIdThatIsThereTwiceAndAFileThatIsNot() throws IOException {
        Path in = temp.resolve("in.jsonl");
        Files.writeString(in, "{\"id\":\"1\",\"turns\":[]}\n{\"id\":\"1\",\"turns\":[]}\n");

        assertEquals(2, run("mine", "--in", in.toString(), "--out", temp.toString()));
        assertTrue(err.toString().contains("in.jsonl:2: id '1' is there twice"), err.toString());
        assertEquals(2, run("mine", "--in", temp.resolve("none").toString(), "--out", temp.toString()));
        assertTrue(err.toString().contains("there is no file"), err.toString());
    }

    private int run(String... args) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(args);
    }
}
