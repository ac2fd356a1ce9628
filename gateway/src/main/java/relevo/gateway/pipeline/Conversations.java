package relevo.gateway.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Address;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Owner;
import relevo.journal.Tag;

/**
 * The live conversations of one shard, bounded: over the limit the one that the bot owns and that was quiet longest goes
 * (its history stays in the journal). One that waits for a person or is held by one is never dropped. Owned by its shard's
 * thread, or by recovery before that starts.
 */
public final class Conversations {
    private static final int LOOKED_AT_MAX = 64;

    private final LinkedHashMap<Tag, Live> byContact = new LinkedHashMap<>(1024, 0.75f, true);
    private final int conversationsMax;

    public Conversations(int conversationsMax) {
        this.conversationsMax = conversationsMax;
    }

    /** One empty map a shard. */
    static List<Conversations> ofShards(PipelineConfig config) {
        int each = Math.max(1, config.conversationsMax() / config.decideShards());
        return Stream.generate(() -> new Conversations(each))
                .limit(config.decideShards())
                .toList();
    }

    /**
     * A conversation and whom it is with.
     *
     * @param number phone_number_id of the business number
     * @param address all that is known of how to reach the customer
     */
    public record Live(String number, Address address, Conversation state) {
        Live replay(Decided decided) {
            return new Live(decided.number(), decided.address(), state.replay(decided));
        }
    }

    @Nullable
    Live get(Tag contact) {
        return byContact.get(contact);
    }

    public void put(Tag contact, Live conversation) {
        byContact.put(contact, conversation);
        if (byContact.size() > conversationsMax) {
            dropOne();
        }
    }

    private void dropOne() {
        Iterator<Map.Entry<Tag, Live>> eldestFirst = byContact.entrySet().iterator();
        for (int i = 0; i < LOOKED_AT_MAX && eldestFirst.hasNext(); i++) {
            if (eldestFirst.next().getValue().state().owner() == Owner.BOT) {
                eldestFirst.remove();
                return;
            }
        }
    }

    public int size() {
        return byContact.size();
    }

    /** All of them as they are now; conversations are immutable, so the copy can be written by another thread. */
    List<Map.Entry<Tag, Live>> copy() {
        List<Map.Entry<Tag, Live>> copy = new ArrayList<>(byContact.size());
        byContact.forEach((contact, conversation) -> copy.add(Map.entry(contact, conversation)));
        return copy;
    }
}
