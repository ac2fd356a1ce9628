package relevo.gateway.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import relevo.gateway.whatsapp.Webhook;
import relevo.journal.Entry;
import relevo.journal.EntryType;

/**
 * A slot of the ring: one webhook, or one entry from inside (an agent's action, the result of a send). Filled by the
 * publisher, completed by the journal and force stages, read by the decide shards; overwritten at the next lap. Its toString holds
 * no content, because the ring's exception path prints it.
 */
final class RingEvent {
    @Nullable
    Webhook webhook;

    /** The sections of the webhook, encoded by the publisher so that the journal thread only seals and appends. */
    List<Arrival> arrivals = List.of();

    @Nullable
    Entry internal;

    Intake.@Nullable Acknowledgement acknowledgement;
    long offeredNanos;

    /** Set by the stage that refused it; it is neither acknowledged nor decided. */
    boolean refused;

    /** Set by the journal stage: where it stands in the log; 0 when nothing was appended (all duplicates, or refused). */
    long sequence;

    /** Set by the journal stage: what is new and moves a conversation, in the order of the body. */
    List<StoredInput> inputs = List.of();

    EntryType type = EntryType.RECEIVED;

    void webhook(Webhook webhook, List<Arrival> arrivals, Intake.Acknowledgement acknowledgement, long nowNanos) {
        clear();
        this.webhook = webhook;
        this.arrivals = arrivals;
        this.acknowledgement = acknowledgement;
        this.offeredNanos = nowNanos;
    }

    void internal(Entry entry, Intake.@Nullable Acknowledgement acknowledgement, long nowNanos) {
        clear();
        this.internal = entry;
        this.acknowledgement = acknowledgement;
        this.offeredNanos = nowNanos;
    }

    /** Answers no, and leaves nothing to decide. */
    void refuse(PipelineCounters counters) {
        if (refused) {
            return;
        }
        refused = true;
        sequence = 0;
        inputs = List.of();
        counters.refused.increment();
        if (acknowledgement != null) {
            acknowledgement.refused();
        }
    }

    private void clear() {
        webhook = null;
        arrivals = List.of();
        internal = null;
        acknowledgement = null;
        refused = false;
        sequence = 0;
        inputs = List.of();
    }

    @Override
    public String toString() {
        return "RingEvent " + (internal == null ? "webhook" : internal.type()) + " at " + sequence;
    }
}
