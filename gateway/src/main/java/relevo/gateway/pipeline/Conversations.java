package relevo.gateway.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
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
 *
 * <p>Most of a million conversations are quiet. Those longest so sleep as a few hundred bytes each, packed as in a snapshot,
 * and wake when something happens to them:
 *
 * <pre>
 *   awake (objects, in order of use) --the longest quiet--> asleep (bytes, in the order they fell asleep) --> dropped
 *                  ^________________get_________________________/
 * </pre>
 */
public final class Conversations {
    private static final int LOOKED_AT_MAX = 64;
    /** Of all conversations one in so many is kept awake. */
    private static final int AWAKE_SHARE = 10;

    private static final int AWAKE_MIN = 1_000;

    private final LinkedHashMap<Tag, Live> awake = new LinkedHashMap<>(1024, 0.75f, true);
    private final LinkedHashMap<Tag, byte[]> asleep = new LinkedHashMap<>();
    private final Sleeper sleeper = new Sleeper();
    private final int conversationsMax;
    private final int awakeMax;

    public Conversations(int conversationsMax) {
        this(conversationsMax, Math.max(AWAKE_MIN, conversationsMax / AWAKE_SHARE));
    }

    Conversations(int conversationsMax, int awakeMax) {
        this.conversationsMax = conversationsMax;
        this.awakeMax = awakeMax;
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

    /** Wakes it when it sleeps. */
    @Nullable
    Live get(Tag contact) {
        Live live = awake.get(contact);
        if (live != null) {
            return live;
        }
        byte[] packed = asleep.remove(contact);
        if (packed == null) {
            return null;
        }
        Live woken = Sleeper.wake(packed);
        keepAwake(contact, woken);
        return woken;
    }

    public void put(Tag contact, Live conversation) {
        asleep.remove(contact);
        keepAwake(contact, conversation);
        if (size() > conversationsMax) {
            dropOne();
        }
    }

    private void keepAwake(Tag contact, Live conversation) {
        awake.put(contact, conversation);
        if (awake.size() > awakeMax) {
            Map.Entry<Tag, Live> eldest = awake.pollFirstEntry();
            asleep.put(eldest.getKey(), sleeper.sleep(eldest.getValue()));
        }
    }

    private void dropOne() {
        Iterator<Map.Entry<Tag, byte[]>> asleepFirst = asleep.entrySet().iterator();
        for (int i = 0; i < LOOKED_AT_MAX && asleepFirst.hasNext(); i++) {
            if (Sleeper.owner(asleepFirst.next().getValue()) == Owner.BOT) {
                asleepFirst.remove();
                return;
            }
        }
        Iterator<Map.Entry<Tag, Live>> eldestFirst = awake.entrySet().iterator();
        for (int i = 0; i < LOOKED_AT_MAX && eldestFirst.hasNext(); i++) {
            if (eldestFirst.next().getValue().state().owner() == Owner.BOT) {
                eldestFirst.remove();
                return;
            }
        }
    }

    public int size() {
        return awake.size() + asleep.size();
    }

    int asleep() {
        return asleep.size();
    }

    /** Every timer that is set, without waking anybody. */
    void eachTimer(ObjLongConsumer<Tag> timer) {
        awake.forEach((contact, live) -> tell(contact, live.state().nextTimerAtMs(), timer));
        asleep.forEach((contact, packed) -> tell(contact, Sleeper.nextTimerAtMs(packed), timer));
    }

    private static void tell(Tag contact, long atMs, ObjLongConsumer<Tag> timer) {
        if (atMs != Long.MAX_VALUE) {
            timer.accept(contact, atMs);
        }
    }

    /** All of them as they are now; conversations are immutable, so the copy can be read by another thread. */
    List<Kept> copy() {
        List<Kept> copy = new ArrayList<>(size());
        asleep.forEach((contact, packed) -> copy.add(new Asleep(contact, packed)));
        awake.forEach((contact, live) -> copy.add(new Awake(contact, live)));
        return copy;
    }

    /** One conversation of a copy, as it was kept: who asks for little does not wake it. */
    sealed interface Kept {
        Tag contact();

        Owner owner();

        /** When its next timer falls due; Long.MAX_VALUE without one. */
        long nextTimerAtMs();

        Live live();

        /** As a snapshot holds it. */
        byte[] payload();
    }

    private record Awake(Tag contact, Live live) implements Kept {
        @Override
        public Owner owner() {
            return live.state().owner();
        }

        @Override
        public long nextTimerAtMs() {
            return live.state().nextTimerAtMs();
        }

        @Override
        public byte[] payload() {
            return ConversationSnapshots.encode(live);
        }
    }

    private record Asleep(Tag contact, byte[] packed) implements Kept {
        @Override
        public Owner owner() {
            return Sleeper.owner(packed);
        }

        @Override
        public long nextTimerAtMs() {
            return Sleeper.nextTimerAtMs(packed);
        }

        @Override
        public Live live() {
            return Sleeper.wake(packed);
        }

        @Override
        public byte[] payload() {
            return Sleeper.payload(packed);
        }
    }
}
