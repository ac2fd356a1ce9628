package relevo.batch;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relevo.dialog.DialogEngine;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.gateway.desk.AdminConfig;
import relevo.gateway.desk.AdminServer;
import relevo.gateway.desk.Browser;
import relevo.gateway.desk.Readiness;
import relevo.gateway.desk.ReviewPages;
import relevo.journal.ContactKeys;
import relevo.journal.Durability;
import relevo.journal.JournalConfig;
import relevo.journal.LocalLog;
import relevo.journal.LogView;
import relevo.journal.TenantKey;
import relevo.matcher.FaqMatcher;
import relevo.matcher.MatcherConfig;
import relevo.review.Card;
import relevo.review.Kind;
import relevo.review.ReviewFolder;
import relevo.review.Suggestion;

/**
 * The whole way of an answer: a planted topic escalates for days, the night suggests an answer and tries it, a person
 * approves and publishes it in a browser, the days after answer it, and the nights after measure what that did. Real
 * journal, packs, pages and nights; only the customers, the agents and the calendar are made up. It lives here because no
 * other module sees both the night and the pages.
 */
final class LearnStoryIT {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final ZoneId BOGOTA = ZoneId.of("America/Bogota");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 9);
    private static final String NUMBER = "900000000000001";
    private static final TenantKey TENANT = TenantKey.of(new byte[32]);
    private static final long SEED = 20_261_121;

    @TempDir
    Path temp;

    private Instant now = Instant.EPOCH;

    @Test
    void shouldAnswerWhatEscalatedOnceAPersonPublishedIt() throws IOException {
        copyRetailWithoutReturns();
        Folders folders = new Folders(temp.resolve("data"), temp.resolve("data/reports"));
        Files.createDirectories(folders.data());
        ReviewFolder reviews = new ReviewFolder(folders.data(), temp.resolve("packs"), () -> now);
        String before = Files.readString(temp.resolve("packs/retail/faq.yaml"));
        try (ContactKeys keys = ContactKeys.open(folders.data().resolve("contact-keys"), TENANT);
                LocalLog log = LocalLog.open(
                        JournalConfig.small(folders.data().resolve("journal")).with(Durability.PROCESS),
                        InstantSource.system(),
                        keys)) {
            Pack pack = pack();
            Traffic traffic = new Traffic(pack, engine(pack), log, NUMBER, BOGOTA, SEED);
            for (int day = 0; day < 5; day++) {
                traffic.day(MONDAY.plusDays(day), 60, List.of(PlantedTopics.RETURNS), day);
                if (day >= 3) {
                    night(folders, log, reviews, MONDAY.plusDays(day));
                }
            }

            Suggestion found = suggestion(reviews);
            Suggestion.Backtest tested = Objects.requireNonNull(found.backtest());
            assertTrue(tested.gained() > 10, tested.toString());
            assertTrue(tested.avoided() > 0, tested.toString());
            String answer = Objects.requireNonNull(found.proposal().answer(), "no draft");
            assertTrue(answer.contains("botón de devolución"), answer);

            approveAndPublish(reviews, folders.out(), found);
            Pack next = pack();
            assertTrue(next.faq().stream()
                    .anyMatch(one -> one.id().equals(found.proposal().faq())));

            traffic.use(engine(next));
            for (int day = 5; day < 8; day++) {
                traffic.day(MONDAY.plusDays(day), 60, List.of(PlantedTopics.RETURNS), day);
                night(folders, log, reviews, MONDAY.plusDays(day));
            }
            Suggestion.Effect effect =
                    Objects.requireNonNull(reviews.card(found.id()).suggestion().effect(), "no effect measured");
            assertEquals("as-expected", effect.verdict(), effect.toString());
            assertTrue(effect.share().overlaps(tested.share()), "predicted " + tested.share() + ", measured " + effect);
            assertTrue(effect.escalatedAfter() < effect.escalatedBefore() / 2, effect.toString());

            assertEquals(
                    Card.Stage.REVERTED,
                    reviews.revert(found.id(), "Ana", "prueba").stage());
            assertEquals(
                    before.strip(),
                    Files.readString(temp.resolve("packs/retail/faq.yaml")).strip());
        }
    }

    private static Suggestion suggestion(ReviewFolder reviews) {
        return reviews.cards().stream()
                .map(Card::suggestion)
                .filter(one -> one.kind() == Kind.NEW_ANSWER
                        && one.proposal().phrasings().toString().contains("devol"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no suggestion, seed " + SEED + ": " + reviews.cards()));
    }

    /** As a content person does in the morning: looks at the card and what was tried, signs, approves, publishes. */
    private void approveAndPublish(ReviewFolder reviews, Path reports, Suggestion found) {
        try (AdminServer server = new AdminServer(
                AdminConfig.loopback(0),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> new Readiness(List.of()),
                null,
                null,
                new ReviewPages(reviews, reports, null),
                null)) {
            server.start();
            Page page = BROWSER.open("http://127.0.0.1:" + server.port() + "/review/", 1280, 900);
            page.locator("#who").fill("Ana");
            page.locator("#list .row")
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(found.title()))
                    .first()
                    .click();
            assertThat(page.locator("#detail h2")).hasText(found.title());
            assertThat(page.locator("#detail")).containsText("botón de devolución");
            Browser.shoot(page, "story-suggestion");
            page.locator("button[data-act=approve]").click();
            if (reviews.card(found.id()).needsTwo()) {
                assertThat(page.locator("#detail .stage")).hasText("falta otra aprobación");
                page.locator("#who").fill("Luis");
                page.locator("button[data-act=approve]").click();
            }
            assertThat(page.locator("#detail .stage")).hasText("aprobada");
            page.locator("button[data-act=publish]").click();
            assertThat(page.locator("#filter-live")).containsText("1");
            page.locator("#filter-live").click();
            assertThat(page.locator("#detail")).containsText("publicó");
            Browser.shoot(page, "story-published");
            BROWSER.closePages();
        }
        assertEquals(Card.Stage.PUBLISHED, reviews.card(found.id()).stage());
    }

    private void night(Folders folders, LocalLog log, ReviewFolder reviews, LocalDate date) throws IOException {
        log.force();
        BusinessDay day = new BusinessDay(date, BOGOTA);
        now = Instant.ofEpochMilli(day.untilMs() + 60_000);
        NightlyRun.Outcome outcome = new NightlyRun(
                        folders,
                        StoreAddress.file(folders.repository()),
                        () -> journal(folders.data()),
                        new NightlyRun.Learning(
                                new Content(temp.resolve("packs"), Map.of(NUMBER, "retail")),
                                reviews,
                                new Miner(MiningConfig.defaults())::mine,
                                7),
                        InstantSource.fixed(now),
                        new Progress(System.err, false, System::nanoTime))
                .run(day, false);
        assertInstanceOf(NightlyRun.Outcome.Done.class, outcome, outcome.toString());
        assertNobodyIsNamed(folders);
        // Whoever reviews does it in the morning, and the night counts reviews up to the end of its day.
        now = Instant.ofEpochMilli(day.untilMs() - 1);
        assertTrue(Files.readString(folders.html(day)).endsWith("</html>\n"));
    }

    /** Beside the writer, as in another process. */
    private static JournalView journal(Path data) {
        ContactKeys reading = ContactKeys.openReadOnly(data.resolve("contact-keys"), TENANT);
        return new JournalView(LogView.open(data.resolve("journal"), reading), reading);
    }

    /** What the traffic plants in questions and replies: names, an agent's name, addresses of mail, orders. */
    private static void assertNobodyIsNamed(Folders folders) throws IOException {
        Pattern planted = Pattern.compile("@ejemplo|Marta|Fernández|Rojas|Herrera|Aguirre|\\b48\\d{5}\\b");
        for (Path part : List.of(folders.out(), folders.data().resolve("review"))) {
            try (Stream<Path> files = Files.walk(part)) {
                for (Path file : files.filter(one -> one.toString().matches(".*\\.(html|json|jsonl|csv)"))
                        .toList()) {
                    assertFalse(planted.matcher(Files.readString(file)).find(), "personal data is in " + file);
                }
            }
        }
    }

    /** The shipped retail pack in Spanish, without what it knows about returns and refunds. */
    private void copyRetailWithoutReturns() throws IOException {
        Path shipped = Path.of("../config/packs");
        for (String pack : List.of("common", "retail")) {
            try (Stream<Path> files = Files.walk(shipped.resolve(pack))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(one -> !one.toString().matches(".*faq\\.(pt|en)\\.yaml"))
                        .toList()) {
                    Path copy = temp.resolve("packs")
                            .resolve(shipped.relativize(file).toString());
                    Files.createDirectories(copy.resolveSibling("."));
                    Files.copy(file, copy);
                }
            }
        }
        Path faq = temp.resolve("packs/retail/faq.yaml");
        Files.writeString(
                faq,
                Files.readString(faq)
                        .replaceAll("(?ms)^- id: (?:devoluciones|reembolso|cambio-talla)\\s*$.*?(?=^- id:|\\z)", ""));
        Path pack = temp.resolve("packs/retail/pack.yaml");
        Files.writeString(pack, Files.readString(pack).replace("devoluciones, cambio-talla, ", ""));
    }

    private Pack pack() {
        return PackLoader.load(temp.resolve("packs/retail"));
    }

    private static DialogEngine engine(Pack pack) {
        return new DialogEngine(pack, FaqMatcher.build(pack.faq(), MatcherConfig.defaults()));
    }
}
