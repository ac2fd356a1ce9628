package relevo.dialog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anything that can move a conversation. Each is in the journal before it is decided on. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "input")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Input.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Input.Press.class, name = "press"),
    @JsonSubTypes.Type(value = Input.Media.class, name = "media"),
    @JsonSubTypes.Type(value = Input.Agent.class, name = "agent"),
    @JsonSubTypes.Type(value = Input.HumanOutbound.class, name = "human-outbound"),
    @JsonSubTypes.Type(value = Input.ThreadControl.class, name = "thread-control"),
    @JsonSubTypes.Type(value = Input.Preference.class, name = "preference"),
    @JsonSubTypes.Type(value = Input.SendFailed.class, name = "send-failed"),
    @JsonSubTypes.Type(value = Input.Timer.class, name = "timer"),
    @JsonSubTypes.Type(value = Input.Profile.class, name = "profile"),
    @JsonSubTypes.Type(value = Input.Looked.class, name = "looked")
})
public sealed interface Input {

    /** What a customer wrote or did; the only inputs that the bot may answer. */
    sealed interface Customer extends Input permits Text, Press, Media {
        /** The provider's message id, at most 512 characters; personal data. */
        String messageId();

        /** The display name the customer chose; untrusted text, null when not known. */
        @Nullable
        String name();
    }

    /** Text, as written; at most 4,096 characters are considered. */
    record Text(String messageId, @Nullable String name, String text) implements Customer {}

    /** A tap on a button or a row that the bot (or a template) offered. */
    record Press(String messageId, @Nullable String name, String id, String title) implements Customer {}

    /**
     * Anything that is neither text nor a tap.
     *
     * @param kind audio, image, video, document, sticker, location, contacts, order, reaction, system, flow-reply, unsupported
     * @param caption the words that came with it, if any
     */
    record Media(
            String messageId,
            @Nullable String name,
            String kind,
            @Nullable String caption) implements Customer {}

    /**
     * What an agent did.
     *
     * @param act claim, reply, note, transfer, return or resolve; and what the gateway does in an agent's name: assign (a
     *     claim of what still waits) and release (what he has waits again)
     * @param who the agent's name
     * @param text of a reply or note
     * @param queue where a transfer goes
     * @param id tells a repeated act from a second one; null: every act is a new one
     * @param epoch of the conversation as the agent saw it; the act does nothing when that has changed. Null: not checked
     * @param closing what the agent says about a case he resolves
     */
    record Agent(
            String act,
            String who,
            @Nullable String text,
            @Nullable String queue,
            @Nullable String id,
            @Nullable Long epoch,
            @Nullable Closing closing)
            implements Input {
        public Agent(String act, String who, @Nullable String text, @Nullable String queue) {
            this(act, who, text, queue, null, null, null);
        }
    }

    /**
     * How a case ended, from the agent who closed it: what the nightly job learns from.
     *
     * @param outcome solved, unsolved, duplicate or spam
     * @param botCouldHaveAnswered the bot should have known this
     * @param wrongQueue it was sent to the wrong people
     * @param correctAnswer what the bot should have said, at most 1,024 characters
     */
    record Closing(
            String outcome,
            boolean botCouldHaveAnswered,
            boolean wrongQueue,
            @Nullable String correctAnswer) {}

    /** A person wrote to the customer outside Relevo (from the phone of the business): the bot must be quiet. */
    record HumanOutbound(@Nullable String text) implements Input {}

    /**
     * The channel says who owns the thread.
     *
     * @param owned true: passed to us; false: taken from us, or seen on standby
     */
    record ThreadControl(boolean owned) implements Input {}

    /** The customer stopped (or resumed) marketing messages in the channel's own settings. */
    record Preference(boolean stop) implements Input {}

    /** A message of ours could not be delivered. */
    record SendFailed(String sendId, int code, String details) implements Input {}

    /**
     * A timer of the conversation came due.
     *
     * @param epoch the conversation's epoch when it was set; a timer of an older epoch does nothing
     */
    record Timer(String timer, long epoch) implements Input {}

    /**
     * What a customer directory knows about the customer; a null changes nothing.
     *
     * @param lang es, pt or en
     * @param segment regular, premium or vip
     */
    record Profile(
            @Nullable String lang,
            @Nullable String segment,
            @Nullable String name) implements Input {}

    /**
     * What came back from a lookup that a flow step asked for.
     *
     * @param step the step that asked
     * @param outcome found, missing or failed (an error, or the time budget was over)
     * @param values what was found, for the step's texts
     * @param epoch the conversation's epoch when it was asked; an older one does nothing
     */
    record Looked(String step, String outcome, Map<String, String> values, long epoch) implements Input {}
}
