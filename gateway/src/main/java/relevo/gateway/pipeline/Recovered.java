package relevo.gateway.pipeline;

import java.util.List;
import java.util.stream.Stream;
import relevo.dialog.Conversation;
import relevo.dialog.Owner;
import relevo.gateway.pipeline.Conversations.Live;
import relevo.journal.Tag;

/**
 * What recovery rebuilt: the starting point of the pipeline.
 *
 * @param identities who is who
 * @param conversations one map a shard
 * @param undecided inputs that were journaled but not decided when the process ended, in order
 * @param through everything up to this sequence is accounted for
 */
public record Recovered(
        Identities identities, List<Conversations> conversations, List<StoredInput> undecided, long through) {

    /** A first start: nothing has happened. */
    public static Recovered empty(PipelineConfig config) {
        return new Recovered(
                new Identities(2 * config.conversationsMax()), Conversations.ofShards(config), List.of(), 0);
    }

    Conversations conversations(int shard) {
        return conversations.get(shard);
    }

    /** Shown conversations one by one. */
    public interface Visitor {
        /** @param number phone_number_id of the business number it is with */
        void conversation(Tag contact, String number, Conversation state);
    }

    /** Shows all conversations that people have a part in; the bot's own sleep on. Before the pipeline starts only. */
    public void eachWithPeople(Visitor visitor) {
        kept().filter(kept -> kept.owner() != Owner.BOT).forEach(kept -> {
            Live live = kept.live();
            visitor.conversation(kept.contact(), live.number(), live.state());
        });
    }

    /** All conversations. Before the pipeline starts only. */
    Stream<Conversations.Kept> kept() {
        return conversations.stream().flatMap(shard -> shard.copy().stream());
    }

    /** How many conversations are in memory. */
    public int conversationCount() {
        return conversations.stream().mapToInt(Conversations::size).sum();
    }
}
