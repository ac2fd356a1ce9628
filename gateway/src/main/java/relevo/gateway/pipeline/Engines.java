package relevo.gateway.pipeline;

import java.util.Map;
import relevo.dialog.Conversation;
import relevo.dialog.DialogEngine;
import relevo.dialog.Pack;
import relevo.dialog.Waits;
import relevo.matcher.Matcher;

/**
 * The decision core of each business number: one immutable set, swapped as a whole when content is reloaded. Readers take
 * it once per decision; written by the reload thread.
 */
public final class Engines {
    private volatile Map<String, Content> byNumber;
    private final Waits waits;

    public Engines(Map<String, Content> byNumber) {
        this(byNumber, Waits.UNKNOWN);
    }

    /** @param waits what is known of the queues; asked by the decide threads, must answer at once */
    public Engines(Map<String, Content> byNumber, Waits waits) {
        this.byNumber = Map.copyOf(byNumber);
        this.waits = waits;
    }

    Waits waits() {
        return waits;
    }

    /**
     * One version of a pack, ready to decide.
     *
     * @param pack what was read
     * @param matcher the index built from it
     */
    public record Content(Pack pack, Matcher matcher, DialogEngine engine) {
        public Content(Pack pack, Matcher matcher) {
            this(pack, matcher, new DialogEngine(pack, matcher));
        }

        /** A conversation in which nothing has happened. */
        Conversation fresh() {
            return Conversation.fresh(pack.defaultLang());
        }
    }

    /** From the next decision on. */
    public void swap(Map<String, Content> next) {
        byNumber = Map.copyOf(next);
    }

    /** The content of this number; an IllegalStateException for one that is not configured. */
    public Content of(String number) {
        Content content = byNumber.get(number);
        if (content == null) {
            throw new IllegalStateException("no pack is configured for number " + number);
        }
        return content;
    }
}
