package relevo.gateway.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relevo.dialog.PackLoader;
import relevo.review.Card;
import relevo.review.Kind;
import relevo.review.Rate;
import relevo.review.ReviewFolder;
import relevo.review.Risks;
import relevo.review.Suggestion;

/** The review pages in a real browser, over real files. Leaves pictures in {@code target/screenshots}. */
class ReviewPageIT {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @TempDir
    Path temp;

    private @Nullable AdminServer server;
    private @Nullable ReviewFolder folder;

    @BeforeEach
    void start() throws IOException {
        Path shipped = Path.of("../config/packs");
        for (String pack : new String[] {"common", "retail"}) {
            try (Stream<Path> files = Files.walk(shipped.resolve(pack))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = temp.resolve("packs")
                            .resolve(shipped.relativize(file).toString());
                    Files.createDirectories(copy.resolveSibling("."));
                    Files.copy(file, copy);
                }
            }
        }
        Files.createDirectories(temp.resolve("reports"));
        Files.writeString(
                temp.resolve("reports/nightly-2026-11-20.html"),
                "<!doctype html><title>x</title><style>p{color:red}</style><p>informe</p>");
        folder = new ReviewFolder(temp, temp.resolve("packs"), InstantSource.system());
        folder().put(
                        "2026-11-20",
                        List.of(
                                suggestion(
                                        "retail-arreglos",
                                        Kind.NEW_ANSWER,
                                        "arreglos de costura",
                                        "arreglos-costura",
                                        31,
                                        "Hacemos dobladillos y ajustes en la tienda del centro: trae la prenda y la"
                                                + " factura."),
                                suggestion(
                                        "retail-alquiler",
                                        Kind.NEW_ANSWER,
                                        "alquiler de trajes",
                                        "alquiler-trajes",
                                        12,
                                        "No alquilamos trajes. Mira la sección Fiesta en www.casa-andina.example.com."),
                                suggestion("retail-horas", Kind.PHRASINGS, "abren los domingos", "horarios", 9, null)));
        server = new AdminServer(
                AdminConfig.loopback(0),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> new Readiness(List.of()),
                null,
                null,
                new ReviewPages(folder(), temp.resolve("reports"), null),
                null);
        server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldApprovePublishAndTakeBack() throws IOException {
        Page page = open();
        assertThat(page.locator("#list .row")).hasCount(3);
        assertThat(page.locator("#detail h2")).hasText("arreglos de costura");
        assertThat(page.locator("#detail")).containsText("hacen arreglos de ropa?");
        Browser.shoot(page, "review-card");

        act(page, "approve");
        assertThat(page.locator("#toast")).containsText("nombre");
        page.locator("#who").fill("Ana");
        act(page, "approve");
        assertThat(page.locator("#detail .stage")).hasText("aprobada");
        act(page, "publish");
        assertThat(page.locator("#filter-live")).containsText("1");
        assertTrue(faq("arreglos-costura"), "the pack must have it");

        page.locator("#filter-live").click();
        assertThat(page.locator("#detail")).containsText("Ana publicó");
        page.locator("#detail summary").getByText("Retirar").click();
        page.locator("#detail .ask input").fill("era una prueba");
        page.locator("#detail .ask").getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("#filter-done")).containsText("1");
        assertFalse(faq("arreglos-costura"), "the pack must not have it any more");
        page.locator("#filter-done").click();
        assertThat(page.locator("#detail")).containsText("era una prueba");
        Browser.shoot(page, "review-history");
    }

    @Test
    void shouldAskForASecondPersonWhereTheAnswerCarriesALink() {
        Page page = open();
        page.locator("#who").fill("Ana");
        page.locator("#list .row").nth(1).click();
        assertThat(page.locator("#detail .risk")).containsText("dos personas");
        act(page, "approve");
        assertThat(page.locator("#detail .stage")).hasText("falta otra aprobación");
        assertThat(page.locator("[data-act=publish]")).isDisabled();
        act(page, "approve");
        assertThat(page.locator("#toast")).containsText("another person must");
        Browser.shoot(page, "review-second-person");
        BROWSER.complaints().removeIf(text -> text.contains("409"));
        page.locator("#who").fill("Luis");
        act(page, "approve");
        assertThat(page.locator("#detail .stage")).hasText("aprobada");
        assertEquals(List.of("Ana", "Luis"), folder().card("retail-alquiler").approvers());
    }

    @Test
    void shouldEditMergeAndDismiss() {
        Page page = open();
        page.locator("#who").fill("Ana");
        act(page, "edit");
        page.locator("#edit-answer").fill("Hacemos arreglos en todas las tiendas.");
        Browser.shoot(page, "review-edit");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Guardar"))
                .click();
        assertThat(page.locator("#detail .answer")).hasText("Hacemos arreglos en todas las tiendas.");
        page.locator("#list .row").nth(1).click();
        page.locator("#detail summary").getByText("Unir").click();
        page.locator("#detail .ask select").selectOption("retail-arreglos");
        page.locator("#detail .ask").getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("#filter-done")).containsText("1");
        page.locator("#list .row").nth(1).click();
        page.locator("#detail summary").getByText("Descartar").click();
        page.locator("#detail .ask input").fill("ya está");
        page.locator("#detail .ask").getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("#filter-done")).containsText("2");
        assertEquals(Card.Stage.DISMISSED, folder().card("retail-horas").stage());
        assertTrue(
                folder().card("retail-arreglos")
                        .suggestion()
                        .proposal()
                        .phrasings()
                        .toString()
                        .contains("alquiler"),
                "merged phrasings");
        page.locator("#lang-en").click();
        assertThat(page.locator("#filter-todo")).containsText("To review");
        page.setViewportSize(390, 800);
        Browser.shoot(page, "review-phone-english");
        page.navigate(url("/review/reports/nightly-2026-11-20.html"));
        assertThat(page.locator("p")).hasCSS("color", "rgb(255, 0, 0)");
    }

    @Test
    void shouldShowAndPublishARoute() {
        Suggestion passed = suggestion("retail-route", Kind.ROUTE, "general → soporte", "", 40, null);
        Suggestion.Routing routing = new Suggestion.Routing("faq", "garantia", "general", "soporte");
        folder().put(
                        "2026-11-20",
                        List.of(new Suggestion(
                                passed.id(),
                                passed.pack(),
                                passed.kind(),
                                passed.lang(),
                                passed.title(),
                                Suggestion.Proposal.of("Los agentes pasaron 14 de 26 conversaciones.", null, routing),
                                passed.evidence(),
                                null,
                                null,
                                List.of(),
                                List.of(),
                                passed.night(),
                                passed.firstNight(),
                                passed.expires())));
        Page page = open();
        assertThat(page.locator("#detail h2")).hasText("general → soporte");
        assertThat(page.locator("#detail ins")).hasText("faq: garantia → soporte");
        page.locator("#who").fill("Ana");
        act(page, "approve");
        act(page, "publish");
        assertThat(page.locator("#filter-live")).containsText("1");
        assertEquals(
                "soporte",
                PackLoader.load(temp.resolve("packs/retail"))
                        .routes()
                        .getFirst()
                        .queue());
        Browser.shoot(page, "review-route");
    }

    private Page open() {
        return BROWSER.open(url("/review/"), 1280, 900);
    }

    private static void act(Page page, String word) {
        page.locator("button[data-act=" + word + "]").click();
    }

    private String url(String path) {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return "http://127.0.0.1:" + server.port() + path;
    }

    private boolean faq(String id) {
        return PackLoader.load(temp.resolve("packs/retail")).faq().stream()
                .anyMatch(entry -> entry.id().equals(id));
    }

    private ReviewFolder folder() {
        if (folder == null) {
            throw new IllegalStateException("not started");
        }
        return folder;
    }

    private static Suggestion suggestion(
            String id, Kind kind, String title, String faq, int contacts, @Nullable String answer) {
        return new Suggestion(
                id,
                "retail",
                kind,
                "es",
                title,
                Suggestion.Proposal.of(
                        faq,
                        kind == Kind.PHRASINGS ? "¿Cuál es el horario de atención?" : "¿" + title + "?",
                        List.of("hacen " + title, "quiero saber de " + title),
                        answer,
                        List.of(new Suggestion.Source("Trae la prenda y la factura.", 7))),
                new Suggestion.Evidence(
                        contacts,
                        contacts + 3,
                        contacts + 9,
                        5.5,
                        0.4,
                        "emerging",
                        contacts / 2,
                        List.of("hacen arreglos de ropa?", "pueden coger el dobladillo del pantalón de [name]")),
                new Suggestion.Backtest(
                        true,
                        7,
                        4_812,
                        60,
                        41,
                        2,
                        17,
                        22,
                        1,
                        Rate.of(41, 60),
                        Rate.of(22, 23),
                        5.9,
                        List.of(new Suggestion.Change("hacen arreglos de ropa?", "fallback", "answer:" + faq))),
                null,
                Risks.of(answer),
                List.of(new Suggestion.Clash(
                        "garantia", "¿Qué garantía tienen los productos?", 0.52, "near-duplicate")),
                "2026-11-20",
                "2026-11-18",
                "2099-12-18");
    }
}
