package relevo.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.matcher.AnswerCosts;
import relevo.matcher.Candidate;
import relevo.matcher.Match;

class PackLoaderTest {
    @TempDir
    Path packs = Path.of("");

    @Test
    void shouldLoadEveryShippedPack() {
        for (String name : List.of("retail", "telco", "salud", "banca", "seguros")) {
            Pack pack = Packs.pack(name);
            assertEquals(List.of("es", "pt", "en"), pack.langs(), name);
            assertTrue(pack.faq().size() >= 30, name + " has " + pack.faq().size() + " entries");
            assertFalse(pack.flows().isEmpty(), name);
            assertTrue(pack.routes().getLast().unconditional(), name);
        }
    }

    @Test
    void shouldNameFileLineAndKeyOfWhatIsWrong() {
        copy();
        assertWrong("retail/pack.yaml", "brand:", "brnd:", "retail/pack.yaml:", "needs the key 'brand'");
        assertWrong("retail/pack.yaml", "top-faqs:", "top-fqas:", "unknown key 'top-fqas'");
        assertWrong("retail/pack.yaml", "time-zone: America/Bogota", "time-zone: Bogota", "is no time zone");
        assertWrong("retail/pack.yaml", "9:00-19:00", "19:00-9:00", "ends before it begins");
        assertWrong("retail/pack.yaml", "does: person", "does: faqs", "no way to a person");
        assertWrong("retail/pack.yaml", "flow:estado-pedido", "flow:nowhere", "unknown flow 'nowhere'");
        assertWrong(
                "common/texts.es.yaml",
                "Hablar con un asesor\n  menu",
                "Hablar con una persona ya\n  menu",
                "texts.es.yaml:",
                "at most 20");
        assertWrong("common/texts.pt.yaml", "{marca}", "{brand}", "unknown placeholder {brand}");
        assertWrong("common/routes.yaml", "queue: senior", "queue: seniors", "unknown queue 'seniors'");
        assertWrong(
                "common/routes.yaml", "reason: negative-survey", "reason: bad-survey", "unknown reason 'bad-survey'");
        assertWrong("common/triggers.yaml", "shouting: 0.35", "shoutin: 0.35", "unknown feature 'shoutin'");
        assertWrong("common/pack.yaml", "answer-at: 0.55", "answer-at: 5.5", "'thresholds.answer-at' must be from 0");
        assertWrong("retail/faq.yaml", "id: horarios", "id: Horarios!", "retail/faq.yaml:2:", "lower-case");
    }

    @Test
    void shouldRefuseAKeyThatStandsThereTwice() {
        copy();
        write("retail/texts.es.yaml", read("retail/texts.es.yaml") + "channels: otra vez\n");
        String message = message();
        assertTrue(message.startsWith("retail/texts.es.yaml:4: "), message);
        assertTrue(message.contains("channels"), message);
    }

    @Test
    void shouldRefuseAFlowThatStrandsTheCustomer() {
        copy();
        String flow = "telco/flows/internet-sin-servicio.yaml";
        assertWrong(flow, "end: person\n    reason: flow-exhausted", "end: nobody", "must be done or person");
        assertWrong(flow, "goto: luz-internet,", "goto: luz,", "leads to an unknown step 'luz'");
        assertWrong(flow, "queue: soporte", "queue: taller", "unknown queue 'taller'");
        assertWrong(flow, "pt: \"Não sei\"", "br: \"Não sei\"", "needs a key 'pt'");
        write(flow, read(flow).replace("end: person", "end: done"));
        String message = message();
        assertTrue(message.contains("no way to a person"), message);
    }

    @Test
    void shouldGiveTheSameVersionToTheSameContent() {
        copy();
        String before = PackLoader.load(packs.resolve("retail")).version();
        assertEquals(before, PackLoader.load(packs.resolve("retail")).version());
        write("common/words.yaml", read("common/words.yaml") + "\n");
        assertNotEquals(before, PackLoader.load(packs.resolve("retail")).version());
    }

    @Test
    void shouldLetAPackOverrideWhatIsCommon() {
        copy();
        write("retail/pack.yaml", read("retail/pack.yaml") + "thresholds: {escalate-at: 2.5}\n");
        write(
                "retail/triggers.yaml",
                "weights: {shouting: 0.9}\ntopics: {robo: {phrases: {es: [se llevaron mi bolso]}}}\n");
        Pack pack = PackLoader.load(packs.resolve("retail"));
        assertEquals(2.5, pack.thresholds().escalateAt());
        assertEquals(0.55, pack.thresholds().answerAt());
        assertEquals(0.9, pack.triggers().weight(relevo.escalation.Feature.SHOUTING));
        List<String> theft = pack.triggers().topics().stream()
                .filter(topic -> topic.name().equals("robo"))
                .flatMap(topic -> topic.phrases().getOrDefault("es", List.of()).stream())
                .toList();
        assertTrue(theft.contains("se llevaron mi bolso") && theft.contains("me robaron"), theft.toString());
    }

    @Test
    void shouldDecideByCostsWhenAPackStatesThem() {
        copy();
        String own = read("retail/pack.yaml");
        Match unsure = match(0.5, 0.4);
        assertEquals(
                AnswerCosts.Verdict.CLARIFY,
                PackLoader.load(packs.resolve("retail")).thresholds().verdict(unsure));
        write("retail/pack.yaml", own + "costs: {wrong-answer: 1.2, clarification: 0.9}\n");
        Thresholds bold = PackLoader.load(packs.resolve("retail")).thresholds();
        assertEquals(AnswerCosts.Verdict.ANSWER, bold.verdict(unsure));
        write("retail/pack.yaml", own + "costs: {wrong-answer: 100, clarification: 0.95}\n");
        Thresholds careful = PackLoader.load(packs.resolve("retail")).thresholds();
        assertEquals(AnswerCosts.Verdict.FALLBACK, careful.verdict(unsure));
        assertEquals(AnswerCosts.Verdict.ANSWER, careful.verdict(match(0.995, 0.001)));
        write("retail/pack.yaml", own + "costs: {wrong-answer: 0.5, clarification: 0.4}\n");
        assertTrue(message().contains("'costs.wrong-answer' must be from 1.0"), message());
        write("retail/pack.yaml", own + "costs: {wrong-answer: 2.5}\n");
        assertTrue(message().contains("clarification"), message());
        write("retail/pack.yaml", own + "costs: {wrong-answer: 2.5, clarification: 0.4, clarify: 1}\n");
        assertTrue(message().contains("clarify"), message());
    }

    private static Match match(double best, double second) {
        return new Match(
                "es",
                List.of(),
                List.of(new Candidate("a", best, Map.of()), new Candidate("b", second, Map.of())),
                0.95,
                Map.of(),
                "v");
    }

    private void assertWrong(String file, String from, String to, String... expected) {
        String before = read(file);
        assertTrue(before.contains(from), file + " has no '" + from + "'");
        write(
                file,
                before.replaceFirst(java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to)));
        String message = message();
        for (String part : expected) {
            assertTrue(message.contains(part), message);
        }
        write(file, before);
    }

    /** The complaint about the pack that the changed file belongs to. */
    private String message() {
        for (String name : List.of("retail", "telco")) {
            try {
                PackLoader.load(packs.resolve(name));
            } catch (ConfigException e) {
                return String.valueOf(e.getMessage());
            }
        }
        return assertThrows(ConfigException.class, () -> PackLoader.load(packs.resolve("retail")))
                        .getMessage() + "";
    }

    private void copy() {
        for (String name : List.of("common", "retail", "telco")) {
            Path from = Packs.folder().resolve(name);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = packs.resolve(name).resolve(from.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String read(String file) {
        try {
            return Files.readString(packs.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String file, String text) {
        try {
            Files.writeString(packs.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
