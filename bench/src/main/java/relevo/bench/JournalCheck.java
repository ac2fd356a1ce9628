package relevo.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.SectionKind;

/**
 * Reads the journal behind a load and compares it with what the generator saw from outside:
 *
 * <ul>
 *   <li>every body that got a 200 is there, and none twice;
 *   <li>bodies of one contact stand in the order in which they were sent;
 *   <li>each message was decided exactly once.
 * </ul>
 *
 * Can follow a live journal: {@link #advance} reads what is there now. Owned by one thread.
 */
final class JournalCheck {
    private static final int EXAMPLES_MAX = 10;

    private final Traffic traffic;
    private final int run;
    private final List<Connection> connections;
    private final BitSet[] journaled;
    /** The last request of each contact that was seen in the journal. */
    private final long[] lastK;

    /** Messages in, and decisions about, the entry with each sequence. */
    private byte[] messagesIn = new byte[1 << 16];

    private byte[] decisionsOn = new byte[1 << 16];
    private long highest;
    private long twice;
    private long outOfOrder;
    private long messages;
    private long decisions;
    private long entriesDecided;
    private long erased;
    private final List<String> examples = new ArrayList<>();

    JournalCheck(Traffic traffic, int run, Shape shape, List<Connection> connections) {
        this.traffic = traffic;
        this.run = run;
        this.connections = connections;
        this.journaled = new BitSet[connections.size()];
        Arrays.setAll(journaled, i -> new BitSet());
        this.lastK = new long[shape.contacts() + shape.connections()];
        Arrays.fill(lastK, -1);
    }

    /** Reads up to the present end; returns how many entries that were. */
    long advance(LogReader reader) {
        long read = 0;
        for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
            read++;
            switch (record.type()) {
                case RECEIVED -> received(record);
                case DECIDED -> decided(record);
                case SEND_INTENT, SEND_RESULT, ACTION, TIMER, QUARANTINED, MARK -> {}
            }
        }
        return read;
    }

    /** Decisions read so far, about whatever: messages, timers, agents. */
    long entriesDecided() {
        return entriesDecided;
    }

    /** Whether everything acknowledged has been read and each message was decided. */
    boolean settled() {
        return verdict().clean();
    }

    Verdict verdict() {
        long acknowledged = 0;
        long found = 0;
        long missing = 0;
        for (Connection connection : connections) {
            BitSet lost = (BitSet) connection.acknowledged.clone();
            lost.andNot(journaled[connection.index]);
            acknowledged += connection.acknowledged.cardinality();
            found += journaled[connection.index].cardinality();
            missing += lost.cardinality();
        }
        long undecided = 0;
        long decidedTwice = 0;
        for (int sequence = 0; sequence <= highest; sequence++) {
            if (messagesIn[sequence] > 0) {
                undecided += Math.max(0, messagesIn[sequence] - decisionsOn[sequence]);
                decidedTwice += Math.max(0, decisionsOn[sequence] - messagesIn[sequence]);
            }
        }
        return new Verdict(
                acknowledged,
                found,
                missing,
                twice,
                outOfOrder,
                messages,
                decisions,
                undecided,
                decidedTwice,
                erased,
                List.copyOf(examples));
    }

    /**
     * What the comparison found.
     *
     * @param acknowledged bodies that got a 200
     * @param journaled bodies of this run in the journal
     * @param missing acknowledged and not in the journal: must be 0
     * @param twice in the journal more than once: must be 0
     * @param outOfOrder behind a later body of the same contact: must be 0
     * @param messages in the journal, of this run
     * @param decisions about them
     * @param undecided messages without a decision: must be 0 once the pipeline is at rest
     * @param decidedTwice decisions too many: must be 0
     * @param unreadable sections whose contact was erased
     * @param examples the first violations, in words
     */
    record Verdict(
            long acknowledged,
            long journaled,
            long missing,
            long twice,
            long outOfOrder,
            long messages,
            long decisions,
            long undecided,
            long decidedTwice,
            long unreadable,
            List<String> examples) {
        boolean clean() {
            return missing == 0 && twice == 0 && outOfOrder == 0 && undecided == 0 && decidedTwice == 0;
        }
    }

    private void received(LogRecord record) {
        for (LogRecord.Stored section : record.sections()) {
            if (section.kind() == SectionKind.MESSAGE || section.kind() == SectionKind.STATUS) {
                byte[] payload = section.open();
                BodyId id = payload == null ? null : BodyId.find(payload);
                if (payload == null) {
                    erased++;
                } else if (id != null && id.run() == run) {
                    body(record.sequence(), id, section.kind());
                }
            }
        }
    }

    private void body(long sequence, BodyId id, SectionKind kind) {
        int k = Math.toIntExact(id.k());
        if (journaled[id.connection()].get(k)) {
            twice++;
            example("%s is in the journal again at %d", id, sequence);
            return;
        }
        journaled[id.connection()].set(k);
        int contact = Math.toIntExact(traffic.contact(id.connection(), k));
        if (k < lastK[contact]) {
            outOfOrder++;
            example("%s stands at %d, behind request %d of the same contact", id, sequence, lastK[contact]);
        }
        lastK[contact] = Math.max(lastK[contact], k);
        if (kind == SectionKind.MESSAGE) {
            messages++;
            messagesIn = increment(messagesIn, sequence);
            decisionsOn = grown(decisionsOn, sequence);
            highest = Math.max(highest, sequence);
        }
    }

    private void decided(LogRecord record) {
        entriesDecided++;
        for (LogRecord.Stored section : record.sections()) {
            long cause = section.ref();
            if (section.kind() == SectionKind.DECISION && cause < messagesIn.length && messagesIn[(int) cause] > 0) {
                decisions++;
                decisionsOn = increment(decisionsOn, cause);
                if (decisionsOn[(int) cause] > messagesIn[(int) cause]) {
                    example("entry %d was decided again at %d", cause, record.sequence());
                }
            }
        }
    }

    private static byte[] increment(byte[] counts, long sequence) {
        byte[] roomy = grown(counts, sequence);
        if (roomy[(int) sequence] < Byte.MAX_VALUE) {
            roomy[(int) sequence]++;
        }
        return roomy;
    }

    private static byte[] grown(byte[] counts, long sequence) {
        int at = Math.toIntExact(sequence);
        return at < counts.length ? counts : Arrays.copyOf(counts, Math.max(at + 1, counts.length * 2));
    }

    private void example(String format, @Nullable Object... values) {
        if (examples.size() < EXAMPLES_MAX) {
            examples.add(String.format(format, values));
        }
    }
}
