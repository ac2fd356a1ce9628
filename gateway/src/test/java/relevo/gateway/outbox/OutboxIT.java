package relevo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.dialog.Address;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Explanation;
import relevo.dialog.Input;
import relevo.dialog.Outgoing;
import relevo.dialog.Owner;
import relevo.gateway.outbox.SendResult.Outcome;
import relevo.gateway.whatsapp.Await;
import relevo.gateway.whatsapp.CloudApi;
import relevo.gateway.whatsapp.CloudApiConfig;
import relevo.gateway.whatsapp.Faults;
import relevo.gateway.whatsapp.SentMessage;
import relevo.gateway.whatsapp.SimulatedCloudApi;
import relevo.gateway.whatsapp.SimulatedConfig;
import relevo.gateway.whatsapp.StatusReport;
import relevo.gateway.whatsapp.Update;
import relevo.gateway.whatsapp.WebhookReceiver;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * The outbox on its own thread, the real client and the simulated Cloud API over loopback; statuses come back by signed
 * webhooks into the log. Time is the test's: it runs while the test waits.
 */
class OutboxIT {
    private static final String NUMBER = "900000000000001";
    private static final String SECRET = "secret";
    private static final OutboxConfig UNPACED = new OutboxConfig(
            10_000, 10_000, 64, 10_000, 10_000, 90_000, true, false, 2_000, 1, 2, OutboxConfig.Pacing.OFF);
    private static final OutboxConfig PACED = new OutboxConfig(
            10_000, 10_000, 64, 10_000, 10_000, 90_000, true, true, 2_000, 1, 2, OutboxConfig.Pacing.DOCUMENTED);

    @TempDir
    private Path data;

    private final AtomicLong clock = new AtomicLong(1_795_257_602_000L);
    private final MemoryLog log = new MemoryLog();
    private final RecentEntries recent = new RecentEntries();
    private final LogReader reader = log.reader(0);
    private final List<SendResult> resultsSoFar = new ArrayList<>();
    private final Map<Integer, Decided> decisions = new ConcurrentHashMap<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final Fence fence = new Fence();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean resultsLost;
    private WebhookReceiver port;
    private SimulatedCloudApi api;
    private CloudApi client;
    private Outbox outbox;

    @BeforeEach
    void start() throws IOException {
        port = new WebhookReceiver(SECRET);
        port.to(this::received);
        api = new SimulatedCloudApi(new SimulatedConfig(data, SECRET, 3), clock::get, new SimulatedCloudApi.Listener() {
            @Override
            public void message(SentMessage message) {}

            @Override
            public void read(String number, String wamid, boolean typing) {
                reads.incrementAndGet();
            }
        });
        api.deliverTo(port.url());
        client = new CloudApi(new CloudApiConfig(api.url()), () -> "token");
        outbox = fresh(UNPACED);
    }

    @AfterEach
    void stop() {
        outbox.close();
        client.close();
        api.close();
        port.close();
    }

    private Outbox fresh(OutboxConfig config) {
        return new Outbox(
                config,
                log,
                recent,
                payload -> Objects.requireNonNull(
                        decisions.get(Integer.parseInt(new String(payload, StandardCharsets.US_ASCII)))),
                client,
                (entry, refused) -> {
                    if (!resultsLost) {
                        long sequence = log.append(entry);
                        note(sequence, () -> recent.appended(sequence, entry));
                        log.force();
                    }
                    return true;
                },
                fence,
                Stage.KEY,
                clock::get,
                RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                faults::add);
    }

    private void go(OutboxConfig config) {
        outbox = fresh(config);
        outbox.start(log.released(Outbox.READER));
    }

    /** A webhook came in: its status goes into the log as the journal stage would put it. */
    private void received(byte[] body) {
        JsonNode status = WebhookReceiver.value(new String(body, StandardCharsets.UTF_8))
                .path("statuses")
                .path(0);
        String callback = status.path("biz_opaque_callback_data").asText();
        if (!callback.isEmpty()) {
            long sequence = log.append(new Entry(
                    EntryType.RECEIVED,
                    clock.get(),
                    new Section(SectionKind.STATUS, Tag.NONE, Tag.NONE, Update.refOf(callback), body)));
            StatusReport report = Objects.requireNonNull(StatusReport.parse(body));
            note(sequence, () -> recent.received(sequence, List.of(new RecentEntries.Status(Tag.NONE, report))));
            log.force();
            outbox.wake();
        }
    }

    private synchronized void decide(int contact, long epoch, Input input, String... texts) {
        List<Outgoing> messages = new ArrayList<>();
        for (String text : texts) {
            messages.add(new Outgoing.Text(text));
        }
        Tag tag = Stage.contact(contact);
        long sequence = log.append(new Entry(
                EntryType.RECEIVED, clock.get(), new Section(SectionKind.MESSAGE, tag, Tag.NONE, 0, new byte[0])));
        note(sequence, () -> recent.received(sequence, List.of()));
        int id = decisions.size();
        Address address = contact % 2 == 0
                ? new Address(null, phone(contact))
                : new Address("ES.10293847561029384" + (1_000 + contact), null);
        Decided decided = new Decided(
                sequence,
                0,
                clock.get(),
                NUMBER,
                address,
                input,
                List.of(new Decision.Answer("faq", messages)),
                Explanation.none("es"),
                Owner.BOT,
                epoch,
                "v1");
        decisions.put(id, decided);
        long decidedAt = log.append(new Entry(
                EntryType.DECIDED,
                clock.get(),
                new Section(
                        SectionKind.DECISION,
                        tag,
                        Tag.NONE,
                        sequence,
                        Integer.toString(id).getBytes(StandardCharsets.US_ASCII))));
        note(decidedAt, () -> recent.decided(decidedAt, tag, decided));
        outbox.wake();
    }

    /** Two of three entries are in memory, the others have to be read from the log. */
    private static void note(long sequence, Runnable noted) {
        if (sequence % 3 != 0) {
            noted.run();
        }
    }

    private void answer(int contact, String... texts) {
        decide(contact, 1, new Input.Text("wamid.in" + contact, null, "hola"), texts);
    }

    private static String phone(int contact) {
        return "3460000" + (1_000 + contact);
    }

    /** Lets time run, fifty times as fast, until the condition holds. */
    private void until(String what, BooleanSupplier condition) {
        Await.until(() -> what + "; " + outbox.counters() + " " + faults, () -> {
            clock.addAndGet(25);
            return condition.getAsBoolean();
        });
    }

    private List<SendResult> results() {
        for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
            for (LogRecord.Stored section : record.sections()) {
                byte[] payload = section.kind() == SectionKind.RESULT ? section.open() : null;
                if (payload != null) {
                    resultsSoFar.add(OutboxJson.result(payload));
                }
            }
        }
        return resultsSoFar;
    }

    private long ended(Outcome outcome) {
        return results().stream().filter(result -> result.outcome() == outcome).count();
    }

    private Map<String, List<String>> sentByCustomer() {
        Map<String, List<String>> sent = new HashMap<>();
        for (SentMessage message : api.sentAfter(0)) {
            sent.computeIfAbsent(message.addressee(), absent -> new ArrayList<>())
                    .add(message.text());
        }
        return sent;
    }

    @Test
    void shouldKeepTheOrderOfEachConversationThroughRefusalsLatencyAndCuts() {
        api.faults(new Faults(
                0,
                8,
                List.of(
                        Faults.Fault.chance("cut-after", 0.03),
                        Faults.Fault.chance("cut-before", 0.02),
                        new Faults.Fault("error", 0, 0.05, 131056, 0, "x", null, null),
                        new Faults.Fault("error", 0, 0.02, 131016, 0, "x", null, null),
                        new Faults.Fault("error", 0, 0.01, 130429, 429, "x", null, null)),
                null,
                new Faults.Statuses(false, false, null, 2, 0.1, 0.2, 0, null)));
        go(PACED);
        for (int turn = 0; turn < 4; turn++) {
            for (int contact = 0; contact < 30; contact++) {
                // Not an answer to a new message: nothing makes a doubtful one pointless.
                decide(contact, 1, new Input.Timer("t", 1), contact + ":" + turn + "a", contact + ":" + turn + "b");
            }
        }
        until("all sent", () -> ended(Outcome.ACCEPTED) + ended(Outcome.UNRESOLVED) == 240);
        // Now and then the dice cut a message and its repeat.
        long lost = ended(Outcome.UNRESOLVED);
        assertTrue(lost <= 3, "given up: " + lost);
        Map<String, Integer> byCallback = new HashMap<>();
        for (SentMessage message : api.sentAfter(0)) {
            assertEquals(1, byCallback.merge(String.valueOf(message.callback()), 1, Integer::sum));
        }
        long arrived = 0;
        for (Map.Entry<String, List<String>> customer : sentByCustomer().entrySet()) {
            List<String> distinct = customer.getValue().stream().distinct().toList();
            assertEquals(distinct.stream().sorted().toList(), distinct, customer.getKey());
            arrived += distinct.size();
        }
        assertTrue(arrived >= 240 - lost && arrived <= 240, arrived + " arrived, " + lost + " given up");
        assertEquals(List.of(), faults);
        assertEquals(0, outbox.counters().pending());
    }

    @Test
    void shouldSendNothingOfTheBotAfterATakeOver() {
        api.faults(Faults.of(Faults.Fault.error(190, 1)));
        go(UNPACED);
        answer(1, "del bot");
        until("held", () -> ended(Outcome.DEFERRED) == 1);
        decide(1, 2, new Input.Agent("claim", "ana", null, null));
        fence.raise(Stage.contact(1), 2);
        decide(1, 2, new Input.Agent("reply", "ana", "Hola, soy Ana", null), "Hola, soy Ana");
        until("the agent's", () -> ended(Outcome.ACCEPTED) == 1);
        assertEquals(
                List.of("Hola, soy Ana"),
                api.sentAfter(0).stream().map(SentMessage::text).toList());
        assertEquals(1, ended(Outcome.CANCELLED));
    }

    @Test
    void shouldNotRepeatAfterACutWhenTheStatusComes() {
        api.faults(Faults.of(Faults.Fault.of("cut-after", 1)).with(Faults.Statuses.HELD));
        go(UNPACED);
        answer(1, "uno", "dos");
        until("cut", () -> ended(Outcome.UNKNOWN) == 1);
        clock.addAndGet(80_000);
        api.faults(Faults.NONE);
        api.releaseStatuses();
        until("both", () -> ended(Outcome.ACCEPTED) == 2);
        clock.addAndGet(600_000);
        until("delivered", () -> outbox.counters().delivered() == 2);
        assertEquals(
                List.of("uno", "dos"),
                api.sentAfter(0).stream().map(SentMessage::text).toList());
        assertEquals(0, outbox.counters().repeats());
    }

    @Test
    void shouldRepeatExactlyOnceAfterACutWhenNoStatusComes() {
        api.faults(Faults.of(Faults.Fault.of("cut-after", 1)).with(Faults.Statuses.OFF));
        go(UNPACED);
        answer(1, "uno");
        until("repeated", () -> ended(Outcome.ACCEPTED) == 1);
        assertEquals(2, api.sentCount());
        String first = String.valueOf(api.sentAfter(0).getFirst().callback());
        assertEquals(first + "~r", api.sentAfter(1).getFirst().callback());
        SendResult result = results().getLast();
        assertTrue(result.repeat());
        assertEquals(2, result.attempt());
        clock.addAndGet(600_000);
        outbox.wake();
        until("looked again", () -> outbox.counters().readThrough() == log.lastSequence());
        assertEquals(2, api.sentCount());
    }

    @Test
    void shouldKeepToTheApisLimitsByItselfAndOtherwiseBackOff() {
        go(UNPACED);
        String[] many = new String[60];
        for (int i = 0; i < many.length; i++) {
            many[i] = "m" + (10 + i);
        }
        answer(1, many);
        for (int contact = 100; contact < 200; contact++) {
            answer(contact, "x");
        }
        until("all", () -> ended(Outcome.ACCEPTED) == 160);
        assertTrue(outbox.counters().deferred() > 0, "the API had to refuse");
        assertEquals(160, api.sentCount());
        assertEquals(List.of(many), sentByCustomer().get("ES.102938475610293841001"));
        outbox.close();

        long deferredBefore = ended(Outcome.DEFERRED);
        clock.addAndGet(600_000);
        go(PACED);
        answer(1, many);
        until("all again", () -> ended(Outcome.ACCEPTED) == 220);
        assertEquals(deferredBefore, ended(Outcome.DEFERRED), "its own pace is slow enough");
    }

    @Test
    void shouldGoOnAfterARestartWithoutSendingTwice() {
        api.faults(Faults.of(Faults.Statuses.HELD));
        go(UNPACED);
        resultsLost = true;
        answer(1, "uno");
        until("taken", () -> api.sentCount() == 1 && outbox.counters().accepted() == 1);
        outbox.close();
        answer(2, "dos");
        resultsLost = false;
        go(UNPACED);
        until("the one that was only decided", () -> api.sentCount() == 2);
        api.faults(Faults.NONE);
        api.releaseStatuses();
        until("both known", () -> ended(Outcome.ACCEPTED) == 2);
        clock.addAndGet(600_000);
        answer(3, "tres");
        until("three", () -> ended(Outcome.ACCEPTED) == 3);
        assertEquals(3, api.sentCount());
        until("read mark", () -> outbox.counters().receipts() == 1 && reads.get() >= 1);
    }

    @Test
    void shouldTellAFailedStatusToTheConversation() {
        api.faults(Faults.of(Faults.Statuses.failing(131026)));
        go(UNPACED);
        answer(2, "uno");
        until("failed", () -> ended(Outcome.FAILED) == 1);
        SendResult failed = results().getLast();
        Input.SendFailed input = failed.input();
        assertFalse(input == null);
        assertEquals(131026, input == null ? 0 : input.code());
        assertEquals(phone(2), failed.phone());
    }

    @Test
    void shouldWaitForAnswersUnderWayWhenItIsClosed() {
        api.faults(new Faults(150, 150, null, null, Faults.Statuses.OFF));
        go(UNPACED);
        answer(1, "uno", "dos");
        until("under way", () -> outbox.counters().inFlight() == 1);
        outbox.close();
        assertEquals(1, ended(Outcome.ACCEPTED));
        assertEquals(1, api.sentCount());
    }

    @Test
    void shouldEndThroughTheFaultHandlerWhenTheJournalBreaks() {
        go(UNPACED);
        log.breakOnForce();
        answer(1, "uno");
        until("fault", () -> !faults.isEmpty());
        assertEquals(0, api.sentCount());
    }
}
