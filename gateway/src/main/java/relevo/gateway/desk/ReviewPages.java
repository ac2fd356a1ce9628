package relevo.gateway.desk;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relevo.review.Card;
import relevo.review.ReviewFolder;
import relevo.review.Suggestion;

/**
 * The review pages: what the night proposes, with its evidence and its back-test, and what people decide about it.
 *
 * <pre>
 *   GET  /review/                            the page
 *   GET  /review/api/cards                   all cards, what is to be done first
 *   GET  /review/api/history/PACK            published changes of a pack
 *   GET  /review/api/reports                 names of the nights' reports, newest first
 *   GET  /review/reports/NAME                one of them
 *   POST /review/api/cards/ID/approve        {who}
 *   POST /review/api/cards/ID/dismiss        {who, reason}
 *   POST /review/api/cards/ID/edit           {who, faq?, question?, phrasings?, answer?}
 *   POST /review/api/cards/ID/merge          {who, into}
 *   POST /review/api/cards/ID/publish        {who}
 *   POST /review/api/cards/ID/revert         {who, reason}
 *   POST /review/api/night                   {}: runs the night now, where that is offered
 * </pre>
 *
 * There are no accounts yet: {@code who} is what the page's user says. Accounts will put the signed-in name in its place.
 */
public final class ReviewPages {
    /** A report brings its own styles; it has no script and loads nothing. */
    private static final String REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private static final int REPORTS_MAX = 400;
    private static final int REASON_CHARS_MAX = 1_000;

    private final ReviewFolder folder;
    private final Path reports;
    private final @Nullable Supplier<String> night;

    /**
     * @param reports where the nights' reports are
     * @param night runs a night and says what came of it, on the caller's thread; null where it is not offered
     */
    public ReviewPages(ReviewFolder folder, Path reports, @Nullable Supplier<String> night) {
        this.folder = folder;
        this.reports = reports;
        this.night = night;
    }

    /** @param shared whether another part of the port serves the files that all pages share */
    void addTo(JavalinConfig config, boolean shared) {
        config.staticFiles.add(files -> {
            files.location = Location.CLASSPATH;
            files.hostedPath = "/review";
            files.directory = "/relevo/gateway/desk/review";
            files.headers = Map.of("Cache-Control", "no-cache");
        });
        if (!shared) {
            config.routes.get("/tokens.css", ctx -> file(ctx, "tokens.css", "text/css"));
            config.routes.get("/dom.js", ctx -> file(ctx, "dom.js", "text/javascript"));
            config.routes.get("/icon.svg", ctx -> file(ctx, "icon.svg", "image/svg+xml"));
        }
        config.routes.get("/review/api/cards", ctx -> Bodies.answer(ctx, listed()));
        config.routes.get(
                "/review/api/history/{pack}", ctx -> Bodies.answer(ctx, folder.history(ctx.pathParam("pack"))));
        config.routes.get("/review/api/reports", ctx -> Bodies.answer(ctx, reports()));
        config.routes.get("/review/reports/{name}", this::report);
        config.routes.post("/review/api/night", this::night);
        act(config, "approve", (id, body) -> folder.approve(id, who(body)));
        act(config, "dismiss", (id, body) -> folder.dismiss(id, who(body), reason(body)));
        act(
                config,
                "edit",
                (id, body) -> folder.edit(
                        id,
                        who(body),
                        new Suggestion.Edit(body.faq(), body.question(), body.phrasings(), body.answer())));
        act(config, "merge", (id, body) -> folder.merge(id, who(body), Bodies.limited("into", body.into(), 128)));
        act(config, "publish", (id, body) -> folder.publish(id, who(body)));
        act(config, "revert", (id, body) -> folder.revert(id, who(body), reason(body)));
    }

    private interface Act {
        Card on(String id, Body body);
    }

    private void act(JavalinConfig config, String word, Act act) {
        config.routes.post("/review/api/cards/{id}/" + word, ctx -> {
            Body body = Bodies.read(ctx, Body.class);
            Bodies.answer(ctx, shown(act.on(ctx.pathParam("id"), body)));
        });
    }

    private List<Shown> listed() {
        return folder.cards().stream().map(ReviewPages::shown).toList();
    }

    /** A card and what the page need not work out itself. */
    private record Shown(Card card, boolean needsTwo, boolean changesFiles) {}

    private static Shown shown(Card card) {
        return new Shown(card, card.needsTwo(), card.suggestion().changesFiles());
    }

    private record Reports(boolean night, List<String> names) {}

    private Reports reports() throws IOException {
        if (!Files.isDirectory(reports)) {
            return new Reports(night != null, List.of());
        }
        try (Stream<Path> files = Files.list(reports)) {
            return new Reports(
                    night != null,
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.matches("nightly-[0-9-]{10}\\.html"))
                            .sorted(Comparator.reverseOrder())
                            .limit(REPORTS_MAX)
                            .toList());
        }
    }

    private void report(Context ctx) throws IOException {
        String name = ctx.pathParam("name");
        if (!name.matches("nightly-[0-9-]{10}\\.(html|json|csv)") || !Files.exists(reports.resolve(name))) {
            throw new ProblemException(404, "there is no such report");
        }
        String type = name.endsWith("html") ? "text/html" : name.endsWith("json") ? "application/json" : "text/csv";
        ctx.header("Content-Security-Policy", REPORT_POLICY);
        ctx.contentType(type + "; charset=utf-8").result(Files.readAllBytes(reports.resolve(name)));
    }

    private void night(Context ctx) {
        if (night == null) {
            throw new ProblemException(404, "the night is started by a timer here, not by this page");
        }
        Bodies.answer(ctx, Map.of("outcome", night.get()));
    }

    private static void file(Context ctx, String name, String type) throws IOException {
        try (InputStream in = ReviewPages.class.getResourceAsStream("/relevo/gateway/desk/web/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            ctx.contentType(type + "; charset=utf-8").result(in.readAllBytes());
        }
    }

    private static String who(Body body) {
        return Bodies.limited("who", body.who(), 64);
    }

    private static String reason(Body body) {
        return Bodies.limited("reason", body.reason(), REASON_CHARS_MAX);
    }

    private record Body(
            @Nullable String who,
            @Nullable String reason,
            @Nullable String into,
            @Nullable String faq,
            @Nullable String question,
            @Nullable List<String> phrasings,
            @Nullable String answer) {}
}
