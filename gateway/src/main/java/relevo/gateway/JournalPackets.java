package relevo.gateway;

import org.jspecify.annotations.Nullable;
import relevo.dialog.Decided;
import relevo.dialog.Json;
import relevo.gateway.desk.Packets;
import relevo.journal.EntryType;
import relevo.journal.Log;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.Tag;

/** Finds the decision on an input behind it in the journal: not far, since a shard decides soon after the append. */
record JournalPackets(Log log) implements Packets {
    private static final int LOOKED_AT_MAX = 500_000;

    @Override
    public @Nullable Decided decidedOn(Tag contact, long sequence) {
        if (sequence < log.firstSequence()) {
            return null;
        }
        try (LogReader reader = log.reader(sequence)) {
            for (int looked = 0; looked < LOOKED_AT_MAX; looked++) {
                LogRecord record = reader.poll();
                if (record == null) {
                    return null;
                }
                if (record.type() == EntryType.DECIDED) {
                    LogRecord.Stored section = record.sections().getFirst();
                    if (section.ref() == sequence && section.contact().equals(contact)) {
                        byte[] payload = section.open();
                        return payload == null ? null : Json.decided(payload);
                    }
                }
            }
        }
        return null;
    }
}
