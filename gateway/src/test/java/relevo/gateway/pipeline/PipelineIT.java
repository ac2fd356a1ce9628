package relevo.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Input;
import relevo.dialog.Json;
import relevo.dialog.Lookups;
import relevo.dialog.Outgoing;
import relevo.dialog.PackLoader;
import relevo.dialog.SampleLookups;
import relevo.gateway.outbox.Fence;
import relevo.gateway.outbox.RecentEntries;
import relevo.gateway.pipeline.Conversations.Live;
import relevo.gateway.whatsapp.Update;
import relevo.gateway.whatsapp.Webhook;
import relevo.journal.ContactKeys;
import relevo.journal.DedupeWindow;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.JournalConfig;
import relevo.journal.JournalException;
import relevo.journal.LocalLog;
import relevo.journal.Log;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.SectionKind;
import relevo.journal.Snapshots;
import relevo.journal.Tag;
import relevo.journal.Tags;
import relevo.journal.TenantKey;
import relevo.matcher.Match;
import relevo.matcher.Matcher;

/** The ring with a real journal and the real dialog engine; only the matcher is scripted. */
@SuppressWarnings("NullAway.Init") // set up by JUnit
class PipelineIT {
    private static final String NUMBER = "900000000000001";

    @TempDir
    Path dir;

    private final PipelineCounters counters = new PipelineCounters();
    private final RecentEntries recent = new RecentEntries();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final List<Decided> decided = java.util.Collections.synchronizedList(new ArrayList<>());
    private ContactKeys keys;
    private LocalLog log;
    private DedupeWindow seen;
    private Tags tags;
    private @Nullable Pipeline pipeline;
    private @Nullable LookupCalls lookups;
    private int decideMicros;

    @BeforeEach
    void openJournal() {
        TenantKey tenant = TenantKey.of(new byte[32]);
        tags = new Tags(tenant);
        keys = ContactKeys.open(dir.resolve("keys"), tenant);
        log = LocalLog.open(JournalConfig.small(dir.resolve("journal")), InstantSource.system(), keys);
        seen = DedupeWindow.open(dir.resolve("dedupe"), DedupeWindow.Limits.standard());
    }

    @AfterEach
    void closeJournal() {
        stop();
        seen.close();
        log.close();
        keys.close();
    }

    private void stop() {
        if (lookups != null) {
            lookups.close();
        }
        if (pipeline != null) {
            pipeline.close();
        }
    }

    private void startAsking(LookupCalls.Limits limits, Lookups asked) {
        start(config(64, 1), log, new LookupsIn(limits, asked));
    }

    private record LookupsIn(LookupCalls.Limits limits, Lookups asked) {}

    private void start(PipelineConfig config, Log used) {
        start(config, used, null);
    }

    private void start(PipelineConfig config, Log used, @Nullable LookupsIn asking) {
        Engines engines = engines();
        Recovered recovered = Recovery.run(
                used,
                new ConversationSnapshots(new Snapshots(dir.resolve("snapshots"), keys)),
                config,
                engines,
                tags::of,
                new Fence(),
                seen);
        Pipeline made = new Pipeline(
                config,
                used,
                seen,
                tags::of,
                engines,
                new Fence(),
                recent,
                new Listener(),
                counters,
                log.clock()::atMs,
                recovered,
                cause -> fault.compareAndSet(null, cause));
        pipeline = made;
        LookupCalls calls = asking == null
                ? null
                : new LookupCalls(asking.limits(), Map.of(NUMBER, asking.asked()), made, log.clock()::atMs);
        lookups = calls;
        made.start(recovered);
        if (calls != null) {
            calls.resume(recovered, engines);
        }
    }

    private Engines engines() {
        return new Engines(Map.of(
                NUMBER,
                new Engines.Content(PackLoader.load(repository().resolve("config/packs/retail")), new SlowMatcher())));
    }

    private static Path repository() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("config/packs/retail"))) {
            at = Objects.requireNonNull(at.getParent(), "not inside a checkout");
        }
        return at;
    }

    private final class Listener implements DecisionListener {
        @Override
        public void decided(long sequence, Tag contact, Decided one, Conversation after) {
            decided.add(one);
            if (lookups != null) {
                lookups.decided(contact, one);
            }
        }

        @Override
        public void messagesDecided() {}
    }

    /** Knows nothing, and takes its time. */
    private final class SlowMatcher implements Matcher {
        @Override
        public Match match(String text, String conversationLang) {
            long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(decideMicros);
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return new Match(conversationLang, List.of(), List.of(), 0, Map.of(), version());
        }

        @Override
        public String version() {
            return "slow";
        }
    }

    private Webhook message(String phone, String id, String text) {
        Update update = new Update(
                SectionKind.MESSAGE,
                NUMBER,
                new Update.User(null, null, phone, "Marta"),
                id,
                0,
                tags.of("message", NUMBER, id),
                0,
                new Input.Text(id, "Marta", text),
                null,
                ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
        return new Webhook(log.clock().atMs(), List.of(update), List.of());
    }

    private static final class Ack implements Intake.Acknowledgement {
        final CountDownLatch answered = new CountDownLatch(1);
        volatile boolean durable;

        @Override
        public void durable() {
            durable = true;
            answered.countDown();
        }

        @Override
        public void refused() {
            answered.countDown();
        }

        boolean isDurable() throws InterruptedException {
            assertTrue(answered.await(20, TimeUnit.SECONDS), "nobody answered");
            return durable;
        }
    }

    private Pipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }

    private Ack offer(Webhook webhook) {
        Ack ack = new Ack();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!pipeline().offer(webhook, ack)) {
            assertTrue(System.nanoTime() < deadline, "the ring stays full");
            LockSupport.parkNanos(100_000);
        }
        return ack;
    }

    private static PipelineConfig config(int slots, int shards) {
        return new PipelineConfig(slots, shards, 64, 5, 4, 10_000);
    }

    @Test
    void shouldNotAcknowledgeBeforeTheForceHasReturned() throws Exception {
        CountDownLatch mayForce = new CountDownLatch(1);
        CountDownLatch forcing = new CountDownLatch(1);
        start(config(64, 1), new LogAround(log) {
            @Override
            public void force() {
                forcing.countDown();
                try {
                    assertTrue(mayForce.await(20, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                super.force();
            }
        });
        Ack ack = offer(message("34600000001", "wamid.1", "hola"));
        assertTrue(forcing.await(20, TimeUnit.SECONDS));
        assertEquals(1, ack.answered.getCount(), "acknowledged while the force was still running");
        assertEquals(0, decided.size(), "decided before it was durable");
        mayForce.countDown();
        assertTrue(ack.isDurable());
        assertTrue(log.durableSequence() >= 1);
    }

    @Test
    void shouldRefuseEverythingAndReportAFaultWhenAForceFails() throws Exception {
        AtomicInteger forces = new AtomicInteger();
        start(config(64, 1), new LogAround(log) {
            @Override
            public void force() {
                if (forces.incrementAndGet() == 2) {
                    throw new JournalException("no space on this disk");
                }
                super.force();
            }
        });
        assertTrue(offer(message("34600000001", "wamid.1", "hola")).isDurable());
        assertFalse(offer(message("34600000001", "wamid.2", "hola")).isDurable());
        assertFalse(offer(message("34600000001", "wamid.3", "hola")).isDurable(), "a second force proves nothing");
        assertEquals(2, forces.get(), "the failed force was tried again");
        assertNotNull(fault.get());
    }

    @Test
    void shouldRefuseWithoutDamageWhenTheJournalHasNoRoom() throws Exception {
        start(config(64, 1), new LogAround(log) {
            @Override
            public boolean admits() {
                return false;
            }
        });
        assertFalse(offer(message("34600000001", "wamid.1", "hola")).isDurable());
        assertEquals(0, log.lastSequence());
        assertEquals(null, fault.get());
    }

    @Test
    void shouldTakeARepeatedDeliveryOnceAndAcknowledgeItEachTime() throws Exception {
        start(config(64, 2), log);
        for (int i = 0; i < 5; i++) {
            assertTrue(offer(message("34600000001", "wamid.same", "hola")).isDurable());
        }
        await(() -> decidedMessages().size() == 1);
        assertEquals(4, counters.duplicates.sum());
        assertEquals(1, entries(EntryType.RECEIVED));
        assertEquals(1, decidedMessages().size());
    }

    @Test
    void shouldGoOnFromTheJournalAndKeepOrderWhenDecidingIsSlowerThanTheTraffic() throws Exception {
        decideMicros = 300;
        start(config(256, 2), log);
        List<Ack> acks = new ArrayList<>();
        int messages = 3_000;
        for (int i = 0; i < messages; i++) {
            acks.add(offer(message("3460000%04d".formatted(i % 40), "wamid.%06d".formatted(i), "zxqv " + i)));
        }
        for (Ack ack : acks) {
            assertTrue(ack.isDurable());
        }
        await(() -> decidedMessages().size() == messages);
        assertTrue(counters.catchUps.sum() > 0, "the shards never fell behind: the test shows nothing");
        Map<String, String> last = new HashMap<>();
        for (Decided one : decidedMessages()) {
            String id = ((Input.Text) one.input()).messageId();
            String before = last.put(Objects.requireNonNull(one.address().phone()), id);
            assertTrue(before == null || before.compareTo(id) < 0, before + " was decided before " + id);
        }
    }

    @Test
    void shouldRebuildTheSameConversationsFromTheJournalAlone() throws Exception {
        Random random = new Random(20261121);
        String[] texts = {"hola", "menu", "quiero un asesor", "1", "zxqv", "gracias", "BAJA", "esto es pésimo", "2"};
        start(config(256, 2), log);
        for (int i = 0; i < 400; i++) {
            String phone = "34600%06d".formatted(random.nextInt(30));
            offer(message(phone, "wamid." + i, texts[random.nextInt(texts.length)]))
                    .isDurable();
        }
        await(() -> decidedMessages().size() == 400);
        pipeline().drain(5_000);
        Map<Tag, Live> live = new HashMap<>();
        pipeline()
                .shards()
                .forEach(shard -> shard.image().conversations().forEach(kept -> live.put(kept.contact(), kept.live())));

        Recovered again = Recovery.run(
                log,
                new ConversationSnapshots(new Snapshots(dir.resolve("none"), keys)),
                config(256, 3),
                engines(),
                tags::of,
                new Fence(),
                DedupeWindow.open(dir.resolve("dedupe-2"), DedupeWindow.Limits.standard()));
        assertEquals(List.of(), again.undecided());
        assertEquals(live.size(), again.conversationCount());
        live.forEach((contact, one) -> {
            Live other = again.conversations(contact.shard(3)).get(contact);
            assertNotNull(other);
            assertArrayEquals(Json.encode(one.state()), Json.encode(other.state()));
            assertEquals(one.address(), other.address());
        });
    }

    @Test
    void shouldDecideOnceWhatWasJournaledButNotDecided() throws Exception {
        Update update = message("34600000001", "wamid.1", "hola").updates().getFirst();
        log.append(new Entry(
                EntryType.RECEIVED,
                log.clock().atMs(),
                new relevo.journal.Section(
                        SectionKind.MESSAGE, tags.of("c"), update.key(), 0, StoredInput.encode(update))));
        log.force();
        start(config(64, 2), log);
        await(() -> decidedMessages().size() == 1);
        assertEquals(1, decided.getFirst().inputSequence());
        assertTrue(offer(message("34600000001", "wamid.1", "hola")).isDurable());
        assertEquals(1, counters.duplicates.sum(), "a delivery journaled before the crash is a duplicate after it");
        assertEquals(1, decidedMessages().size());
    }

    private static final LookupCalls.Limits AMPLE = new LookupCalls.Limits(4, 100, 3_000);

    @Test
    void shouldBringWhatALookupFoundBackThroughTheJournal() throws Exception {
        startAsking(AMPLE, orders());
        askForAnOrder("34600000001", "48213");
        await(() -> looked() != null);
        Decided found = Objects.requireNonNull(looked());
        assertTrue(said(found).contains("en camino"), said(found));
        assertEquals(1, entries(EntryType.ACTION));
        assertEquals("en camino", found.memory().slots().get("estado"));
        pipeline().drain(5_000);
        byte[] live = stateOf(found);
        assertArrayEquals(live, recoveredState(), "what was looked up is in the journal: nobody is asked at recovery");
    }

    @Test
    void shouldAskAgainWhenTheProcessEndedBeforeTheLookupDid() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        startAsking(AMPLE, new Stuck(asked));
        askForAnOrder("34600000001", "77120");
        assertTrue(asked.await(20, TimeUnit.SECONDS));
        stop();
        assertEquals(0, entries(EntryType.ACTION));
        startAsking(AMPLE, orders());
        await(() -> looked() != null);
        assertTrue(said(Objects.requireNonNull(looked())).contains("entregado"));
    }

    @Test
    void shouldGoOnWithoutAnAnswerWhenTheTimeIsOverOrThereIsNoRoom() throws Exception {
        startAsking(new LookupCalls.Limits(1, 1, 3_000), new Stuck(new CountDownLatch(1)));
        for (int customer = 1; customer <= 3; customer++) {
            askForAnOrder("3460000000" + customer, "48213");
        }
        await(() -> looked() != null);
        assertEquals("failed", ((Input.Looked) Objects.requireNonNull(looked()).input()).outcome());
        await(() -> countOf(one -> one.input() instanceof Input.Timer timer
                        && timer.timer().equals("lookup")
                        && said(one).contains("no puedo consultar"))
                == 2);
    }

    @Test
    void shouldMoveACustomerUpWhenTheDirectorySaysVip() throws Exception {
        startAsking(AMPLE, new Lookups() {
            @Override
            public boolean knows(String name) {
                return true;
            }

            @Override
            public Found look(String name, Map<String, String> slots) {
                return name.equals("customer") && "34600000009".equals(slots.get("phone"))
                        ? new Found("found", Map.of("segment", "vip", "name", "Victoria"))
                        : Found.MISSING;
            }
        });
        offer(message("34600000009", "wamid.1", "quiero hablar con un asesor")).isDurable();
        await(() -> countOf(one -> one.input() instanceof Input.Profile) == 1);
        Decided moved = decided.stream()
                .filter(one -> one.input() instanceof Input.Profile)
                .findFirst()
                .orElseThrow();
        assertEquals("vip", Objects.requireNonNull(moved.memory().handed()).queue());
        offer(message("34600000009", "wamid.2", "¿hola?")).isDurable();
        await(() -> decidedMessages().size() == 2);
        assertEquals(1, countOf(one -> one.input() instanceof Input.Profile), "asked about once");
    }

    /** Through the question of the flow to its lookup; each message waits for the quiet after the one before. */
    private void askForAnOrder(String phone, String order) throws InterruptedException {
        int flows = countOf(PipelineIT::asksForAnOrder);
        assertTrue(offer(message(phone, "wamid.q" + phone, "¿dónde está mi pedido?"))
                .isDurable());
        await(() -> countOf(PipelineIT::asksForAnOrder) == flows + 1);
        assertTrue(offer(message(phone, "wamid.n" + phone, order)).isDurable());
    }

    private static boolean asksForAnOrder(Decided one) {
        return one.decisions().stream()
                .anyMatch(decision -> decision instanceof relevo.dialog.Decision.Flow flow
                        && flow.step().equals("numero-pedido"));
    }

    /** Asks and never hears. */
    private record Stuck(CountDownLatch asked) implements Lookups {
        @Override
        public boolean knows(String name) {
            return !name.equals("customer");
        }

        @Override
        public Found look(String name, Map<String, String> slots) {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Found.FAILED;
        }
    }

    private Lookups orders() {
        return SampleLookups.of(repository().resolve("config/packs/retail"));
    }

    private @Nullable Decided looked() {
        synchronized (decided) {
            return decided.stream()
                    .filter(one -> one.input() instanceof Input.Looked)
                    .findFirst()
                    .orElse(null);
        }
    }

    private int countOf(Predicate<Decided> which) {
        synchronized (decided) {
            return (int) decided.stream().filter(which).count();
        }
    }

    private static String said(Decided one) {
        return one.decisions().stream()
                .flatMap(decision -> decision.messages().stream())
                .map(Outgoing::body)
                .collect(Collectors.joining("\n"));
    }

    private byte[] stateOf(Decided one) {
        return pipeline().shards().stream()
                .flatMap(shard -> shard.image().conversations().stream())
                .map(Conversations.Kept::live)
                .filter(live -> live.address().equals(one.address()))
                .map(live -> Json.encode(live.state()))
                .findFirst()
                .orElseThrow();
    }

    private byte[] recoveredState() {
        Recovered again = Recovery.run(
                log,
                new ConversationSnapshots(new Snapshots(dir.resolve("none"), keys)),
                config(64, 1),
                engines(),
                tags::of,
                new Fence(),
                DedupeWindow.open(dir.resolve("dedupe-3"), DedupeWindow.Limits.standard()));
        return Json.encode(again.kept().findFirst().orElseThrow().live().state());
    }

    /** Without the timers, which are inputs too. */
    private List<Decided> decidedMessages() {
        synchronized (decided) {
            return decided.stream()
                    .filter(one -> one.input() instanceof Input.Text)
                    .toList();
        }
    }

    private int entries(EntryType type) {
        int count = 0;
        try (LogReader reader = log.reader(0)) {
            for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
                count += record.type() == type ? 1 : 0;
            }
        }
        return count;
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "did not happen within 30 s");
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** A log with one thing changed. */
    private static class LogAround implements Log {
        private final Log log;

        LogAround(Log log) {
            this.log = log;
        }

        @Override
        public long append(Entry entry) {
            return log.append(entry);
        }

        @Override
        public void force() {
            log.force();
        }

        @Override
        public long lastSequence() {
            return log.lastSequence();
        }

        @Override
        public long durableSequence() {
            return log.durableSequence();
        }

        @Override
        public long firstSequence() {
            return log.firstSequence();
        }

        @Override
        public boolean admits() {
            return log.admits();
        }

        @Override
        public LogReader reader(long afterSequence) {
            return log.reader(afterSequence);
        }

        @Override
        public void release(String readerName, long throughSequence) {
            log.release(readerName, throughSequence);
        }

        @Override
        public long released(String readerName) {
            return log.released(readerName);
        }

        @Override
        public void close() {}
    }
}
