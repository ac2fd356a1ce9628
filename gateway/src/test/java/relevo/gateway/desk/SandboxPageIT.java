package relevo.gateway.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import relevo.dialog.Outgoing;

/** The sandbox page in a real browser on a fake gateway. Leaves pictures in {@code target/screenshots}. */
class SandboxPageIT {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private Feed feed = new Feed(FeedLimits.shipped());
    private FakeGateway gateway = new FakeGateway(feed, Clock.systemUTC(), 0);
    private @Nullable AdminServer server;

    @BeforeEach
    void startServer() {
        // Always ten in the morning, so that the pictures of two runs differ only where the page does.
        Duration toTen = Duration.between(Instant.now(), Instant.parse("2026-11-23T15:00:00Z"));
        feed = new Feed(FeedLimits.shipped());
        gateway = new FakeGateway(feed, Clock.offset(Clock.systemUTC(), toTen), 20);
        gateway.add("Marta Ríos", Reach.BOTH, "es");
        server = new AdminServer(
                AdminConfig.loopback(0),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> new Readiness(List.of()),
                new Sandbox(gateway, gateway, feed, gateway::figures));
        server.start();
    }

    @AfterEach
    void stopServer() {
        gateway.close();
        server().close();
    }

    @Test
    void shouldAnswerAndExplainWhenCustomerWrites() {
        Page page = open(1280, 800);
        say(page, "Hola");
        page.getByRole(AriaRole.BUTTON, named("Ver opciones")).click();
        Browser.shoot(page, "desktop-list");
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, inDialog("Horarios"))
                .click();
        assertThat(bubbles(page, "theirs").last()).containsText("lunes a sábado");
        say(page, "¿Cuánto cuesta el envío a Cali?");
        assertThat(page.locator("#decision .verdict")).hasAttribute("data-kinds", "answer");
        assertThat(page.locator("#decision")).containsText("envios");
        assertThat(page.locator("#understood .best")).containsText("93");
        assertThat(page.locator("#score .gauge-text")).containsText("bajo el umbral");
        assertThat(page.locator(".mine .tick").last()).hasAttribute("title", "leído");
        assertThat(page.locator(".theirs .tick").last()).hasAttribute("title", "leído");
        assertThat(page.locator("#history li")).hasCount(3);
        assertThat(page.locator("#figures")).containsText("413");
        Browser.shoot(page, "desktop-answer");
        page.locator("#history button").last().click();
        assertThat(page.locator("#decision .verdict")).hasAttribute("data-kinds", "menu");
        assertThat(page.locator("#decision-title")).hasText("Decisión anterior");
        page.getByRole(AriaRole.BUTTON, named("Ver la última")).click();
        assertThat(page.locator("#decision .verdict")).hasAttribute("data-kinds", "answer");
        assertFits(page);
    }

    @Test
    void shouldShowWholeHandoverWhenPersonIsNeeded() {
        Page page = open(1280, 800);
        say(page, "dónde está mi pedido");
        say(page, "es el 48291733");
        say(page, "ESTO NUNCA FUNCIONA, páseme con una persona");
        assertThat(page.locator("#decision .verdict")).hasAttribute("data-kinds", "escalate");
        assertThat(page.locator("#score .gauge-text")).containsText("una regla fija decide sola");
        assertThat(page.locator("#score tr").filter(having("explicit-request"))).containsText("fija");
        assertThat(page.locator("#packet")).containsText("general");
        assertThat(page.locator("#packet .slots")).containsText("48291733");
        assertThat(page.locator("#packet .transcript li")).hasCount(5);
        assertThat(page.locator("[aria-current=step]")).containsText("En cola");
        Browser.shoot(page, "desktop-escalate");
        assertThat(page.locator("[data-act=reply]")).isDisabled();
        page.getByRole(AriaRole.BUTTON, named("Tomar")).click();
        assertThat(page.locator("[aria-current=step]")).containsText("Persona");
        page.locator("#agent-text").fill("Hola Marta, soy Ana. Ya estoy revisando tu pedido.");
        page.locator("#agent-text").press("Enter");
        assertThat(bubbles(page, "theirs").last()).containsText("soy Ana");
        say(page, "gracias");
        assertThat(page.locator("#decision .verdict")).hasAttribute("data-kinds", "silent");
        page.locator("#packet").scrollIntoViewIfNeeded();
        Browser.shoot(page, "desktop-agent");
        page.getByRole(AriaRole.BUTTON, named("Resolver")).click();
        page.getByRole(AriaRole.BUTTON, named("Muy bien")).click();
        assertThat(bubbles(page, "theirs").last()).containsText("Gracias por tu opinión");
        assertThat(page.locator("[aria-current=step]")).containsText("Bot");
        assertThat(page.locator("#packet")).isHidden();
        assertFits(page);
    }

    @Test
    void shouldKeepOrderWhenSeveralAreSentQuickly() {
        Page page = open(1280, 800);
        say(page, "uno");
        for (int i = 2; i <= 8; i++) {
            page.locator("#message").fill("mensaje " + i);
            page.locator("#message").press("Enter");
        }
        page.locator("#message").fill("línea a\nlínea b\n\nlínea c");
        page.getByRole(AriaRole.BUTTON, named("Enviar 3 mensajes")).click();
        assertThat(bubbles(page, "mine")).hasCount(11);
        List<String> said = page.locator(".mine .bubble p").allTextContents();
        assertEquals(
                List.of(
                        "uno",
                        "mensaje 2",
                        "mensaje 3",
                        "mensaje 4",
                        "mensaje 5",
                        "mensaje 6",
                        "mensaje 7",
                        "mensaje 8",
                        "línea a",
                        "línea b",
                        "línea c"),
                said);
        assertThat(page.locator(".mine .tick").last()).hasAttribute("title", "leído");
        Browser.shoot(page, "desktop-burst");
    }

    @Test
    void shouldRememberChatsAndMarkUnreadWhenSwitchedAndReloaded() {
        Page page = open(1280, 800);
        say(page, "qué medios de pago tienen");
        addCustomer(page, "João Lima", "Solo el BSUID", "pt");
        assertThat(page.locator("#chat-head")).containsText("sin teléfono");
        page.getByRole(AriaRole.BUTTON, named("Adjuntar")).click();
        Browser.shoot(page, "desktop-media");
        page.getByRole(AriaRole.BUTTON, named("Nota de voz")).click();
        assertThat(bubbles(page, "mine").last()).containsText("Nota de voz");
        assertThat(page.locator("#decision .verdict")).hasAttribute("data-kinds", "fallback");
        String marta = gateway.all().getFirst().id();
        gateway.tell(
                marta,
                new FeedEvent.BusinessMessage("wamid.x1", 1_795_446_200_000L, "bot", null, text("¿Sigues ahí?")));
        assertThat(page.locator(".news")).hasText("1 sin leer");
        page.reload();
        assertThat(page.locator(".news")).hasText("1 sin leer");
        assertThat(page.locator("#chat-head")).containsText("João");
        page.locator(".chat-row").filter(having("Marta")).click();
        assertThat(page.locator(".news")).hasCount(0);
        assertThat(bubbles(page, "theirs").last()).containsText("¿Sigues ahí?");
        gateway.tell(
                "f".repeat(32),
                new FeedEvent.BusinessMessage("wamid.x2", 1_795_446_300_000L, "bot", null, text("Hola")));
        assertThat(page.locator(".chat-group")).hasText("Por el webhook");
        page.locator(".chat-row").filter(having("ffffffff")).click();
        assertThat(page.locator("#message")).isDisabled();
        assertThat(page.locator("#chat-head")).containsText("webhook");
        assertThat(page.locator(".news")).hasCount(0);
        Browser.shoot(page, "desktop-stranger");
    }

    @Test
    void shouldFitPhoneWidthInBothLanguagesAndThemes() {
        Page page = open(360, 740);
        assertFits(page);
        addCustomer(page, "Ana María de los Ángeles Fernández de Córdoba y Villavicencio", "Solo el teléfono", "es");
        assertThat(page.locator("#chat")).isVisible();
        say(page, "hola");
        page.getByRole(AriaRole.BUTTON, named("Ver opciones")).click();
        assertFits(page);
        Browser.shoot(page, "phone-list");
        int decisions = page.locator("#history li").count();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, inDialog("Envíos"))
                .click();
        assertThat(page.locator("#history li")).hasCount(decisions + 1);
        say(page, "quiero cambiar " + "unaPalabraLarguísimaSinEspacios".repeat(4));
        assertThat(page.locator(".option").last()).hasText("Hablar con alguien");
        Browser.shoot(page, "phone-chat");
        assertFits(page);
        page.locator(".option").last().click();
        assertThat(bubbles(page, "theirs").last()).containsText("Te paso con una persona");
        page.getByRole(AriaRole.TAB, tab("Sistema")).click();
        assertThat(page.locator("#packet")).isVisible();
        assertFits(page);
        Browser.shoot(page, "phone-system");
        page.getByRole(AriaRole.BUTTON, named("English")).click();
        page.getByRole(AriaRole.BUTTON, named("Light or dark")).click();
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page.locator("#decision")).containsText("Calls a person");
        page.locator("#packet").scrollIntoViewIfNeeded();
        Browser.shoot(page, "phone-system-dark-en");
        assertFits(page);
        page.getByRole(AriaRole.TAB, tab("Chats")).click();
        Browser.shoot(page, "phone-chats-dark-en");
        assertFits(page);
        page.getByRole(AriaRole.TAB, tab("Phone")).click();
        Browser.shoot(page, "phone-chat-dark-en");
    }

    @Test
    void shouldDoEverythingByKeyboardAlone() {
        Page page = open(1280, 800);
        page.keyboard().press("Tab");
        assertThat(page.locator(":focus")).hasText("Ir al mensaje");
        assertThat(page.locator(":focus")).isInViewport();
        page.keyboard().press("Enter");
        assertThat(page.locator("#message")).isFocused();
        page.keyboard().type("hola");
        page.keyboard().press("Enter");
        assertThat(page.locator(".option")).isVisible();
        tabTo(page, "Shift+Tab", "Ver opciones");
        page.keyboard().press("Enter");
        tabTo(page, "Tab", "Mi pedido");
        page.keyboard().press("Enter");
        assertThat(bubbles(page, "theirs")).hasCount(2);
        tabTo(page, "Tab", "Hablar con alguien");
        Browser.shoot(page, "desktop-keyboard");
        page.keyboard().press("Space");
        assertThat(page.locator("#packet")).isVisible();
        tabTo(page, "Tab", "Tomar");
        page.keyboard().press("Enter");
        assertThat(page.locator("[aria-current=step]")).containsText("Persona");
        tabTo(page, "Tab", "Escribe al cliente");
        page.keyboard().type("Buenos días, soy Ana");
        page.keyboard().press("Enter");
        assertThat(bubbles(page, "theirs").last()).containsText("soy Ana");
        tabTo(page, "Tab", "menu");
        page.keyboard().press("Enter");
        assertThat(page.locator("#decision .verdict")).hasAttribute("data-kinds", "menu");
        tabTo(page, "Shift+Tab", "Nuevo cliente");
        page.keyboard().press("Enter");
        page.keyboard().type("Rosa");
        page.keyboard().press("Tab");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(page.locator("#chat-head")).containsText("Rosa");
        assertThat(page.locator("#chat-head")).not().containsText("CO.");
        assertThat(page.locator("#message")).isFocused();
        tabTo(page, "Shift+Tab", "Rosa");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");
        assertThat(page.locator("#chat-head")).containsText("Marta");
        assertThat(page.locator("[role=log]")).hasAttribute("aria-busy", "false");
    }

    /** Goes on until the focus is on what has this in its name; every stop must show that it has the focus. */
    private static void tabTo(Page page, String key, String name) {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            page.keyboard().press(key);
            String focus = (String) page.evaluate("() => { const at = document.activeElement;"
                    + " const style = getComputedStyle(at);"
                    + " const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;"
                    + " const label = at.ariaLabel || at.labels?.[0]?.innerText || at.innerText || '';"
                    + " return (shown || at === document.body ? '' : 'NO OUTLINE ') + at.tagName + ' ' + label }");
            assertFalse(focus.startsWith("NO OUTLINE"), focus);
            assertTrue(focus.length() > focus.indexOf(' ') + 1 || focus.startsWith("BODY"), "no name: " + focus);
            if (focus.contains(name) && !focus.startsWith("BODY")) {
                return;
            }
            passed.add(focus.replaceAll("\\s+", " "));
        }
        fail("no way by " + key + " to " + name + "; passed " + passed);
    }

    @Test
    void shouldKeepTextAsTextWhenItLooksLikeMarkup() {
        Page page = open(1280, 800);
        List<String> payloads = Payloads.markup();
        for (String payload : payloads) {
            page.locator("#message").fill(payload);
            page.locator("#message").press("Enter");
        }
        assertThat(bubbles(page, "mine")).hasCount(payloads.size());
        assertEquals(payloads, page.locator(".mine .bubble p").allTextContents());
        String customer = gateway.all().getFirst().id();
        for (String payload : payloads) {
            String title = payload.length() > 20 ? payload.substring(0, 20) : payload;
            List<Outgoing.Option> options = List.of(new Outgoing.Option(payload, title));
            gateway.tell(
                    customer,
                    new FeedEvent.BusinessMessage(
                            "wamid." + payload,
                            1_795_446_200_000L,
                            "agent",
                            payload,
                            new Outgoing.Buttons(payload, options)));
            gateway.add(payload.substring(0, Math.min(64, payload.length())), Reach.BOTH, "es");
        }
        gateway.all().forEach(feed::add);
        assertThat(page.locator(".theirs.by-agent")).hasCount(payloads.size());
        assertThat(page.locator(".chat-row")).hasCount(payloads.size() + 1);
        page.locator("#agent-who").fill(payloads.getFirst());
        page.getByRole(AriaRole.BUTTON, named("Tomar")).click();
        assertThat(page.locator("#history")).containsText(payloads.getFirst());
        page.getByRole(AriaRole.BUTTON, named("Devolver")).click();
        page.locator("#message").fill("páseme con una persona " + payloads.getFirst());
        page.locator("#message").press("Enter");
        assertThat(page.locator("#packet .transcript li").last()).containsText(payloads.getFirst());
        assertEquals(
                0,
                page.locator("main img, main script, main iframe, main a, main math, main object, main style")
                        .count());
        assertEquals(0, page.locator("main svg:not(.icon):not(.spark)").count());
        assertEquals(null, page.evaluate("() => window.pwned ?? null"));
        Browser.shoot(page, "desktop-markup");
    }

    @Test
    void shouldShowWhatCannotBeSeenWhenCustomerWritesIt() {
        Page page = open(1280, 800);
        say(page, "paga a \u202Emoc.sogap\u202C hoy\u200B ya \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67");
        Locator said = page.locator(".mine .bubble p");
        assertEquals(List.of("RLO", "PDF", "ZWSP"), said.locator(".unseen").allTextContents());
        assertThat(said).containsText("\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67");
        assertThat(page.locator("#decision .unseen").first()).hasText("RLO");
        say(page, "z" + "\u0301".repeat(500) + "algo");
        assertThat(page.locator(".mine .bubble p").last()).hasText("z" + "\u0301".repeat(3) + "algo");
        Browser.shoot(page, "desktop-unseen");
    }

    @Test
    void shouldRefuseScriptsThatGotIntoThePage() {
        Page page = open(1280, 800);
        page.evaluate("() => { const script = document.createElement('script');"
                + " try { script.textContent = 'window.pwned = 1' } catch { } document.body.append(script) }");
        assertThrows(
                PlaywrightException.class,
                () -> page.evaluate("() => { document.body.innerHTML = '<img src=x onerror=pwned=1>' }"));
        assertEquals(null, page.evaluate("() => window.pwned ?? null"));
        assertFalse(BROWSER.complaints().isEmpty(), "the browser must have complained");
        BROWSER.complaints().clear();
    }

    @Test
    void shouldLookRightInDarkAndAtMiddleWidth() {
        Page page = open(1280, 800);
        page.getByRole(AriaRole.BUTTON, named("Claro u oscuro")).click();
        say(page, "quiero cambiar una camisa");
        assertThat(page.locator("#decision .verdict")).hasAttribute("data-kinds", "clarify");
        say(page, "ppppp qqqq");
        assertThat(page.locator("#score .gauge-text")).containsText("en alerta");
        say(page, "mmm rrr, pésimo");
        assertThat(page.locator("#decision .verdict")).hasAttribute("data-kinds", "escalate");
        assertThat(page.locator("#score .gauge-text")).containsText("sobre el umbral");
        Browser.shoot(page, "desktop-dark");
        page.setViewportSize(1024, 768);
        assertFits(page);
        Browser.shoot(page, "middle-dark");
        page.setViewportSize(1600, 900);
        assertFits(page);
        Browser.shoot(page, "wide-dark");
    }

    private Page open(int width, int height) {
        Page page = BROWSER.open("http://127.0.0.1:" + server().port() + "/", width, height);
        assertThat(page.locator("#live")).containsText("En vivo");
        return page;
    }

    /** Writes as the customer and waits until the answer to it is there. */
    private static void say(Page page, String text) {
        if (!page.locator("#message").isVisible()) {
            page.locator("#tab-chat").click();
        }
        int decisions = page.locator("#history li").count();
        page.locator("#message").fill(text);
        page.locator("#message").press("Enter");
        assertThat(page.locator("#history li")).hasCount(decisions + 1);
        assertThat(page.locator(".mine .tick").last()).hasAttribute("title", "leído");
    }

    private static void addCustomer(Page page, String name, String reach, String lang) {
        if (!page.locator("#add").isVisible()) {
            page.locator("#tab-chats").click();
        }
        page.locator("#add").click();
        page.getByLabel("Nombre").fill(name);
        page.getByLabel(reach).check();
        page.getByLabel("Escribe en").selectOption(lang);
        assertFits(page);
        Browser.shoot(page, "new-customer-" + page.viewportSize().width);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Agregar").setExact(true))
                .click();
        assertThat(page.locator("#chat-head")).containsText(name);
    }

    /** No part of the page reaches beyond its right edge. */
    private static void assertFits(Page page) {
        Object wider = page.evaluate(
                "() => [...document.querySelectorAll('header, nav, .figures, .figures div, .stage, .pane, .card,"
                    + " .bubble, .composer, dialog[open], table, form')].filter(node => { const box ="
                    + " node.getBoundingClientRect(); return box.width > 0 && (box.right > innerWidth + 1 ||"
                    + " node.scrollWidth > node.clientWidth + 1);}).map(node => node.tagName + '#' + node.id + '.' +"
                    + " node.className).slice(0, 5)");
        assertEquals(List.of(), wider);
        Object scrolls = page.evaluate("() => document.documentElement.scrollWidth > innerWidth");
        assertEquals(false, scrolls);
    }

    private static Locator bubbles(Page page, String side) {
        return page.locator("#messages ." + side);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions tab(String name) {
        return named(name);
    }

    private static Locator.GetByRoleOptions inDialog(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Outgoing text(String body) {
        return new Outgoing.Text(body);
    }

    private AdminServer server() {
        assertTrue(server != null);
        return server;
    }
}
