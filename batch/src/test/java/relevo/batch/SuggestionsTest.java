package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.review.Kind;
import relevo.review.ReviewFolder;
import relevo.review.Suggestion;

final class SuggestionsTest {
    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        Path packs = temp.resolve("packs");
        Nights.retail(packs);
        Files.writeString(
                temp.resolve("content.json"),
                new ObjectMapper()
                        .createObjectNode()
                        .put("packs", packs.toString())
                        .toString());
        new ReviewFolder(temp, packs, InstantSource.system())
                .put("2026-11-20", List.of(suggestion("retail-arreglos"), suggestion("retail-alquiler")));
    }

    @Test
    void shouldDoFromAShellWhatThePagesDo() {
        assertEquals(0, run("list"));
        assertTrue(out.toString().contains("retail-arreglos"), out.toString());
        assertEquals(2, run("approve", "retail-arreglos"), "nobody was named");
        assertEquals(1, run("publish", "retail-arreglos", "--who", "Ana"), "it is not approved");
        assertTrue(err.toString().contains("only an approved one"), err.toString());
        assertEquals(0, run("approve", "retail-arreglos", "--who", "Ana"));
        assertEquals(0, run("publish", "retail-arreglos", "--who", "Ana"));
        assertEquals(0, run("history", "retail"));
        assertTrue(out.toString().contains("retail-arreglos"), out.toString());
        assertEquals(0, run("dismiss", "retail-alquiler", "--who", "Ana", "--reason", "no es tema"));
        assertEquals(1, run("approve", "nobody", "--who", "Ana"));
    }

    @Test
    void shouldReviewInFiles() throws IOException {
        Path files = temp.resolve("review-files");
        assertEquals(0, run("export", "--to", files.toString()));
        Path file = files.resolve("retail-arreglos.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("decision: wait", "decision: publish")
                        .replace("by: []", "by: [Ana]"));
        out.getBuffer().setLength(0);
        assertEquals(0, run("import", "--from", files.toString()));
        assertEquals(
                List.of("retail-alquiler.yaml: waits", "retail-arreglos.yaml: approved by Ana, published by Ana"),
                out.toString().lines().toList());
        Files.writeString(file, "decision: publish\n");
        assertEquals(1, run("import", "--from", files.toString()));
        assertTrue(out.toString().contains("retail-arreglos.yaml:1: needs the key 'suggestion'"), out.toString());
        assertEquals(1, run("import", "--from", temp.resolve("nowhere").toString()));
    }

    private int run(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of("suggestions"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", temp.toString()));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private static Suggestion suggestion(String id) {
        return new Suggestion(
                id,
                "retail",
                Kind.NEW_ANSWER,
                "es",
                id,
                Suggestion.Proposal.of(id, "¿Qué hay de " + id + "?", List.of(), "Trae la prenda.", List.of()),
                new Suggestion.Evidence(9, 9, 9, 1, null, "new", 0, List.of()),
                null,
                null,
                List.of(),
                List.of(),
                "2026-11-20",
                "2026-11-20",
                "2099-01-01");
    }
}
