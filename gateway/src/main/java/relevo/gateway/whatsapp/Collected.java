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

    /** Beyond itemsMax an item is kept in quarantine: an entry of the journal has no room for more. */
    void add(Update update) {
        if (updates.size() >= limits.itemsMax()) {
            throw new BadItem("too-many-items");
        }
        updates.add(update);
    }

    void quarantine(String reason, String pointer, byte[] raw) {
        quarantined.add(new Webhook.Quarantined(reason, pointer, raw));
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
}
