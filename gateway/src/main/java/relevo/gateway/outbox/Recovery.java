package relevo.gateway.outbox;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.gateway.whatsapp.StatusReport;
import relevo.journal.EntryType;
import relevo.journal.Log;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * What the journal says about the sends of an earlier life of this process, gathered before anything is done: which are
 * settled, and of the others how far they got.
 *
 * <pre>
 *  no intent                           never left            send
 *  intent, then deferred               provably not taken    send again
 *  intent, then a status               taken                 accepted, or failed
 *  intent, then nothing or unknown     may have arrived      wait for a status
 *  ... and a later one to the customer was settled           nothing
 *  any final result                    settled               nothing
 * </pre>
 *
 * Owned by the outbox thread.
 */
final class Recovery {

    /** How far a send got that is not settled. */
    static final class Trace {
        int attempts;
        boolean repeat;
        /** Whether the last attempt may have arrived. */
        boolean open;

        @Nullable
        StatusReport status;
    }

    private LongSet settled = new LongSet();
    private LongSet failed = new LongSet();
    private final Map<Long, Trace> traces = new HashMap<>();
    /** The newest send of each customer that had an intent. */
    private final Map<Tag, Long> newest = new HashMap<>();

    private final SendId ids;

    Recovery(SendId ids) {
        this.ids = ids;
    }

    /** Reads everything behind {@code afterSequence}; returns the last sequence read. */
    long read(Log log, long afterSequence) {
        long end = log.lastSequence();
        try (LogReader reader = log.reader(afterSequence)) {
            while (reader.position() < end) {
                LogRecord record = reader.poll();
                if (record == null) {
                    break;
                }
                for (LogRecord.Stored section : record.sections()) {
                    note(record.type(), section);
                }
            }
            return reader.position();
        }
    }

    private void note(EntryType type, LogRecord.Stored section) {
        if (type == EntryType.SEND_INTENT && section.kind() == SectionKind.SEND) {
            byte[] payload = section.open();
            if (payload != null) {
                intent(section.contact(), OutboxJson.intent(payload));
            }
        } else if (type == EntryType.SEND_RESULT && section.kind() == SectionKind.RESULT) {
            byte[] payload = section.open();
            if (payload != null) {
                result(OutboxJson.result(payload));
            }
        } else if (section.kind() == SectionKind.STATUS && section.ref() != 0) {
            byte[] payload = section.open();
            StatusReport report = payload == null ? null : StatusReport.parse(payload);
            if (report != null) {
                status(report);
            }
        }
    }

    private void intent(Tag contact, SendIntent intent) {
        long key = SendId.key(intent.inputSequence(), intent.inputIndex(), intent.ordinal());
        newest.merge(contact, key, Math::max);
        if (!settled.contains(key)) {
            Trace trace = traces.computeIfAbsent(key, absent -> new Trace());
            trace.attempts = Math.max(trace.attempts, intent.attempt());
            trace.repeat |= intent.repeat();
            trace.open = true;
        }
    }

    private void result(SendResult result) {
        long key = result.key();
        if (result.outcome() == SendResult.Outcome.FAILED) {
            failed.add(key);
        }
        if (result.outcome().isFinal()) {
            settled.add(key);
            traces.remove(key);
        } else if (result.outcome() == SendResult.Outcome.DEFERRED) {
            Trace trace = traces.get(key);
            if (trace != null && result.attempt() >= trace.attempts) {
                // Of a repeat the first attempt stays unknown.
                trace.open = false;
            }
        }
    }

    /** Keeps what a status says about a send that is not settled. */
    void status(StatusReport report) {
        Trace trace = traces.get(ids.parse(report.callback()));
        if (trace != null
                && (trace.status == null || trace.status.state().join(report.state()) != trace.status.state())) {
            trace.status = report;
        }
    }

    boolean isSettled(long key) {
        return settled.contains(key);
    }

    /** Whether the failure that a status told is a result already. */
    boolean isFailureKnown(long key) {
        return failed.contains(key);
    }

    /** What is known of a send that is not settled; null when it never left. */
    @Nullable
    Trace trace(long key) {
        return traces.get(key);
    }

    /**
     * Whether a later message to the same customer was begun: then this one was settled, since there is one at a time, and
     * only its result was lost. To send it now would turn the order round.
     */
    boolean isOvertaken(Tag contact, long key) {
        return newest.getOrDefault(contact, 0L) > key;
    }

    /** Settled sends, to seed the memory of what was decided already. */
    LongSet settled() {
        return settled;
    }

    /** Everything it was asked for is taken up: forgets all. */
    void done() {
        settled = new LongSet();
        failed = new LongSet();
        traces.clear();
        newest.clear();
    }
}
