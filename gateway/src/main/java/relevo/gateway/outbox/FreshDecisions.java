package relevo.gateway.outbox;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Decided;

/**
 * What the shards decided a moment ago, by its place in the journal: the outbox, which follows the journal, finds most
 * decisions here and need not open and parse them once more. Only a shortcut: a decision that is not here any more, or not
 * yet, is read from the journal. Holds at most {@link #SLOTS} decisions. Any thread.
 */
final class FreshDecisions {
    /** A power of two. The outbox is at most some hundred entries behind, unless something is wrong. */
    private static final int SLOTS = 4_096;

    private final AtomicReferenceArray<@Nullable Fresh> slots = new AtomicReferenceArray<>(SLOTS);

    private record Fresh(long sequence, Decided decided) {}

    void put(long sequence, Decided decided) {
        slots.setRelease(slot(sequence), new Fresh(sequence, decided));
    }

    /** The decision that stands at this place of the journal; null when it has to be read there. */
    @Nullable
    Decided take(long sequence) {
        Fresh fresh = slots.getAcquire(slot(sequence));
        if (fresh == null || fresh.sequence() != sequence) {
            return null;
        }
        slots.setPlain(slot(sequence), null);
        return fresh.decided();
    }

    private static int slot(long sequence) {
        return (int) (sequence & (SLOTS - 1));
    }
}
