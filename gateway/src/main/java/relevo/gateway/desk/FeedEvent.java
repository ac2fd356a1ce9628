package relevo.gateway.desk;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Input;
import relevo.dialog.Outgoing;

/** What the live pages are told. Immutable; holds what customers wrote, so it never goes to a log. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FeedEvent.State.class, name = "state"),
    @JsonSubTypes.Type(value = FeedEvent.CustomerAdded.class, name = "customer-added"),
    @JsonSubTypes.Type(value = FeedEvent.CustomerMessage.class, name = "customer-message"),
    @JsonSubTypes.Type(value = FeedEvent.BusinessMessage.class, name = "business-message"),
    @JsonSubTypes.Type(value = FeedEvent.Tick.class, name = "tick"),
    @JsonSubTypes.Type(value = FeedEvent.Typing.class, name = "typing"),
    @JsonSubTypes.Type(value = FeedEvent.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = Figures.class, name = "figures")
})
public sealed interface FeedEvent
        permits FeedEvent.State,
                FeedEvent.CustomerAdded,
                FeedEvent.CustomerMessage,
                FeedEvent.BusinessMessage,
                FeedEvent.Tick,
                FeedEvent.Typing,
                FeedEvent.Decided,
                Figures {

    /** All that the feed remembers: a page that gets it forgets what it knew before. */
    record State(List<Remembered> conversations, @Nullable Figures figures) implements FeedEvent {}

    /**
     * One conversation as remembered.
     *
     * @param customer null for one that came in through the webhook only
     * @param events oldest first; of the ticks of a message only the last
     */
    record Remembered(String conversation, @Nullable Customer customer, List<FeedEvent> events) {}

    /** The phone has one more customer. */
    record CustomerAdded(Customer customer) implements FeedEvent {}

    /** Something a customer sent. */
    record CustomerMessage(long atMs, Input.Customer input) implements FeedEvent {}

    /**
     * Something that reached the customer.
     *
     * @param messageId the id the Cloud API gave it
     * @param by bot or agent
     * @param who the agent's name; null for the bot
     */
    record BusinessMessage(
            String messageId,
            long atMs,
            String by,
            @Nullable String who,
            Outgoing message) implements FeedEvent {}

    /**
     * How far a message has come, in either direction. They may come in any order.
     *
     * @param status sent, delivered, read or failed. For a customer's message: delivered when its webhook was acknowledged,
     *     read when the business marked it so
     * @param code error code of a failed one
     */
    record Tick(
            String messageId,
            String status,
            long atMs,
            @Nullable Integer code) implements FeedEvent {}

    /** The business shows that it is writing. Not remembered. */
    record Typing(long atMs) implements FeedEvent {}

    /** A decision was taken and is in the journal. */
    record Decided(relevo.dialog.Decided decided) implements FeedEvent {}
}
