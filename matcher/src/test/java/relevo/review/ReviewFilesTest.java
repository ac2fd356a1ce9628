package relevo.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.dialog.PackLoader;

final class ReviewFilesTest {
    private static final Path SHIPPED = Path.of("../config/packs");

    @TempDir
    Path temp;

    private ReviewFolder folder = new ReviewFolder(Path.of("none"), Path.of("none"), InstantSource.system());

    @BeforeEach
    void start() throws IOException {
        for (String pack : List.of("common", "retail")) {
            try (Stream<Path> files = Files.walk(SHIPPED.resolve(pack))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = temp.resolve("packs")
                            .resolve(SHIPPED.relativize(file).toString());
                    Files.createDirectories(copy.resolveSibling("."));
                    Files.copy(file, copy);
                }
            }
        }
        folder = new ReviewFolder(
                temp, temp.resolve("packs"), InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z")));
        folder.put(
                "2026-11-20",
                List.of(
                        suggestion("a", "arreglos", "Trae la prenda: la \"factura\" también.\nSí."),
                        suggestion("b", "alquiler", null),
                        suggestion("c", "regalos", "Mira www.tienda.example.com")));
    }

    @Test
    void shouldWaitAsLongAsNobodyWroteIntoTheFiles() throws IOException {
        assertEquals(List.of("written", "written", "written"), whats(files().exportTo(temp.resolve("out"))));
        String a = Files.readString(temp.resolve("out/a.yaml"));
        assertTrue(a.contains("\n# two lines of one customer\n") || a.contains("#   - two lines of one customer\n"), a);
        assertEquals(List.of("waits", "waits", "waits"), whats(files().importFrom(temp.resolve("out"))));
        assertEquals(List.of(), folder.reviews());
        assertEquals(
                "is there already",
                files().exportTo(temp.resolve("out")).getFirst().what());
    }

    @Test
    void shouldDoWhatTheFilesSayAndNothingTheSecondTime() throws IOException {
        files().exportTo(temp.resolve("out"));
        decide("a", "decision: publish", "by: [Ana]");
        decide("b", "decision: publish", "by: [Ana]");
        write("b", text("b").replace("answer: \"\"", "answer: No alquilamos, solo vendemos."));
        decide("c", "decision: approve", "by: [Ana]");

        assertEquals(
                List.of(
                        "approved by Ana, published by Ana",
                        "edited by Ana, approved by Ana, published by Ana",
                        "approved by Ana, waits for a second person"),
                whats(files().importFrom(temp.resolve("out"))));
        assertEquals("Trae la prenda: la \"factura\" también.\nSí.", answer("arreglos"));
        assertEquals("No alquilamos, solo vendemos.", answer("alquiler"));
        int done = folder.reviews().size();

        decide("c", "decision: approve", "by: [Ana, Luis]");
        assertEquals(
                List.of("is published already", "is published already", "approved by Luis"),
                whats(files().importFrom(temp.resolve("out"))));
        assertEquals(done + 1, folder.reviews().size());
        assertEquals(
                "is approved already",
                files().importFrom(temp.resolve("out")).getLast().what());
    }

    @Test
    void shouldNameFileAndKeyOfWhatIsWrongAndDoTheRest() throws IOException {
        files().exportTo(temp.resolve("out"));
        decide("a", "decision: aprove", "by: [Ana]");
        decide("b", "decision: dismiss", "by: [Ana]");
        decide("c", "decision: dismiss", "by: [Ana]");
        write("c", text("c").replace("reason: \"\"", "reason: no es tema nuestro"));
        Files.writeString(temp.resolve("out/d.yaml"), "suggestion: nobody\ndecision: approve\nby: [Ana]\n");
        Files.writeString(temp.resolve("out/e.yaml"), "suggestion: a\ndecision: wait\nanwser: x\n");

        List<ReviewFiles.Line> lines = files().importFrom(temp.resolve("out"));

        assertTrue(lines.get(0).what().matches("a\\.yaml:\\d+: 'decision' must be .*not 'aprove'"), lines.toString());
        assertTrue(
                lines.get(1).what().matches("b\\.yaml:\\d+: 'decision' says 'dismiss' and 'reason' is empty"),
                lines.toString());
        assertEquals(new ReviewFiles.Line("c.yaml", false, "dismissed by Ana"), lines.get(2));
        assertEquals("d.yaml: there is no suggestion 'nobody'", lines.get(3).what());
        assertTrue(lines.get(4).what().contains("e.yaml:3: unknown key 'anwser'"), lines.toString());
        assertEquals(
                List.of(true, true, false, true, true),
                lines.stream().map(ReviewFiles.Line::refused).toList());
    }

    private ReviewFiles files() {
        return new ReviewFiles(folder);
    }

    private static List<String> whats(List<ReviewFiles.Line> lines) {
        return lines.stream().map(ReviewFiles.Line::what).toList();
    }

    private void decide(String id, String decision, String by) throws IOException {
        write(id, text(id).replaceAll("(?m)^decision: \\w+", decision).replaceAll("(?m)^by: \\[.*?\\]", by));
    }

    private String text(String id) throws IOException {
        return Files.readString(temp.resolve("out/" + id + ".yaml"));
    }

    private void write(String id, String text) throws IOException {
        Files.writeString(temp.resolve("out/" + id + ".yaml"), text);
    }

    private String answer(String faq) {
        return PackLoader.load(temp.resolve("packs/retail")).faq().stream()
                .filter(entry -> entry.id().equals(faq))
                .findFirst()
                .orElseThrow()
                .answer();
    }

    private static Suggestion suggestion(String id, String faq, @Nullable String answer) {
        return new Suggestion(
                id,
                "retail",
                Kind.NEW_ANSWER,
                "es",
                faq,
                Suggestion.Proposal.of(faq, "¿Qué hay de " + faq + "?", List.of("- raro", "yes"), answer, List.of()),
                new Suggestion.Evidence(9, 9, 9, 1, null, "new", 0, List.of("two lines\nof one customer")),
                null,
                null,
                Risks.of(answer),
                List.of(),
                "2026-11-20",
                "2026-11-20",
                "2099-01-01");
    }
}
