package relevo.gateway.desk;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Input;

/**
 * The sandbox page: a phone that plays any number of customers, and beside it live what the system thinks.
 *
 * <pre>
 *   GET  /                                   the page
 *   GET  /sandbox/events                     state, then what happens (server-sent events)
 *   POST /sandbox/customers                  {name, reach, lang}
 *   POST /sandbox/customers/ID/text          {text}
 *   POST /sandbox/customers/ID/press         {messageId, optionId, title}
 *   POST /sandbox/customers/ID/media         {kind: audio, image, location or unsupported}
 *   POST /sandbox/customers/ID/opened        {}
 *   POST /sandbox/conversations/ID/agent     {act, who, text?, queue?}
 * </pre>
 *
 * One thread of its own asks for the figures once a second.
 */
public final class Sandbox implements AutoCloseable {
    private static final long FIGURES_EVERY_MS = 1_000;
    private static final Set<String> LANGS = Set.of("es", "pt", "en");
    private static final Set<String> ACTS = Set.of("claim", "reply", "note", "transfer", "return", "resolve");

    private final Customers customers;
    private final Agents agents;
    private final Feed feed;
    private final Supplier<Figures> figures;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * The customers that are there already are added to the feed.
     *
     * @param feed closed with this
     * @param figures asked once a second while a page listens, and when one opens; from any thread, must answer at once
     */
    public Sandbox(Customers customers, Agents agents, Feed feed, Supplier<Figures> figures) {
        this.customers = customers;
        this.agents = agents;
        this.feed = feed;
        this.figures = figures;
        customers.all().forEach(feed::add);
    }

    void start() {
        Thread.ofPlatform().name("figures").daemon().start(this::publishFigures);
    }

    @Override
    public void close() {
        stopped.countDown();
        feed.close();
    }

    void addTo(JavalinConfig config) {
        config.staticFiles.add(files -> {
            files.location = Location.CLASSPATH;
            files.directory = "/relevo/gateway/desk/web";
            files.headers = Map.of("Cache-Control", "no-cache");
        });
        config.routes.get("/sandbox/events", this::events);
        config.routes.post("/sandbox/customers", this::add);
        config.routes.post("/sandbox/customers/{id}/text", ctx -> {
            NewText body = Bodies.read(ctx, NewText.class);
            customers.write(id(ctx), Bodies.limited("text", body.text(), 4_096));
            done(ctx);
        });
        config.routes.post("/sandbox/customers/{id}/press", ctx -> {
            NewPress body = Bodies.read(ctx, NewPress.class);
            customers.press(
                    id(ctx),
                    Bodies.limited("messageId", body.messageId(), 512),
                    Bodies.limited("optionId", body.optionId(), 200),
                    Bodies.limited("title", body.title(), 24));
            done(ctx);
        });
        config.routes.post("/sandbox/customers/{id}/media", ctx -> {
            customers.media(id(ctx), kindOf(Bodies.read(ctx, NewMedia.class).kind()));
            done(ctx);
        });
        config.routes.post("/sandbox/customers/{id}/opened", ctx -> {
            customers.opened(id(ctx));
            done(ctx);
        });
        config.routes.post("/sandbox/conversations/{id}/agent", this::act);
    }

    private void events(Context ctx) throws InterruptedException {
        feed.publish(figures.get());
        try (Feed.Subscription news = feed.subscribe()) {
            ServerSentEvents.serve(ctx, news, to -> {}, (to, sent) -> to.send(null, sent));
        }
    }

    private void add(Context ctx) {
        NewCustomer body = Bodies.read(ctx, NewCustomer.class);
        String lang = Bodies.limited("lang", body.lang(), 2);
        if (!LANGS.contains(lang)) {
            throw new ProblemException(400, "lang: must be es, pt or en");
        }
        if (body.reach() == null) {
            throw new ProblemException(400, "reach: must be phone, user-id or both");
        }
        Customer customer =
                customers.add(Bodies.limited("name", body.name(), 64).strip(), body.reach(), lang);
        feed.add(customer);
        Bodies.answer(ctx.status(201), customer);
    }

    private void act(Context ctx) {
        NewAct body = Bodies.read(ctx, NewAct.class);
        String act = Bodies.limited("act", body.act(), 16);
        if (!ACTS.contains(act)) {
            throw new ProblemException(400, "act: must be claim, reply, note, transfer, return or resolve");
        }
        boolean needsText = act.equals("reply") || act.equals("note");
        String text = needsText ? Bodies.limited("text", body.text(), 4_096) : null;
        String queue = act.equals("transfer") ? Bodies.limited("queue", body.queue(), 64) : null;
        agents.act(id(ctx), new Input.Agent(act, Bodies.limited("who", body.who(), 64), text, queue));
        done(ctx);
    }

    private void publishFigures() {
        try {
            do {
                if (feed.subscribers() > 0) {
                    feed.publish(figures.get());
                }
            } while (!stopped.await(FIGURES_EVERY_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String id(Context ctx) {
        return Bodies.limited("id", ctx.pathParam("id"), 128);
    }

    private static Customers.MediaKind kindOf(@Nullable String kind) {
        return switch (Bodies.limited("kind", kind, 16)) {
            case "audio" -> Customers.MediaKind.AUDIO;
            case "image" -> Customers.MediaKind.IMAGE;
            case "location" -> Customers.MediaKind.LOCATION;
            case "unsupported" -> Customers.MediaKind.UNSUPPORTED;
            default -> throw new ProblemException(400, "kind: must be audio, image, location or unsupported");
        };
    }

    private static void done(Context ctx) {
        ctx.status(204);
    }

    private record NewCustomer(
            @Nullable String name,
            @Nullable Reach reach,
            @Nullable String lang) {}

    private record NewText(@Nullable String text) {}

    private record NewPress(
            @Nullable String messageId,
            @Nullable String optionId,
            @Nullable String title) {}

    private record NewMedia(@Nullable String kind) {}

    private record NewAct(
            @Nullable String act,
            @Nullable String who,
            @Nullable String text,
            @Nullable String queue) {}
}
