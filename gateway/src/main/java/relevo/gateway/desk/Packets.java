package relevo.gateway.desk;

import org.jspecify.annotations.Nullable;
import relevo.dialog.Decided;
import relevo.journal.Tag;

/** Reads hand-overs back from the journal, for conversations that were handed over before this process started. */
@FunctionalInterface
public interface Packets {
    /**
     * The decision on the input at this place; null when the journal no longer has it. Any thread; may take as long as a
     * short read.
     *
     * @param sequence journal sequence of the input that led to the hand-over
     */
    @Nullable
    Decided decidedOn(Tag contact, long sequence);
}
