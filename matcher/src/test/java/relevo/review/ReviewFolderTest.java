package relevo.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.escalation.Triggers;
import relevo.matcher.FaqEntry;

final class ReviewFolderTest {
    private static final Path SHIPPED = Path.of("../config/packs");

    @TempDir
    Path temp;

    private ReviewFolder folder = new ReviewFolder(Path.of("none"), Path.of("none"), InstantSource.system());

    @BeforeEach
    void copyThePacks() throws IOException {
        for (String pack : new String[] {"common", "retail"}) {
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
    }

    @Test
    void shouldAddAnEntryAndLeaveEveryOtherByteAlone() throws IOException {
        String before = faqFile();
        publish(fresh("a", "nueva", "Sí: \"claro\" # no es comentario\nsegunda línea"), "Ana");
        assertTrue(faqFile().startsWith(before), "what was there must stay");
        FaqEntry entry = entry("nueva");
        assertEquals("Sí: \"claro\" # no es comentario\nsegunda línea", entry.answer());
        assertEquals(List.of("yes", "- raro", "¿y esto: qué?"), entry.phrasings());
        PackChange change = folder.history("retail").getFirst();
        assertEquals("Ana", change.who());
        assertEquals(pack().version(), change.versionAfter());
        folder.revert("a", "Luis", "prueba");
        assertEquals(before.strip(), faqFile().strip());
        assertEquals(1, folder.history("retail").getLast().reverts());
    }

    @Test
    void shouldAddPhrasingsToAnEntryThatIsThere() throws IOException {
        FaqEntry before = entry("horarios");
        Suggestion more = suggestion(
                "p", Kind.PHRASINGS, "horarios", null, List.of("a q hora habren", "atienden en festivos?"), 9);
        publish(more, "Ana");
        FaqEntry after = entry("horarios");
        assertEquals(before.answer(), after.answer());
        assertEquals(before.phrasings().size() + 1, after.phrasings().size(), "one was there already");
        assertTrue(after.phrasings().contains("a q hora habren"));
        assertEquals(
                PackLoader.load(SHIPPED.resolve("retail")).faq().size(),
                pack().faq().size());
        folder.revert("p", "Ana", "prueba");
        assertEquals(Files.readString(SHIPPED.resolve("retail/faq.yaml")), faqFile());
    }

    @Test
    void shouldRetireAnEntryAndChangeAThreshold() {
        publish(suggestion("r", Kind.RETIRE, "resenas", null, List.of(), 0), "Ana");
        assertTrue(pack().faqByLang().getOrDefault("es", java.util.Map.of()).get("resenas") == null);
        Suggestion threshold = rule(
                "t", Kind.THRESHOLD, Suggestion.Proposal.of("", new Suggestion.Tuning("answer-at", 0.55, 0.5), null));
        publish(threshold, "Ana");
        assertEquals(0.5, pack().thresholds().answerAt());
        assertEquals(0.8, pack().thresholds().sureAt(), "the others stay as they are in common");
        folder.revert("t", "Ana", "prueba");
        assertEquals(0.55, pack().thresholds().answerAt());
    }

    @Test
    void shouldLetATopicNoLongerDecideAlone() {
        Triggers.Topic before = topic("fraude");
        Suggestion.Tuning tuning = new Suggestion.Tuning("topics.fraude.weight", 1, 0.5);
        Suggestion quieter = rule("q", Kind.TRIGGER, Suggestion.Proposal.of("", tuning, null));
        assertEquals(
                0.5,
                Candidates.with(pack(), quieter).triggers().topics().stream()
                        .filter(topic -> topic.name().equals("fraude"))
                        .findFirst()
                        .orElseThrow()
                        .weight());

        publish(quieter, "Ana");
        assertTrue(before.hard());
        assertFalse(topic("fraude").hard());
        assertEquals(0.5, topic("fraude").weight());
        assertEquals(before.phrases(), topic("fraude").phrases(), "the words stay as they are in common");
        publish(
                rule(
                        "d",
                        Kind.TRIGGER,
                        Suggestion.Proposal.of("", new Suggestion.Tuning("topics.duelo.weight", 1, 0.4), null)),
                "Ana");
        assertEquals(0.4, topic("duelo").weight());
        assertEquals(0.5, topic("fraude").weight());

        folder.revert("d", "Ana", "prueba");
        folder.revert("q", "Ana", "prueba");
        assertTrue(topic("fraude").hard());
        assertFalse(
                Files.exists(temp.resolve("packs/retail/triggers.yaml")), "the pack had no words of its own before");
    }

    @Test
    void shouldAddARouteBeforeAllOthers() {
        int before = pack().routes().size();
        Suggestion.Routing routing = new Suggestion.Routing("faq", "garantia", "general", "soporte");
        Suggestion route = rule("r", Kind.ROUTE, Suggestion.Proposal.of("", null, routing));
        publish(route, "Ana");
        assertEquals(before + 1, pack().routes().size());
        assertEquals(java.util.Set.of("garantia"), pack().routes().getFirst().faqs());
        assertEquals("soporte", pack().routes().getFirst().queue());
        assertEquals(RuleText.row(routing, pack()), pack().routes().getFirst());
        assertEquals("routes.yaml", folder.history("retail").getLast().file());
        folder.revert("r", "Ana", "prueba");
        assertEquals(before, pack().routes().size());
    }

    @Test
    void shouldNotPublishAdviceThatNamesNoChange() {
        folder.put("2026-11-20", List.of(rule("a", Kind.ROUTE, Suggestion.Proposal.of("Mire la cola", null, null))));
        folder.approve("a", "Ana");
        ReviewException refused = assertThrows(ReviewException.class, () -> folder.publish("a", "Ana"));
        assertTrue(String.valueOf(refused.getMessage()).contains("by hand"), refused.getMessage());
    }

    private Triggers.Topic topic(String name) {
        return pack().triggers().topics().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Suggestion rule(String id, Kind kind, Suggestion.Proposal proposal) {
        return new Suggestion(
                id,
                "retail",
                kind,
                "es",
                id,
                proposal,
                evidence(9),
                null,
                null,
                List.of(),
                List.of(),
                "2026-11-20",
                "2026-11-20",
                "2099-01-01");
    }

    @Test
    void shouldRefuseWhatWouldNotLoadAndTouchNothing() throws IOException {
        String before = faqFile();
        folder.put("2026-11-20", List.of(fresh("a", "nueva", "Hola {desconocido}")));
        folder.approve("a", "Ana");
        ReviewException refused = assertThrows(ReviewException.class, () -> folder.publish("a", "Ana"));
        assertTrue(String.valueOf(refused.getMessage()).contains("unknown placeholder"), refused.getMessage());
        assertEquals(before, faqFile());
        assertEquals(List.of(), folder.history("retail"));
        assertEquals(Card.Stage.APPROVED, folder.card("a").stage());
    }

    @Test
    void shouldNeedTwoPeopleForALinkAPriceOrAPhone() {
        for (String answer : List.of("Mira www.tienda.com", "Cuesta 12 euros", "Llama al 600 123 456", "Vale $20")) {
            folder.put("2026-11-20", List.of(fresh("a", "nueva", answer)));
            assertTrue(folder.card("a").needsTwo(), answer);
        }
        folder.approve("a", "Ana");
        assertEquals(Card.Stage.HALF_APPROVED, folder.card("a").stage());
        assertThrows(ReviewException.class, () -> folder.publish("a", "Ana"));
        assertThrows(ReviewException.class, () -> folder.approve("a", "Ana"));
        assertEquals(Card.Stage.APPROVED, folder.approve("a", "Luis").stage());
        folder.edit("a", "Luis", new Suggestion.Edit(null, null, null, "Vale $25"));
        assertEquals(Card.Stage.OPEN, folder.card("a").stage(), "an edit takes approvals back");
        assertFalse(fresh("b", "otra", "Abrimos a las 9.").risks().contains("price"));
    }

    @Test
    void shouldKeepDismissedAsideUntilItGrows() {
        folder.put("2026-11-20", List.of(suggestion("a", Kind.NEW_ANSWER, "nueva", "Sí.", List.of(), 6)));
        folder.dismiss("a", "Ana", "ya se dice en la web");
        folder.put("2026-11-20", List.of(suggestion("a", Kind.NEW_ANSWER, "nueva", "Sí.", List.of(), 11)));
        assertEquals(Card.Stage.DISMISSED, folder.card("a").stage());
        folder.put("2026-11-20", List.of(suggestion("a", Kind.NEW_ANSWER, "nueva", "Sí.", List.of(), 12)));
        assertEquals(Card.Stage.OPEN, folder.card("a").stage());
    }

    @Test
    void shouldShowWhatNoNightWroteAgainAsExpired() {
        Suggestion old = suggestion("a", Kind.NEW_ANSWER, "nueva", "Sí.", List.of(), 6);
        folder.put("2026-11-20", List.of(old));
        List<Review> none = List.of();
        assertEquals(Card.Stage.OPEN, Card.after(old, none, "2098-12-31").stage());
        assertEquals(Card.Stage.EXPIRED, Card.after(old, none, "2099-01-01").stage());
    }

    @Test
    void shouldRefuseToTakeBackWhatWasChangedByHandSince() throws IOException {
        publish(fresh("a", "nueva", "Sí."), "Ana");
        Path file = temp.resolve("packs/retail/faq.yaml");
        Files.writeString(file, faqFile().replace("answer: Sí.", "answer: No."));
        ReviewException refused = assertThrows(ReviewException.class, () -> folder.revert("a", "Ana", "prueba"));
        assertTrue(String.valueOf(refused.getMessage()).contains("by hand"), refused.getMessage());
    }

    @Test
    void shouldGiveTheIntervalOfWilson() {
        // Newcombe (1998), table 1: 81 of 263, 0.2553 to 0.3662; 0 of 20, 0 to 0.1611.
        assertEquals(0.2553, Rate.of(81, 263).low());
        assertEquals(0.3662, Rate.of(81, 263).high());
        assertEquals(0, Rate.of(0, 20).low());
        assertEquals(0.1611, Rate.of(0, 20).high());
        assertThrows(IllegalArgumentException.class, () -> Rate.of(3, 2));
    }

    private void publish(Suggestion suggestion, String who) {
        folder.put("2026-11-20", List.of(suggestion));
        folder.approve(suggestion.id(), who);
        assertEquals(Card.Stage.PUBLISHED, folder.publish(suggestion.id(), who).stage());
    }

    private Pack pack() {
        return PackLoader.load(temp.resolve("packs/retail"));
    }

    private FaqEntry entry(String id) {
        return pack().faq().stream()
                .filter(entry -> entry.id().equals(id) && entry.lang().equals("es"))
                .findFirst()
                .orElseThrow();
    }

    private String faqFile() throws IOException {
        return Files.readString(temp.resolve("packs/retail/faq.yaml"));
    }

    private static Suggestion fresh(String id, String faq, String answer) {
        return suggestion(id, Kind.NEW_ANSWER, faq, answer, List.of("yes", "- raro", "¿y esto: qué?"), 9);
    }

    private static Suggestion suggestion(
            String id, Kind kind, String faq, @Nullable String answer, List<String> phrasings, int contacts) {
        return new Suggestion(
                id,
                "retail",
                kind,
                "es",
                faq,
                Suggestion.Proposal.of(faq, "¿Qué es " + faq + "?", phrasings, answer, List.of()),
                evidence(contacts),
                null,
                null,
                Risks.of(answer),
                List.of(),
                "2026-11-20",
                "2026-11-20",
                "2099-01-01");
    }

    private static Suggestion.Evidence evidence(int contacts) {
        return new Suggestion.Evidence(contacts, contacts, contacts, 1, null, "new", 0, List.of());
    }
}
