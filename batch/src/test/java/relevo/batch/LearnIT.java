package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.dialog.DialogEngine;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.matcher.FaqMatcher;
import relevo.matcher.MatcherConfig;
import relevo.review.Card;
import relevo.review.Kind;
import relevo.review.ReviewFolder;
import relevo.review.Suggestion;

/** A planted topic escalates for days, becomes an answer, and its effect is measured. */
final class LearnIT {
    private static final ZoneId BOGOTA = ZoneId.of("America/Bogota");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 9);
    private static final long SEED = 20_261_121;

    @TempDir
    Path temp;

    private Instant now = Instant.EPOCH;

    @Test
    void shouldAnswerWhatEscalatedAndMeasureIt() throws IOException {
        Content content = Nights.retailWithoutReturns(temp.resolve("packs"));
        String before = Files.readString(temp.resolve("packs/retail/faq.yaml"));
        Folders folders = new Folders(temp.resolve("data"), temp.resolve("out"));
        Files.createDirectories(folders.data());
        ReviewFolder reviews = new ReviewFolder(folders.data(), Objects.requireNonNull(content.packs()), () -> now);
        MemoryLog log = new MemoryLog();
        Pack pack = PackLoader.load(temp.resolve("packs/retail"));
        Traffic traffic = new Traffic(pack, engine(pack), log, Nights.NUMBER, BOGOTA, SEED);

        for (int day = 0; day < 5; day++) {
            traffic.day(MONDAY.plusDays(day), 60, List.of(PlantedTopics.RETURNS), day);
            if (day >= 3) {
                night(folders, log, content, reviews, MONDAY.plusDays(day));
            }
        }

        Suggestion found = reviews.cards().stream()
                .map(Card::suggestion)
                .filter(one -> one.kind() == Kind.NEW_ANSWER
                        && one.proposal().phrasings().toString().contains("devol"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no suggestion, seed " + SEED + ": " + reviews.cards()));
        Suggestion.Backtest tested = Objects.requireNonNull(found.backtest());
        assertTrue(tested.gained() > 10, tested.toString());
        assertTrue(tested.avoided() > 0, tested.toString());
        String answer = Objects.requireNonNull(found.proposal().answer(), "no draft");
        assertTrue(answer.contains("botón de devolución"), answer);
        assertTrue(!answer.contains("Marta") && !answer.contains("@"), answer);

        reviews.approve(found.id(), "Ana");
        if (reviews.card(found.id()).stage() == Card.Stage.HALF_APPROVED) {
            reviews.approve(found.id(), "Luis");
        }
        assertEquals(Card.Stage.PUBLISHED, reviews.publish(found.id(), "Ana").stage());
        Pack next = PackLoader.load(temp.resolve("packs/retail"));
        assertTrue(next.faq().stream()
                .anyMatch(one -> one.id().equals(found.proposal().faq())));

        traffic.use(engine(next));
        for (int day = 5; day < 8; day++) {
            traffic.day(MONDAY.plusDays(day), 60, List.of(PlantedTopics.RETURNS), day);
            night(folders, log, content, reviews, MONDAY.plusDays(day));
        }
        Suggestion.Effect effect =
                Objects.requireNonNull(reviews.card(found.id()).suggestion().effect(), "no effect measured");
        assertEquals("as-expected", effect.verdict(), effect.toString());
        assertTrue(effect.share().overlaps(tested.share()), "predicted " + tested.share() + ", measured " + effect);
        assertTrue(effect.escalatedAfter() < effect.escalatedBefore() / 2, effect.toString());

        assertEquals(
                Card.Stage.REVERTED, reviews.revert(found.id(), "Ana", "prueba").stage());
        assertEquals(
                before.strip(),
                Files.readString(temp.resolve("packs/retail/faq.yaml")).strip());
    }

    private void night(Folders folders, MemoryLog log, Content content, ReviewFolder reviews, LocalDate date)
            throws IOException {
        BusinessDay day = new BusinessDay(date, BOGOTA);
        now = Instant.ofEpochMilli(day.untilMs() + 60_000);
        NightlyRun.Outcome outcome = Nights.learning(
                        folders,
                        StoreAddress.file(folders.repository()),
                        log::source,
                        content,
                        reviews,
                        InstantSource.fixed(now),
                        new Progress(System.err, false, System::nanoTime))
                .run(day, false);
        assertInstanceOf(NightlyRun.Outcome.Done.class, outcome, outcome.toString());
        // Whoever reviews does it in the morning, and the night counts reviews up to the end of its day.
        now = Instant.ofEpochMilli(day.untilMs() - 1);
        assertTrue(Files.readString(folders.html(day), StandardCharsets.UTF_8).endsWith("</html>\n"));
    }

    private static DialogEngine engine(Pack pack) {
        return new DialogEngine(pack, FaqMatcher.build(pack.faq(), MatcherConfig.defaults()));
    }
}
