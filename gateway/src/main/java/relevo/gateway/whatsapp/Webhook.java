package relevo.gateway.whatsapp;

import java.util.List;

/**
 * One signed webhook, parsed: what was understood and what was not. Nothing of the body is lost: an item that cannot be
 * understood stands in {@code quarantined}.
 *
 * @param receivedAtMs by the gateway's guarded clock
 * @param updates in the order of the body
 * @param quarantined raw bytes with the reason; the whole body when it is no JSON
 */
public record Webhook(long receivedAtMs, List<Update> updates, List<Quarantined> quarantined) {

    /**
     * What could not be understood.
     *
     * @param reason a short fixed word for the counter, e.g. empty, not-json, duplicate-key, no-id, unknown-number
     * @param pointer JSON pointer to its place in the body; empty for the whole body
     * @param raw the bytes
     */
    public record Quarantined(String reason, String pointer, byte[] raw) {
        @Override
        public String toString() {
            return reason + " of " + raw.length + " bytes";
        }
    }
}
