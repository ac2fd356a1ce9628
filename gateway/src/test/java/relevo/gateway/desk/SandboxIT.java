package relevo.gateway.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.gateway.GatewayProcess;

/** The whole sandbox as a person meets it: the real process, a real browser, a conversation that ends with a person. */
class SandboxIT {
    @TempDir
    Path dir;

    @Test
    void shouldHoldAConversationFromGreetingToPersonAndRemainAfterRestart() throws Exception {
        Optional<Path> chromium = Browser.executable();
        Assumptions.assumeTrue(chromium.isPresent(), "no chromium on this machine: apt-get install chromium");
        int port = GatewayProcess.freePorts();
        String[] command = {
            "sandbox", "--port", "" + port, "--data", dir.resolve("data").toString()
        };
        try (Browser browser = new Browser(chromium.get())) {
            try (GatewayProcess gateway = GatewayProcess.start(dir, List.of(), command)) {
                Page page = browser.open("http://127.0.0.1:" + (port + 1) + "/", 1280, 800);
                page.setDefaultTimeout(30_000);
                addMarta(page);
                say(page, "hola");
                assertThat(page.locator(".theirs").first()).containsText("asistente virtual");
                assertThat(page.locator("#decision .verdict")).hasAttribute("data-kinds", "menu");
                say(page, "a qué hora abren?");
                assertThat(page.locator(".theirs", new Page.LocatorOptions().setHasText("9:00")))
                        .isVisible();
                assertThat(page.locator("#understood")).containsText("horarios");
                Browser.shoot(page, "sandbox-answer");
                say(page, "me hicieron un doble cobro en el pedido 48213");
                assertThat(page.locator("#packet")).containsText("facturacion");
                assertThat(page.locator("#packet .slots")).containsText("48213");
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Tomar"))
                        .click();
                assertThat(page.locator("[aria-current=step]")).containsText("Persona");
                page.locator("#agent-text").fill("Hola Marta, ya reviso tu cobro.");
                page.locator("#agent-text").press("Enter");
                assertThat(page.locator(".theirs", new Page.LocatorOptions().setHasText("ya reviso tu cobro")))
                        .isVisible();
                Browser.shoot(page, "sandbox-handover");
                assertEquals(0, gateway.terminate(), gateway::output);
            }
            browser.closePages();
            browser.complaints().clear();
            try (GatewayProcess again = GatewayProcess.start(dir, List.of(), command)) {
                Page page = browser.open("http://127.0.0.1:" + (port + 1) + "/", 1280, 800);
                page.setDefaultTimeout(30_000);
                page.locator(".chat-row").first().click();
                assertThat(page.locator("#chat-head")).containsText("Marta");
                page.locator("#message").fill("¿sigues ahí?");
                page.locator("#message").press("Enter");
                assertThat(page.locator("#decision .verdict")).hasAttribute("data-kinds", "silent");
                assertThat(page.locator("[aria-current=step]")).containsText("Persona");
                assertEquals(0, again.terminate(), again::output);
            }
            browser.closePages();
        }
    }

    private static void addMarta(Page page) {
        page.locator("#add").click();
        page.getByLabel("Nombre").fill("Marta Ríos");
        page.getByLabel("Nombre").press("Enter");
        assertThat(page.locator("#chat-head")).containsText("Marta");
    }

    /** Waits for an answer; there may be a second one, which asks whether the first helped. */
    private static void say(Page page, String text) {
        int answers = page.locator(".theirs").count();
        page.locator("#message").fill(text);
        page.locator("#message").press("Enter");
        assertThat(page.locator(".theirs").nth(answers)).isVisible();
    }
}
