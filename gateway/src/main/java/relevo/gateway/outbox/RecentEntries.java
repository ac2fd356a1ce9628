package relevo.gateway.outbox;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Decided;
import relevo.gateway.whatsapp.StatusReport;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.Tag;

/**
 * What this process appended to the journal a moment ago, by its place there, as far as the outbox has to know it. Whoever
 * appends notes it here, so that the outbox, which follows the journal, need not read, open and parse what the process has
 * just had in its hands.
 *
 * <pre>
 *  journal   ... 4711      4712       4713        4714      4715 ...
 *                  |         |          |           |         |
 *  slots       statuses   nothing   decision       -       results      (- : not noted yet, or overwritten)
 * </pre>
 *
 * Only a shortcut, the journal is the truth: what is not found here is read there and says the same. Holds the last
 * {@link #SLOTS} entries at most. Safe for use from any thread; {@link #take} is the outbox's.
 */
public final class RecentEntries {
    /** A power of two; the outbox is some hundred entries behind, unless something holds it up. */
    static final int SLOTS = 1 << 13;

    /** What one entry says to the outbox. */
    sealed interface Said {
        long sequence();

        /** Nothing that concerns sending. */
        record Nothing(long sequence) implements Said {}

        /** One input was decided. */
        record Decision(long sequence, Tag contact, Decided decided) implements Said {}

        /** A webhook held statuses of messages of ours. */
        record Statuses(long sequence, List<Status> statuses) implements Said {}

        /** Results of sends came back through the ring; payloads as they were before they were sealed. */
        record Results(long sequence, Entry entry) implements Said {}
    }

    /**
     * A status of a message of ours.
     *
     * @param contact whom the section it stands in is about
     */
    public record Status(Tag contact, StatusReport report) {}

    private final AtomicReferenceArray<@Nullable Said> slots = new AtomicReferenceArray<>(SLOTS);
    /** The first place that was ever noted, 0 before: nothing before it is waited for. */
    private volatile long first;
    /** The last one, or, while several threads note, one not long before it. */
    private volatile long newest;

    /** One input was decided, in the entry at this place. */
    public void decided(long sequence, Tag contact, Decided decided) {
        put(new Said.Decision(sequence, contact, decided));
    }

    /** A webhook was appended at this place. */
    public void received(long sequence, List<Status> statuses) {
        put(statuses.isEmpty() ? new Said.Nothing(sequence) : new Said.Statuses(sequence, statuses));
    }

    /** An entry of any other kind was appended at this place. */
    public void appended(long sequence, Entry entry) {
        put(entry.type() == EntryType.SEND_RESULT ? new Said.Results(sequence, entry) : new Said.Nothing(sequence));
    }

    /** The outbox's own intents say nothing new to it; that they are noted does not mean that others note theirs. */
    void own(long sequence) {
        slots.setRelease(slot(sequence), new Said.Nothing(sequence));
    }

    private void put(Said said) {
        slots.setRelease(slot(said.sequence()), said);
        if (first == 0) {
            first = said.sequence();
        }
        newest = said.sequence();
    }

    /** What the entry at this place says, once; null when it has to be read from the journal. */
    @Nullable
    Said take(long sequence) {
        Said said = slots.getAcquire(slot(sequence));
        if (said == null || said.sequence() != sequence) {
            return null;
        }
        slots.setPlain(slot(sequence), null);
        return said;
    }

    /** Whether an entry that is in the journal, and not here, is still to be expected: its thread may be about to note it. */
    boolean isExpected(long sequence) {
        return first != 0 && sequence > first && sequence > newest - SLOTS / 2;
    }

    private static int slot(long sequence) {
        return (int) (sequence & (SLOTS - 1));
    }
}
