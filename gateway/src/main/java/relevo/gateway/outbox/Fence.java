package relevo.gateway.outbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import relevo.journal.Tag;

/**
 * Who may still speak: the newest epoch of conversations, raised by the decide shards at once and by the outbox as it
 * reads the journal. A message of an older epoch was decided before somebody else took over, and must not go out.
 *
 * <p>What the outbox has read it knows by itself, so marks are kept only for what it may not have read yet: two generations,
 * the older dropped when everything is read that was appended before the younger began.
 *
 * <pre>
 *  append DECIDED -> raise            | younger |        read through what was appended then
 *                                     |  older  | <- dropped when the outbox has
 * </pre>
 *
 * Safe for use from any thread; {@link #age} and {@link #reread} belong to the outbox's.
 */
public final class Fence {
    private record Marks(Map<Tag, Long> younger, Map<Tag, Long> older) {}

    private final int contactsMax;
    private volatile Marks marks = new Marks(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    private volatile boolean overflowed;
    private long barrier = -1;

    public Fence() {
        this(1 << 20);
    }

    /** With more than {@code contactsMax} marks nothing goes out until the outbox has read all there is. */
    public Fence(int contactsMax) {
        this.contactsMax = contactsMax;
    }

    /** The conversation has this epoch now; a lower one than is known changes nothing. Call it after DECIDED is appended. */
    public void raise(Tag contact, long epoch) {
        Map<Tag, Long> younger = marks.younger();
        if (younger.size() >= contactsMax && !younger.containsKey(contact)) {
            overflowed = true;
            return;
        }
        younger.merge(contact, epoch, Math::max);
    }

    /** Whether a message decided in this epoch may go out, as far as is known here. */
    public boolean allows(Tag contact, long epoch) {
        return !overflowed && epoch >= newest(contact, epoch);
    }

    /** The newest epoch known here; {@code otherwise} when none is. */
    long newest(Tag contact, long otherwise) {
        Marks now = marks;
        return Math.max(
                now.younger().getOrDefault(contact, otherwise), now.older().getOrDefault(contact, otherwise));
    }

    /** Forgets what the outbox knows by itself. Called now and then; {@code readThrough} is how far it has read. */
    void age(long readThrough, LongSupplier lastSequence) {
        if (barrier < 0) {
            // One call later than the change of generations: a shard may just then have held the old one in its hand.
            barrier = lastSequence.getAsLong();
        } else if (readThrough >= barrier) {
            marks = new Marks(new ConcurrentHashMap<>(), marks.younger());
            barrier = -1;
        }
    }

    /** Everything that was appended is read: what did not find room here is known to the outbox. */
    void reread() {
        overflowed = false;
    }

    boolean overflowed() {
        return overflowed;
    }

    int size() {
        return marks.younger().size() + marks.older().size();
    }
}
