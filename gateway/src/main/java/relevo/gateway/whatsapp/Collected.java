package relevo.gateway.whatsapp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import relevo.journal.Tag;

/** What one parse has found so far. Belongs to the call that made it. */
final class Collected {
    final byte[] body;
    final long receivedAtMs;
    final ParserLimits limits;
    final Function<String, Tag> tags;
    private final List<Update> updates = new ArrayList<>(4);
    private final List<Webhook.Quarantined> quarantined = new ArrayList<>(0);
    private int coerced;
    private int badTimestamps;
    private int foreignObjects;

    Collected(byte[] body, long receivedAtMs, ParserLimits limits, Function<String, Tag> tags) {
        this.body = body;
        this.receivedAtMs = receivedAtMs;
        this.limits = limits;
        this.tags = tags;
    }

    /** There are more items than one webhook may hold. No stack trace: not a fault. */
    static final class Overflow extends RuntimeException {
        Overflow() {
            super("too many items", null, false, false);
        }
    }

    void add(Update update) {
        checkRoom();
        updates.add(update);
    }

    void quarantine(String reason, String pointer, byte[] raw) {
        checkRoom();
        quarantined.add(new Webhook.Quarantined(reason, pointer, raw));
    }

    /** The body as it came; the one thing that there is always room for. */
    void quarantineBody(String reason) {
        quarantined.add(new Webhook.Quarantined(reason, "", body));
    }

    void countCoerced() {
        coerced++;
    }

    void countBadTimestamp() {
        badTimestamps++;
    }

    void countForeignObject() {
        foreignObjects++;
    }

    Webhook webhook() {
        return new Webhook(receivedAtMs, updates, quarantined, coerced, badTimestamps, foreignObjects);
    }

    private void checkRoom() {
        if (updates.size() + quarantined.size() >= limits.itemsMax()) {
            throw new Overflow();
        }
    }
}
