package relevo.gateway.outbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import relevo.dialog.Address;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Explanation;
import relevo.dialog.Input;
import relevo.dialog.Outgoing;
import relevo.dialog.Owner;
import relevo.gateway.whatsapp.Sender;
import relevo.gateway.whatsapp.StatusReport;
import relevo.gateway.whatsapp.Update;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.LogRecord;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * An outbox between a log in memory, a clock of its own and a sender of the test's, run step by step by the test's thread.
 * Decisions are kept beside the log: the payload of a DECISION section is only their number.
 */
final class Stage {
    static final String NUMBER = "900000000000001";
    static final byte[] KEY = "send id key".getBytes(StandardCharsets.US_ASCII);
    static final long START = 1_795_257_602_000L;

    final MemoryLog log = new MemoryLog();
    final AtomicLong clock = new AtomicLong(START);
    final Map<Integer, Decided> decisions = new HashMap<>();
    final List<String> faults = new ArrayList<>();
    OutboxConfig config = config(OutboxConfig.Pacing.OFF);
    Fence fence = new Fence();
    Sender sender;
    Outbox outbox;
    RecentEntries recent = new RecentEntries();
    /** Asked for each entry that another part appends: whether it is noted in memory. */
    BooleanSupplier noting = () -> false;

    boolean ringFull;
    boolean resultsLost;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(5);

    Stage(Sender sender) {
        this.sender = sender;
        this.outbox = fresh();
    }

    static OutboxConfig config(OutboxConfig.Pacing pacing) {
        return new OutboxConfig(1_000, 1_000, 16, 1_000, 1_024, 90_000, false, false, 2_000, 20, 0, pacing);
    }

    static Tag contact(int n) {
        return new Tag(0x1000 + n, n);
    }

    private Outbox fresh() {
        return new Outbox(
                config,
                log,
                recent,
                this::decode,
                sender,
                this::enter,
                fence,
                KEY,
                clock::get,
                random,
                thrown -> faults.add(thrown.toString()));
    }

    private Decided decode(byte[] payload) {
        Decided decided = decisions.get(Integer.parseInt(new String(payload, StandardCharsets.US_ASCII)));
        if (decided == null) {
            throw new AssertionError("no such decision");
        }
        return decided;
    }

    private boolean enter(Entry entry, Runnable refused) {
        if (ringFull) {
            return false;
        }
        if (!resultsLost) {
            long sequence = log.append(entry);
            note(() -> recent.appended(sequence, entry));
            log.force();
        }
        return true;
    }

    private void note(Runnable noted) {
        if (noting.getAsBoolean()) {
            noted.run();
        }
    }

    Stage with(OutboxConfig changed) {
        config = changed;
        outbox = fresh();
        return this;
    }

    Stage begin() {
        outbox.begin(log.released(Outbox.READER));
        return this;
    }

    /** The process dies and comes back. */
    void restart(boolean machineToo) {
        log.crash(machineToo);
        fence = new Fence();
        recent = new RecentEntries();
        resultsLost = false;
        ringFull = false;
        outbox = fresh();
        begin();
    }

    /** Works until there is nothing to do at this time. */
    void settle() {
        for (int i = 0; i < 10_000; i++) {
            if (!outbox.work()) {
                return;
            }
        }
        throw new AssertionError("never comes to rest");
    }

    void pass(long ms) {
        clock.addAndGet(ms);
        settle();
    }

    /** A customer wrote, and the bot answers with these texts in this epoch; returns the sequence of the input. */
    long decide(int contact, long epoch, String... answers) {
        return decide(contact, NUMBER, epoch, new Input.Text("wamid.in", null, "hola"), texts(answers));
    }

    long decide(int contact, String number, long epoch, Input input, List<Outgoing> answers) {
        return decide(contact, number, epoch, input, List.of(new Decision.Answer("faq", answers)), clock.get());
    }

    long decide(int contact, String number, long epoch, Input input, List<Decision> made, long atMs) {
        long sequence = log.append(new Entry(
                EntryType.RECEIVED,
                atMs,
                new Section(SectionKind.MESSAGE, contact(contact), Tag.NONE, 0, new byte[] {'{', '}'})));
        note(() -> recent.received(sequence, List.of()));
        redecide(sequence, contact, number, epoch, input, made, atMs);
        return sequence;
    }

    void redecide(long input, int contact, String number, long epoch, Input what, List<Decision> made, long atMs) {
        int id = decisions.size();
        Address address = new Address(null, "3460000" + (1_000 + contact));
        Decided decided = new Decided(
                input, 0, atMs, number, address, what, made, Explanation.none("es"), Owner.BOT, epoch, "v1");
        decisions.put(id, decided);
        byte[] payload = Integer.toString(id).getBytes(StandardCharsets.US_ASCII);
        long sequence = log.append(new Entry(
                EntryType.DECIDED,
                clock.get(),
                new Section(SectionKind.DECISION, contact(contact), Tag.NONE, input, payload)));
        note(() -> recent.decided(sequence, contact(contact), decided));
    }

    static List<Outgoing> texts(String... texts) {
        List<Outgoing> messages = new ArrayList<>();
        for (String text : texts) {
            messages.add(new Outgoing.Text(text));
        }
        return messages;
    }

    /** A status webhook about the send with this callback data. */
    void status(int contact, String callback, String word, int code) {
        String errors = code == 0 ? "" : ",\"errors\":[{\"code\":" + code + ",\"title\":\"x\"}]";
        String json = "{\"number\":\"" + NUMBER
                + "\",\"id\":\"wamid.s\",\"raw\":{\"id\":\"8\",\"changes\":[{\"value\":{"
                + "\"metadata\":{\"phone_number_id\":\"" + NUMBER
                + "\"},\"statuses\":[{\"id\":\"wamid.s\",\"status\":\""
                + word + "\",\"timestamp\":\"1\",\"recipient_id\":\"34600000001\",\"biz_opaque_callback_data\":\""
                + callback + "\"" + errors + "}]},\"field\":\"messages\"}]}}";
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        long sequence = log.append(new Entry(
                EntryType.RECEIVED,
                clock.get(),
                new Section(SectionKind.STATUS, contact(contact), Tag.NONE, Update.refOf(callback), payload)));
        StatusReport report = Objects.requireNonNull(StatusReport.parse(payload));
        note(() -> recent.received(sequence, List.of(new RecentEntries.Status(contact(contact), report))));
        log.force();
    }

    /** Results in the journal, in order. */
    List<SendResult> results() {
        List<SendResult> results = new ArrayList<>();
        for (LogRecord record : log.records()) {
            for (LogRecord.Stored section : record.sections()) {
                byte[] payload = section.kind() == SectionKind.RESULT ? section.open() : null;
                if (payload != null) {
                    results.add(OutboxJson.result(payload));
                }
            }
        }
        return results;
    }

    List<SendResult.Outcome> outcomes() {
        return results().stream().map(SendResult::outcome).toList();
    }

    long intents() {
        return log.records().stream()
                .filter(record -> record.type() == EntryType.SEND_INTENT)
                .mapToLong(record -> record.sections().size())
                .sum();
    }
}
