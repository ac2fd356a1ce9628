package relevo.gateway.pipeline;

import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.journal.Tag;

/** Hears what was decided. Called by the decide threads: must return at once and never throw. */
public interface DecisionListener {
    /**
     * One input was decided; the entry is appended at this place of the journal, not necessarily on the medium yet.
     *
     * @param after the conversation with it applied
     */
    void decided(long sequence, Tag contact, Decided decided, Conversation after);

    /** A batch ended in which something is to be said to customers: the outbox may look. */
    void messagesDecided();
}
