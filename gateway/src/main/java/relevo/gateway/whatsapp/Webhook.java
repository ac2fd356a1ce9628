package relevo.gateway.whatsapp;

import java.util.List;

/**
 * One signed webhook, parsed: what was understood and what was not. Nothing of the body is lost: an item that cannot be
 * understood stands in {@code quarantined}.
 *
 * @param receivedAtMs by the gateway's guarded clock
 * @param updates in the order of the body
 * @param quarantined raw bytes with the reason; the whole body when it is no JSON
 * @param coerced numbers that stood where a string belongs and were taken with all their digits
 * @param badTimestamps timestamps that could not be believed; the time of receipt stands in their place
 * @param foreignObjects 1 for an event of another product (its {@code object} is not ours), which holds nothing for us
 */
public record Webhook(
        long receivedAtMs,
        List<Update> updates,
        List<Quarantined> quarantined,
        int coerced,
        int badTimestamps,
        int foreignObjects) {

    public Webhook(long receivedAtMs, List<Update> updates, List<Quarantined> quarantined) {
        this(receivedAtMs, updates, quarantined, 0, 0, 0);
    }

    /** Whether there is nothing to keep: it may be answered at once. */
    public boolean isEmpty() {
        return updates.isEmpty() && quarantined.isEmpty();
    }

    /**
     * What could not be understood.
     *
     * @param reason a short fixed word for the counter, e.g. empty, not-json, duplicate-key, no-id, unknown-number
     * @param pointer JSON pointer to its place in the body; empty for the whole body
     * @param raw the whole body as received; of an item, an {@code entry} that holds it alone, with its envelope
     */
    public record Quarantined(String reason, String pointer, byte[] raw) {
        @Override
        public String toString() {
            return reason + " of " + raw.length + " bytes";
        }
    }
}
