package relevo.gateway;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Json;
import relevo.dialog.Lookups;
import relevo.dialog.Pack;
import relevo.gateway.desk.Acts;
import relevo.gateway.desk.AdminServer;
import relevo.gateway.desk.Agents;
import relevo.gateway.desk.Api;
import relevo.gateway.desk.Assigner;
import relevo.gateway.desk.Board;
import relevo.gateway.desk.Figures;
import relevo.gateway.desk.FlowPages;
import relevo.gateway.desk.Readiness;
import relevo.gateway.desk.ReviewPages;
import relevo.gateway.desk.Roster;
import relevo.gateway.desk.Sandbox;
import relevo.gateway.http.Handshake;
import relevo.gateway.http.Signatures;
import relevo.gateway.http.WebhookCounters;
import relevo.gateway.http.WebhookServer;
import relevo.gateway.outbox.Fence;
import relevo.gateway.outbox.Outbox;
import relevo.gateway.outbox.RecentEntries;
import relevo.gateway.pipeline.ConversationSnapshots;
import relevo.gateway.pipeline.DecisionListener;
import relevo.gateway.pipeline.Engines;
import relevo.gateway.pipeline.Intake;
import relevo.gateway.pipeline.LookupCalls;
import relevo.gateway.pipeline.Pipeline;
import relevo.gateway.pipeline.PipelineConfig;
import relevo.gateway.pipeline.PipelineCounters;
import relevo.gateway.pipeline.Recovered;
import relevo.gateway.pipeline.Recovery;
import relevo.gateway.pipeline.Snapshotter;
import relevo.gateway.whatsapp.CloudApi;
import relevo.gateway.whatsapp.WebhookParser;
import relevo.journal.ContactKeys;
import relevo.journal.DedupeWindow;
import relevo.journal.LocalLog;
import relevo.journal.Snapshots;
import relevo.journal.Tag;
import relevo.journal.Tags;
import relevo.journal.TenantKey;
import relevo.review.ReviewFolder;

/**
 * The whole process, wired by hand in the order in which a message flows; {@link #close} undoes it in reverse.
 *
 * <pre>
 *   webhook port -> pipeline (journal, decide shards) -> outbox -> Cloud API
 *        log, keys, dedupe window, snapshots underneath;  admin port beside it
 * </pre>
 *
 * Start-up: lock, verify, snapshot, replay, dedupe window, outbox's sends; only then do the ports open. Made, started and
 * closed by one thread.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int RECENT_MAX = 2_000;
    private static final int STREAMS_MAX = 200;

    private final GatewayConfig config;
    private final PartSettings settings;
    private final ContactKeys keys;
    private final LocalLog log;
    private final DedupeWindow seen;
    private final Function<String, Tag> tags;
    private final Engines engines;
    private final PipelineCounters counters = new PipelineCounters();
    private final WebhookCounters webhooks = new WebhookCounters();
    private final Pipeline pipeline;
    private final Recovered recovered;
    private final LookupCalls lookups;
    private final Roster roster;
    private final Board board;
    private final Acts acts;
    private final Assigner assigner;
    private final @Nullable Api api;
    private final Snapshotter snapshotter;
    private final CloudApi cloud;
    private final Outbox outbox;
    private final WebhookServer server;
    private final Vitals vitals;
    private final Metrics metrics;
    private final Consumer<Throwable> onFault;
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final ReviewFolder reviews;
    private final Path reports;
    private final ContentReload reload;
    private @Nullable AdminServer admin;
    private volatile boolean ready;
    private volatile boolean stopping;

    /**
     * Opens the journal and recovers; nothing listens yet.
     *
     * @param dataDir where everything is kept
     * @param packs folder of the content packs
     * @param lookupsByNumber whom the flows of a number ask
     * @param listener hears every decision, after the metrics; for the sandbox's page
     * @param onFault told once, from any thread, of the first fault that ends the process; must not return to business
     */
    public Gateway(
            GatewayConfig config,
            Path dataDir,
            Path packs,
            Secrets secrets,
            TenantKey tenant,
            Map<String, Lookups> lookupsByNumber,
            DecisionListener listener,
            Consumer<Throwable> onFault) {
        this.config = config;
        this.onFault = onFault;
        settings = new PartSettings(config);
        Signatures signatures = settings.signatures(secrets);
        Handshake handshake = settings.handshake(secrets);
        roster = new Roster(config.desk().dutyLeaseMs());
        board = new Board(
                new Board.Limits(RECENT_MAX, STREAMS_MAX, config.desk().serviceSeconds()), roster);
        Indexes indexes = new Indexes(dataDir.resolve("indexes"));
        // Packs and journal are the greater part of a start, and neither needs the other.
        FutureTask<Map<String, Engines.Content>> content =
                new FutureTask<>(() -> Contents.load(packs, config.numbers(), indexes));
        Thread.ofPlatform().name("content").daemon().start(content);
        reviews = new ReviewFolder(dataDir, packs, InstantSource.system());
        reports = dataDir.resolve("reports");
        PipelineConfig sizes = settings.pipeline();

        keys = ContactKeys.open(keyFile(dataDir), tenant);
        log = LocalLog.open(settings.journal(journalDir(dataDir)), InstantSource.system(), keys);
        Tags tagger = new Tags(tenant);
        tags = tagger::of;
        seen = DedupeWindow.open(dataDir.resolve("dedupe"), settings.dedupe());
        ConversationSnapshots snapshots = new ConversationSnapshots(new Snapshots(snapshotsDir(dataDir), keys));
        Fence fence = new Fence(config.pipeline().conversationsMax());
        cloud = new CloudApi(
                settings.cloudApi(), () -> secrets.require(config.cloudApi().tokenEnv()));
        try {
            engines = new Engines(loaded(content), board);
        } catch (RuntimeException | Error wrongContent) {
            cloud.close();
            seen.close();
            log.close();
            keys.close();
            throw wrongContent;
        }
        reload = new ContentReload(packs, () -> Contents.load(packs, config.numbers(), indexes), engines);
        ContentReload.describe(dataDir, packs, config.numbers());
        recovered = Recovery.run(log, snapshots, sizes, engines, tags, fence, seen);

        recovered.eachWithPeople(board::restore);

        RecentEntries recent = new RecentEntries();
        Heard heard = new Heard(listener, recent);
        pipeline = new Pipeline(
                sizes,
                log,
                seen,
                tags,
                engines,
                fence,
                recent,
                heard,
                counters,
                log.clock()::atMs,
                recovered,
                this::broken);
        lookups = new LookupCalls(settings.lookups(), lookupsByNumber, pipeline, log.clock()::atMs);
        acts = new Acts(board, pipeline, log.clock()::atMs);
        assigner = new Assigner(
                board, roster, acts, log.clock()::atMs, config.desk().answerWithinMs());
        String apiToken = secrets.find(config.admin().tokenEnv());
        api = apiToken == null
                ? null
                : new Api(apiToken, board, roster, acts, assigner, new JournalPackets(log), log.clock()::atMs);
        snapshotter = new Snapshotter(
                pipeline,
                snapshots,
                log,
                log::retain,
                config.journal().snapshotEveryMs(),
                config.journal().snapshotEveryEntries());
        outbox = new Outbox(
                settings.outbox(),
                log,
                recent,
                Json::decided,
                cloud,
                (results, refused) -> pipeline.enter(results, new RunWhenRefused(refused)),
                fence,
                sendIdKey(tagger),
                log.clock()::atMs,
                RandomGenerator.getDefault(),
                this::broken);
        server = new WebhookServer(
                settings.http(),
                signatures,
                handshake,
                new WebhookParser(settings.numbers().keySet(), tags, settings.parser()),
                pipeline,
                log.clock()::atMs,
                webhooks);
        vitals = new Vitals(counters, System::nanoTime);
        metrics = new Metrics(webhooks, counters, vitals, pipeline, outbox::counters, log, board);
    }

    private static Map<String, Engines.Content> loaded(FutureTask<Map<String, Engines.Content>> content) {
        try {
            return content.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException wrong -> throw wrong;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("reading the packs", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the packs were read", e);
        }
    }

    /** {@link #start(Sandbox, Supplier)} where a timer starts the night. */
    public void start(@Nullable Sandbox page) {
        start(page, null);
    }

    /**
     * Decides what a crash left undecided, takes up open sends, then opens the ports.
     *
     * @param night runs a night when a page asks for it; null where a timer does
     */
    public void start(@Nullable Sandbox page, @Nullable Supplier<String> night) {
        AdminServer pages = new AdminServer(
                settings.admin(),
                metrics.registry(),
                this::readiness,
                page,
                api,
                config.admin().review() ? new ReviewPages(reviews, reports, night) : null,
                page == null ? null : new FlowPages(packs()));
        if (api == null) {
            LOG.info(
                    "no {} is set: the agents' API is not served",
                    config.admin().tokenEnv());
        }
        admin = pages;
        pages.start();
        pipeline.start(recovered);
        lookups.resume(recovered, engines);
        assigner.start();
        outbox.start(log.released(Outbox.READER));
        snapshotter.start();
        reload.start();
        server.start();
        ready = true;
        LOG.info(
                "ready: {} conversations recovered, {} inputs decided late, journal at entry {}",
                recovered.conversationCount(),
                recovered.undecided().size(),
                log.lastSequence());
    }

    /**
     * An orderly stop: new requests get 503, what was taken is acknowledged and decided, state is written to a snapshot.
     * A second call does nothing.
     */
    @Override
    public void close() {
        if (stopping) {
            return;
        }
        stopping = true;
        ready = false;
        try {
            server.drain().get(config.pipeline().drainMs(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.warn("some requests were not answered in time; the sender will repeat them");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reload.close();
        assigner.close();
        lookups.close();
        // Its last results enter the ring, so it ends before the ring does.
        outbox.close();
        cloud.close();
        pipeline.drain(config.pipeline().drainMs());
        snapshotter.close();
        server.close();
        if (fault.get() == null) {
            snapshotter.writeFinal();
            seen.flush(log.lastSequence());
        }
        board.close();
        if (admin != null) {
            admin.close();
        }
        seen.close();
        log.close();
        keys.close();
        LOG.info("stopped");
    }

    /** Where webhooks go. */
    public InetSocketAddress webhookAddress() {
        return server.address();
    }

    public int adminPort() {
        if (admin == null) {
            throw new IllegalStateException("not started");
        }
        return admin.port();
    }

    /** The ring, for what comes from inside. */
    public Pipeline pipeline() {
        return pipeline;
    }

    /** Where agents act. */
    public Agents agents() {
        return acts;
    }

    /** Makes the keyed hashes by which contacts are known. */
    public Function<String, Tag> tags() {
        return tags;
    }

    /** The gateway's guarded clock, milliseconds since 1970 UTC. */
    public long nowMs() {
        return log.clock().atMs();
    }

    /** The figures of the page's first line. */
    public Figures figures() {
        Vitals.Sample sample = vitals.sample();
        metrics.refresh();
        return new Figures(
                sample.acksPerSecond(),
                sample.ackP50Ms(),
                sample.ackP99Ms(),
                sample.ackP999Ms(),
                pipeline.room(),
                pipeline.ringSlots(),
                sample.decisionsPerSecond(),
                outbox.counters().pending(),
                log.lastSequence());
    }

    private Readiness readiness() {
        metrics.refresh();
        Throwable broken = fault.get();
        return new Readiness(List.of(
                new Readiness.Check("start", ready, ready ? "done" : stopping ? "stopping" : "recovering"),
                new Readiness.Check(
                        "journal",
                        broken == null && log.admits(),
                        broken == null ? (log.admits() ? "writable" : "disk nearly full") : "broken"),
                new Readiness.Check(
                        "ring", pipeline.room() > 0, pipeline.room() + " of " + pipeline.ringSlots() + " free")));
    }

    private Map<String, Pack> packs() {
        Map<String, Pack> byName = new HashMap<>();
        config.numbers()
                .forEach(number -> byName.put(
                        number.pack(), engines.of(number.phoneNumberId()).pack()));
        return byName;
    }

    /** The first fault counts: no more traffic is taken and the process ends. */
    private void broken(Throwable cause) {
        if (fault.compareAndSet(null, cause)) {
            ready = false;
            LOG.error("a fault ends the process; nothing more is acknowledged", cause);
            onFault.accept(cause);
        }
    }

    /** Where the log of record is kept below a data folder. */
    public static Path journalDir(Path dataDir) {
        return dataDir.resolve("journal");
    }

    /** Where the states of conversations are kept below a data folder. */
    static Path snapshotsDir(Path dataDir) {
        return dataDir.resolve("snapshots");
    }

    /** Where the contacts' keys are kept below a data folder. */
    public static Path keyFile(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("cannot make " + dataDir, e);
        }
        return dataDir.resolve("contact-keys");
    }

    private static byte[] sendIdKey(Tags tagger) {
        Tag tag = tagger.of("send-id");
        return java.nio.ByteBuffer.allocate(16)
                .putLong(tag.hi())
                .putLong(tag.lo())
                .array();
    }

    /** Counts every decision, passes it on, and wakes the outbox after a batch that says something. */
    private final class Heard implements DecisionListener {
        private final DecisionListener further;
        private final RecentEntries recent;

        Heard(DecisionListener further, RecentEntries recent) {
            this.further = further;
            this.recent = recent;
        }

        @Override
        public void decided(long sequence, Tag contact, Decided decided, Conversation after) {
            recent.decided(sequence, contact, decided);
            metrics.decided(decided);
            lookups.decided(contact, decided);
            board.moved(contact, decided, after);
            acts.decided(contact, decided);
            further.decided(sequence, contact, decided, after);
        }

        @Override
        public void messagesDecided() {
            outbox.wake();
            further.messagesDecided();
        }
    }

    private record RunWhenRefused(Runnable action) implements Intake.Acknowledgement {
        @Override
        public void durable() {}

        @Override
        public void refused() {
            action.run();
        }
    }
}
