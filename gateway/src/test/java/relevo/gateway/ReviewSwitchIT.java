package relevo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.gateway.pipeline.DecisionListener;
import relevo.journal.Tag;
import relevo.journal.TenantKey;

/** The review pages have no login: the gateway in production offers them only when its configuration says so. */
class ReviewSwitchIT {
    private static final String SMALL = """
        webhook: {host: 127.0.0.1, port: 0}
        admin: {port: 0%s}
        journal: {durability: process, allocate-ahead-mib: 16, free-min-mib: 64, reserve-mib: 0}
        """;

    @TempDir
    Path dir;

    @Test
    void shouldOfferNoReviewPagesByDefault() throws Exception {
        HttpResponse<String> answer = reviewWith("");
        assertEquals(404, answer.statusCode());
        assertTrue(answer.body().contains("admin.review"), answer.body());
    }

    @Test
    void shouldOfferReviewPagesWhenConfigured() throws Exception {
        HttpResponse<String> answer = reviewWith(", review: true");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("/review/review.js"), answer.body());
    }

    private HttpResponse<String> reviewWith(String setting) throws Exception {
        Files.writeString(dir.resolve("relevo.yaml"), SMALL.formatted(setting));
        AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
        HttpResponse<String> answer;
        try (Gateway gateway = new Gateway(
                        GatewayConfig.load(dir),
                        dir.resolve("data"),
                        RepositoryRoot.path().resolve("config/packs"),
                        new Secrets(Map.of(
                                "RELEVO_APP_SECRET", "s",
                                "RELEVO_VERIFY_TOKEN", "v",
                                "RELEVO_CLOUD_API_TOKEN", "c")),
                        TenantKey.parse(HexFormat.of().formatHex(new byte[32])),
                        Map.of(),
                        new Deaf(),
                        fault::set);
                HttpClient client = HttpClient.newHttpClient()) {
            gateway.start(null);
            URI page = URI.create("http://127.0.0.1:" + gateway.adminPort() + "/review/");
            answer = client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        }
        assertNull(fault.get());
        return answer;
    }

    private record Deaf() implements DecisionListener {
        @Override
        public void decided(long sequence, Tag contact, Decided decided, Conversation after) {}

        @Override
        public void messagesDecided() {}
    }
}
