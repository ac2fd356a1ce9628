package relevo.gateway.outbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Input;
import relevo.dialog.Outgoing;
import relevo.gateway.whatsapp.StatusReport;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.Log;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * Follows the journal: what was decided, what statuses say, which results arrived. The head always goes to the end, so that
 * a change of owner, a stop or a status is never overlooked. It takes an entry from {@link RecentEntries}; only one that is
 * not there, from before the start or because it fell behind, is read from the journal. A number without room gets a reader
 * of its own at the first message that was passed over, and takes them up as room comes.
 *
 * <pre>
 *   journal  ----#-----------#---------------------#------------>
 *                ^ released  ^ backlog of a number  ^ head
 * </pre>
 *
 * Owned by the outbox thread.
 */
final class Follower implements AutoCloseable {
    private static final int BACKLOG_BUDGET = 256;
    /** So many entries that memory had are passed over in an open reader before it is given up. */
    private static final int PASS_OVER_MAX = 256;
    /** How long an entry that its thread has appended and not noted is waited for, before it is read from the journal. */
    private static final long EXPECTED_MAX_MS = 5;

    /** Told of each answer to a customer that is taken up while running. */
    interface Answering {
        void answering(Send first, String customersMessageId, long nowMs);
    }

    private final OutboxConfig config;
    private final Log log;
    private final Function<byte[], Decided> decoder;
    private final RecentEntries recent;
    private final Lanes lanes;
    private final Ledger ledger;
    private final LastInbound windows;
    private final Fence fence;
    private final Tally tally;
    private final Answering answering;
    /** Up to where the head got. */
    private long position;
    /** Open while entries are read from the journal: an idle one would hold retention up. */
    private @Nullable LogReader reader;
    /** The entry that is waited for, and since when. */
    private long expected;

    private long expectedSinceMs;
    /** While there are backlogs: who said stop, and at which input. */
    private final Map<Tag, Long> stops = new HashMap<>();

    private int backlogs;
    /** Messages of a backlog decided before this place are not sent: more owners changed than could be remembered. */
    private long cancelBefore;

    private boolean recovering = true;

    Follower(
            OutboxConfig config,
            Log log,
            long afterSequence,
            Function<byte[], Decided> decoder,
            RecentEntries recent,
            Lanes lanes,
            Ledger ledger,
            LastInbound windows,
            Fence fence,
            Tally tally,
            Answering answering) {
        this.config = config;
        this.log = log;
        this.decoder = decoder;
        this.recent = recent;
        this.lanes = lanes;
        this.ledger = ledger;
        this.windows = windows;
        this.fence = fence;
        this.tally = tally;
        this.answering = answering;
        this.position = afterSequence;
    }

    /** Reads what an earlier life of this process left, before anything is sent. */
    void recover(long through, long nowMs) {
        while (position < through && readFromJournal(nowMs)) {
            // on to what was there at the start
        }
        recovering = false;
    }

    /**
     * Goes on by at most {@code max} entries; true when that was the end of the journal. May stop short of an entry that is
     * about to be noted.
     */
    boolean read(int max, long nowMs) {
        return read(max, true, nowMs);
    }

    /** The same, waiting for nothing: what stands in the journal now has been dealt with, up to {@code max} entries. */
    boolean readAll(int max, long nowMs) {
        return read(max, false, nowMs);
    }

    private boolean read(int max, boolean patient, long nowMs) {
        for (int i = 0; i < max; i++) {
            if (position >= log.lastSequence()) {
                overflowAtEnd();
                return true;
            }
            RecentEntries.Said said = recent.take(position + 1);
            if (said != null) {
                position = said.sequence();
                apply(said, nowMs);
                if (reader != null && position - reader.position() > PASS_OVER_MAX) {
                    closeReader();
                }
            } else if (patient && isAwaited(position + 1, nowMs)) {
                return false;
            } else if (!readFromJournal(nowMs)) {
                overflowAtEnd();
                return true;
            }
        }
        return false;
    }

    private boolean isAwaited(long sequence, long nowMs) {
        if (!recent.isExpected(sequence)) {
            return false;
        }
        if (expected != sequence || nowMs < expectedSinceMs) {
            expected = sequence;
            expectedSinceMs = nowMs;
        }
        return nowMs - expectedSinceMs < EXPECTED_MAX_MS;
    }

    /** Reads one entry from the journal; false when there is none. */
    private boolean readFromJournal(long nowMs) {
        if (reader == null) {
            reader = log.reader(position);
        }
        LogRecord record = reader.poll();
        while (record != null && record.sequence() <= position) {
            record = reader.poll();
        }
        if (record == null) {
            return false;
        }
        tally.readBack.increment();
        position = record.sequence();
        apply(record, nowMs);
        return true;
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private void overflowAtEnd() {
        if (fence.overflowed()) {
            cancelBefore = backlogs > 0 ? position : cancelBefore;
            fence.reread();
        }
    }

    /** Entries between the head and the end of the journal. */
    long behind() {
        return log.lastSequence() - position;
    }

    long position() {
        return position;
    }

    /** Up to where the journal has been dealt with as far as this reader goes. */
    long through() {
        long through = position;
        for (NumberGate gate : lanes.gates()) {
            if (gate.backlog != null) {
                through = Math.min(through, gate.backlog.reader.position());
            }
        }
        return Math.min(through, ledger.lowestHeld() - 1);
    }

    boolean hasBacklog() {
        return backlogs > 0;
    }

    private void apply(RecentEntries.Said said, long nowMs) {
        switch (said) {
            case RecentEntries.Said.Nothing _ -> {}
            case RecentEntries.Said.Decision(long sequence, Tag contact, Decided decided) ->
                decided(sequence, contact, decided, nowMs);
            case RecentEntries.Said.Statuses(long sequence, List<RecentEntries.Status> statuses) -> {
                for (RecentEntries.Status status : statuses) {
                    ledger.status(status.report(), status.contact(), sequence, nowMs);
                }
            }
            case RecentEntries.Said.Results(long sequence, Entry entry) -> {
                for (Section section : entry.sections()) {
                    ledger.journaled(OutboxJson.result(section.payload()));
                }
            }
        }
    }

    private void apply(LogRecord record, long nowMs) {
        EntryType type = record.type();
        for (LogRecord.Stored section : record.sections()) {
            SectionKind kind = section.kind();
            if (type == EntryType.DECIDED && kind == SectionKind.DECISION) {
                byte[] payload = open(section);
                if (payload != null) {
                    decided(record.sequence(), section.contact(), decoder.apply(payload), nowMs);
                }
            } else if (type == EntryType.RECEIVED && kind == SectionKind.STATUS && section.ref() != 0) {
                byte[] payload = section.open();
                StatusReport report = payload == null ? null : StatusReport.parse(payload);
                if (report != null) {
                    ledger.status(report, section.contact(), record.sequence(), nowMs);
                }
            } else if (type == EntryType.SEND_RESULT && kind == SectionKind.RESULT) {
                byte[] payload = section.open();
                if (payload != null) {
                    ledger.journaled(OutboxJson.result(payload));
                }
            }
        }
    }

    private byte @Nullable [] open(LogRecord.Stored section) {
        byte[] payload = section.open();
        if (payload == null) {
            tally.erased.increment();
        }
        return payload;
    }

    private void decided(long sequence, Tag contact, Decided decided, long nowMs) {
        NumberGate gate = lanes.gate(decided.number(), nowMs);
        facts(contact, decided, gate, nowMs);
        List<Outgoing> messages = Ledger.messages(decided);
        if (messages.isEmpty()) {
            return;
        }
        Backlog backlog = gate.backlog;
        if (backlog != null) {
            backlog.until = sequence;
        } else if (lanes.hasRoom(gate, messages.size())) {
            take(sequence, contact, decided, messages, gate, !recovering, nowMs);
        } else {
            gate.backlog = new Backlog(log.reader(sequence - 1), sequence);
            backlogs++;
        }
    }

    /** What a decision says about its customer, whether or not its messages are taken up now. */
    private void facts(Tag contact, Decided decided, NumberGate gate, long nowMs) {
        Lane lane = lanes.lane(contact);
        if (decided.input() instanceof Input.Customer customer) {
            if (opensWindow(customer)) {
                windows.wrote(contact, decided.atMs());
            }
            if (!recovering) {
                gate.inbound(nowMs);
            }
            if (lane != null) {
                ledger.customerWrote(lane, decided.inputSequence(), nowMs);
            }
        }
        boolean stop = saysStop(decided);
        if (lane != null) {
            lane.epoch = Math.max(lane.epoch, decided.epoch());
            lane.stoppedBefore = stop ? decided.inputSequence() : lane.stoppedBefore;
        }
        if (gate.backlog != null) {
            fence.raise(contact, decided.epoch());
            if (stop && stops.size() >= config.contactsMax()) {
                cancelBefore = position;
            } else if (stop) {
                stops.put(contact, decided.inputSequence());
            }
        }
    }

    private void take(
            long sequence,
            Tag contact,
            Decided decided,
            List<Outgoing> messages,
            NumberGate gate,
            boolean answer,
            long nowMs) {
        Send first = ledger.take(sequence, contact, decided, messages, gate, nowMs);
        Lane lane = lanes.lane(contact);
        if (first == null || lane == null) {
            return;
        }
        lane.epoch = Math.max(lane.epoch, decided.epoch());
        if (decided.input() instanceof Input.Customer customer) {
            lane.customerInput = Math.max(lane.customerInput, decided.inputSequence());
            if (answer) {
                answering.answering(first, customer.messageId(), nowMs);
            }
        }
    }

    /** Takes up passed-over messages where there is room again; true when anything was read. */
    boolean readBacklogs(long nowMs) {
        boolean progress = false;
        for (NumberGate gate : lanes.gates()) {
            Backlog backlog = gate.backlog;
            if (backlog != null && gate.pending <= config.pendingPerNumberMax() / 2) {
                progress |= read(gate, backlog, nowMs);
            }
        }
        return progress;
    }

    private boolean read(NumberGate gate, Backlog backlog, long nowMs) {
        for (int i = 0; i < BACKLOG_BUDGET && backlog.reader.position() < backlog.until; i++) {
            if (!lanes.hasRoom(gate, 1)) {
                return i > 0;
            }
            LogRecord record = backlog.reader.poll();
            if (record == null) {
                return i > 0;
            }
            if (record.type() == EntryType.DECIDED) {
                takeOf(gate, record, nowMs);
            }
        }
        if (backlog.reader.position() >= backlog.until) {
            backlog.reader.close();
            gate.backlog = null;
            if (--backlogs == 0) {
                stops.clear();
            }
        }
        return true;
    }

    private void takeOf(NumberGate gate, LogRecord record, long nowMs) {
        for (LogRecord.Stored section : record.sections()) {
            byte[] payload = section.kind() == SectionKind.DECISION ? open(section) : null;
            if (payload == null) {
                continue;
            }
            Decided decided = decoder.apply(payload);
            List<Outgoing> messages = Ledger.messages(decided);
            if (decided.number().equals(gate.number) && !messages.isEmpty()) {
                take(record.sequence(), section.contact(), decided, messages, gate, false, nowMs);
                Lane lane = lanes.lane(section.contact());
                if (lane != null) {
                    // What the head read of this customer meanwhile; the marks may be forgotten before the messages are
                    // sent.
                    lane.epoch = fence.newest(section.contact(), lane.epoch);
                    lane.stoppedBefore = Math.max(lane.stoppedBefore, stops.getOrDefault(section.contact(), 0L));
                }
            }
        }
    }

    /** Whether a message decided at this place fell out of what could be remembered. */
    boolean isForgotten(Send send) {
        return send.decidedSequence < cancelBefore;
    }

    /** Messages that a customer must have written to be answered freely: reactions and what we cannot read may not count. */
    private static boolean opensWindow(Input.Customer customer) {
        return !(customer instanceof Input.Media media)
                || switch (media.kind()) {
                    case "reaction", "system", "unsupported" -> false;
                    default -> true;
                };
    }

    /** The customer wants to hear no more: everything decided for what came before is stopped. */
    private static boolean saysStop(Decided decided) {
        return decided.input() instanceof Input.Preference preference && preference.stop()
                || decided.decisions().stream()
                        .anyMatch(decision -> decision instanceof Decision.Notice notice
                                && notice.notice().equals("opt-out"));
    }

    @Override
    public void close() {
        for (NumberGate gate : lanes.gates()) {
            if (gate.backlog != null) {
                gate.backlog.reader.close();
            }
        }
        closeReader();
    }
}
