package relevo.gateway.whatsapp;

/** One item of a webhook cannot be understood; it goes to quarantine, its neighbours live. No stack trace: not a fault. */
final class BadItem extends RuntimeException {
    private final String reason;

    /** @param reason the fixed word of {@link Webhook.Quarantined#reason()} */
    BadItem(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
