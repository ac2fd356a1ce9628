package relevo.gateway.desk;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Decided;
import relevo.dialog.Handed;
import relevo.dialog.Input;
import relevo.dialog.Owner;

/**
 * The agents' API under {@code /v1}: what waits for people, its packet, and what people do about it. Described in
 * {@code docs/openapi.yaml}, which is served too. Everything an agent does is an input through the ring into the journal; the
 * answer is given when it was decided on. Whoever has the token may act in any agent's name.
 */
public final class Api {
    private static final int PAGE_MAX = 200;
    private static final int PAGE = 50;
    private static final int NAME_MAX = AgentAct.NAME_MAX;
    private static final int QUEUES_MAX = 50;
    private static final int CAPACITY_MAX = 100;
    private static final Set<String> SEGMENTS = Set.of("regular", "premium", "vip");
    private static final Set<String> LANGS = Set.of("es", "pt", "en");

    private final byte[] token;
    private final Board board;
    private final Roster roster;
    private final Acts acts;
    private final Assigner assigner;
    private final Packets packets;
    private final LongSupplier clockMs;
    private final Repeats repeats = new Repeats();
    private final byte[] document;

    /** @param token what a request must bring as its bearer token */
    public Api(
            String token,
            Board board,
            Roster roster,
            Acts acts,
            Assigner assigner,
            Packets packets,
            LongSupplier clockMs) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.board = board;
        this.roster = roster;
        this.acts = acts;
        this.assigner = assigner;
        this.packets = packets;
        this.clockMs = clockMs;
        this.document = document();
    }

    private static byte[] document() {
        try (InputStream shipped = Api.class.getResourceAsStream("/openapi.yaml")) {
            if (shipped == null) {
                throw new IllegalStateException("openapi.yaml is missing from the jar");
            }
            return shipped.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("openapi.yaml cannot be read from the jar", e);
        }
    }

    /** For the sandbox page, which has no accounts. */
    String token() {
        return new String(token, StandardCharsets.UTF_8);
    }

    void addTo(JavalinConfig config) {
        config.routes.before("/v1/*", this::check);
        config.routes.get(
                "/v1/openapi.yaml", ctx -> ctx.contentType("application/yaml").result(document));
        config.routes.get("/v1/conversations", this::list);
        config.routes.get("/v1/conversations/{id}", ctx -> Bodies.answer(ctx, Views.detail(completed(ctx))));
        config.routes.post("/v1/conversations/{id}/claim", ctx -> act(ctx, "claim", AgentAct.Plain.class));
        config.routes.post("/v1/conversations/{id}/reply", ctx -> act(ctx, "reply", AgentAct.Text.class));
        config.routes.post("/v1/conversations/{id}/note", ctx -> act(ctx, "note", AgentAct.Note.class));
        config.routes.post("/v1/conversations/{id}/transfer", ctx -> act(ctx, "transfer", AgentAct.Transfer.class));
        config.routes.post("/v1/conversations/{id}/return", ctx -> act(ctx, "return", AgentAct.Plain.class));
        config.routes.post("/v1/conversations/{id}/resolve", ctx -> act(ctx, "resolve", AgentAct.Closing.class));
        config.routes.post("/v1/conversations/{id}/profile", this::profile);
        config.routes.get("/v1/queues", this::queues);
        config.routes.get("/v1/agents", this::agents);
        config.routes.put("/v1/agents/{name}", this::begin);
        config.routes.delete("/v1/agents/{name}", this::end);
        config.routes.get("/v1/events", this::events);
    }

    private void check(Context ctx) {
        if (ctx.path().equals("/v1/openapi.yaml")) {
            return;
        }
        String given = ctx.header("Authorization");
        boolean known = given != null
                && given.startsWith("Bearer ")
                && MessageDigest.isEqual(given.substring(7).getBytes(StandardCharsets.UTF_8), token);
        if (!known) {
            ctx.header("WWW-Authenticate", "Bearer");
            throw new ProblemException(401, "needs the API's token: Authorization: Bearer …");
        }
    }

    private void list(Context ctx) {
        Set<String> owners = new LinkedHashSet<>();
        String wanted = ctx.queryParam("owner");
        for (String owner : wanted == null ? List.of("queued", "human", "survey") : List.of(wanted.split(","))) {
            owners.add(ownerOf(owner));
        }
        Predicate<Case> all = one -> owners.contains(one.owner().name());
        all = and(all, ctx.queryParam("queue"), Case::queue);
        all = and(all, ctx.queryParam("priority"), Case::priority);
        all = and(all, ctx.queryParam("agent"), Case::agent);
        all = and(all, ctx.queryParam("number"), Case::number);
        int limit = whole(ctx, "limit", PAGE, 1, PAGE_MAX);
        int offset = whole(ctx, "offset", 0, 0, 1_000_000);
        List<Case> found = board.list(all);
        List<Views.Summary> items =
                found.stream().skip(offset).limit(limit).map(Views::summary).toList();
        Bodies.answer(ctx, new Views.Page(items, found.size(), offset));
    }

    private interface Of {
        String of(Case one);
    }

    private static Predicate<Case> and(Predicate<Case> before, @Nullable String wanted, Of field) {
        return wanted == null ? before : before.and(one -> field.of(one).equals(wanted));
    }

    private static String ownerOf(String word) {
        String name = word.toUpperCase(Locale.ROOT);
        for (Owner owner : Owner.values()) {
            if (owner.name().equals(name)) {
                return name;
            }
        }
        throw new ProblemException(400, "owner: must be bot, queued, human or survey, or several with commas");
    }

    private static int whole(Context ctx, String key, int usual, int min, int max) {
        String text = ctx.queryParam(key);
        if (text == null) {
            return usual;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, like one out of range.
        }
        throw new ProblemException(400, key + ": must be " + min + " to " + max);
    }

    private Case found(Context ctx) {
        Case one = board.find(Acts.contact(id(ctx)));
        if (one == null) {
            throw new RefusedException(RefusedException.Why.UNKNOWN, "no such conversation");
        }
        return one;
    }

    /** With the packet of its hand-over, read back from the journal where another process handed it over. */
    private Case completed(Context ctx) {
        Case one = found(ctx);
        Handed handed = one.handed();
        if (one.escalated() != null || handed == null || handed.sequence() == 0) {
            return one;
        }
        Decided read = packets.decidedOn(one.contact(), handed.sequence());
        if (read == null || Views.handover(read) == null) {
            return one;
        }
        Case complete = one.withEscalation(read);
        board.complete(complete);
        return complete;
    }

    private <T extends AgentAct> void act(Context ctx, String act, Class<T> type) {
        T body = Bodies.read(ctx, type);
        Input.Agent agent = body.checked(act, key(ctx));
        String id = id(ctx);
        Repeats.Kept kept = repeats.of(ctx, id + "/" + act);
        if (kept != null) {
            ctx.status(kept.status()).contentType("application/json").result(kept.body());
            return;
        }
        roster.sign(agent.who(), clockMs.getAsLong());
        acts.act(id, agent);
        byte[] answer = Bodies.bytes(Views.summary(found(ctx)));
        repeats.keep(ctx, id + "/" + act, new Repeats.Kept(200, answer));
        ctx.contentType("application/json").result(answer);
    }

    private void profile(Context ctx) {
        NewProfile body = Bodies.read(ctx, NewProfile.class);
        if (body.segment() != null && !SEGMENTS.contains(body.segment())) {
            throw new ProblemException(400, "segment: must be regular, premium or vip");
        }
        if (body.lang() != null && !LANGS.contains(body.lang())) {
            throw new ProblemException(400, "lang: must be es, pt or en");
        }
        String name = body.name() == null ? null : Bodies.limited("name", body.name(), NAME_MAX);
        if (!acts.enter(found(ctx), new Input.Profile(body.lang(), body.segment(), name))) {
            throw new RefusedException(RefusedException.Why.UNAVAILABLE, "the journal cannot take it now");
        }
        ctx.status(202);
    }

    private void queues(Context ctx) {
        Bodies.answer(
                ctx,
                new Views.Queues(board.depths().stream()
                        .map(depth -> Views.queue(depth, board, roster))
                        .toList()));
    }

    private void agents(Context ctx) {
        Bodies.answer(
                ctx,
                new Views.Duties(roster.all().stream()
                        .map(duty -> Views.duty(duty, board))
                        .toList()));
    }

    private void begin(Context ctx) {
        NewDuty body = Bodies.read(ctx, NewDuty.class);
        String name = Bodies.limited("name", ctx.pathParam("name"), NAME_MAX);
        if (body.queues() == null || body.queues().isEmpty() || body.queues().size() > QUEUES_MAX) {
            throw new ProblemException(400, "queues: must name 1 to " + QUEUES_MAX + " queues");
        }
        Set<String> queues = new TreeSet<>();
        for (String queue : body.queues()) {
            queues.add(Bodies.limited("queues", queue, NAME_MAX));
        }
        Integer capacity = body.capacity();
        if (capacity == null || capacity < 1 || capacity > CAPACITY_MAX) {
            throw new ProblemException(400, "capacity: must be 1 to " + CAPACITY_MAX);
        }
        Bodies.answer(ctx, Views.duty(roster.begin(name, queues, capacity, clockMs.getAsLong()), board));
    }

    private void end(Context ctx) {
        String name = Bodies.limited("name", ctx.pathParam("name"), NAME_MAX);
        if (!roster.end(name)) {
            throw new RefusedException(RefusedException.Why.UNKNOWN, "nobody of that name is on duty");
        }
        assigner.departed(name);
        ctx.status(204);
    }

    /** First every open conversation, then {@code ready}, then each one that changes, as it is then. */
    private void events(Context ctx) throws InterruptedException {
        try (Board.Follower changes = board.follow()) {
            ServerSentEvents.serve(
                    ctx,
                    changes,
                    to -> {
                        for (Case one : board.list(Case::open)) {
                            conversation(to, one);
                        }
                        to.send("ready", Map.of());
                    },
                    Api::conversation);
        }
    }

    private static void conversation(ServerSentEvents to, Case one) throws IOException {
        to.send("conversation", Views.summary(one));
    }

    private static String id(Context ctx) {
        return Bodies.limited("id", ctx.pathParam("id"), 128);
    }

    private static @Nullable String key(Context ctx) {
        String key = ctx.header("Idempotency-Key");
        return key == null ? null : Bodies.limited("Idempotency-Key", key, 128);
    }

    private record NewProfile(
            @Nullable String segment,
            @Nullable String lang,
            @Nullable String name) {}

    private record NewDuty(
            @Nullable List<String> queues, @Nullable Integer capacity) {}
}
