package relevo.dialog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What to do about one input. The kinds ({@link #kind()}) are a published vocabulary. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "decision")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Decision.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = Decision.Clarify.class, name = "clarify"),
    @JsonSubTypes.Type(value = Decision.Menu.class, name = "menu"),
    @JsonSubTypes.Type(value = Decision.Flow.class, name = "flow"),
    @JsonSubTypes.Type(value = Decision.Fallback.class, name = "fallback"),
    @JsonSubTypes.Type(value = Decision.Escalate.class, name = "escalate"),
    @JsonSubTypes.Type(value = Decision.Notice.class, name = "notice"),
    @JsonSubTypes.Type(value = Decision.Survey.class, name = "survey"),
    @JsonSubTypes.Type(value = Decision.Silent.class, name = "silent")
})
public sealed interface Decision {
    /** The published word. */
    String kind();

    /** What goes to the customer, in order; empty when nothing is said. */
    List<Outgoing> messages();

    /**
     * A FAQ entry is known with enough confidence.
     *
     * @param also further entries answered in the same reply, where several things were asked for at once
     */
    record Answer(String faq, List<String> also, List<Outgoing> messages) implements Decision {
        public Answer(String faq, List<Outgoing> messages) {
            this(faq, List.of(), messages);
        }

        /** All entries answered, in order. */
        public List<String> faqs() {
            return Stream.concat(Stream.of(faq), also.stream()).toList();
        }

        @Override
        public String kind() {
            return "answer";
        }
    }

    /** Two or three candidates are too close: offered as buttons, always with the way to a person. */
    record Clarify(List<String> faqs, List<Outgoing> messages) implements Decision {
        @Override
        public String kind() {
            return "clarify";
        }
    }

    /** Greeting, first contact, or the customer asked for the menu. */
    record Menu(List<Outgoing> messages) implements Decision {
        @Override
        public String kind() {
            return "menu";
        }
    }

    /**
     * A step of a guided flow.
     *
     * @param lookup what another system must be asked before the flow goes on; null most of the time
     */
    record Flow(
            String flow,
            String step,
            List<Outgoing> messages,
            @Nullable Lookup lookup) implements Decision {
        public Flow(String flow, String step, List<Outgoing> messages) {
            this(flow, step, messages, null);
        }

        @Override
        public String kind() {
            return "flow";
        }
    }

    /** Nothing known: says so and offers the way to a person; counts as a failed attempt. */
    record Fallback(List<Outgoing> messages) implements Decision {
        @Override
        public String kind() {
            return "fallback";
        }
    }

    /** A person is needed: exactly one hand-over message, then the bot is silent. */
    record Escalate(Handover handover, List<Outgoing> messages) implements Decision {
        @Override
        public String kind() {
            return "escalate";
        }
    }

    /** Something the customer must be told (out of hours, opt-out done, position in the queue). */
    record Notice(String notice, List<Outgoing> messages) implements Decision {
        @Override
        public String kind() {
            return "notice";
        }
    }

    /** The satisfaction question or its thanks. */
    record Survey(@Nullable Integer mark, List<Outgoing> messages) implements Decision {
        @Override
        public String kind() {
            return "survey";
        }
    }

    /**
     * The bot does not speak.
     *
     * @param relayed what a person says through us: an agent's reply
     */
    record Silent(String because, List<Outgoing> relayed) implements Decision {
        private static final String REFUSED = "refused: ";

        public Silent(String because) {
            this(because, List.of());
        }

        /** An agent's act that was not done, and why. */
        static Silent refused(String why) {
            return new Silent(REFUSED + why);
        }

        /** Why an agent's act was not done; null when it was. */
        public @Nullable String refusal() {
            return because.startsWith(REFUSED) ? because.substring(REFUSED.length()) : null;
        }

        @Override
        public String kind() {
            return "silent";
        }

        @Override
        public List<Outgoing> messages() {
            return relayed;
        }
    }

    /**
     * What the agent gets, beside the transcript (which is read from the journal).
     *
     * @param reasons why, strongest first; at least one
     * @param queue general, facturacion, soporte, reclamos, ventas, senior, vip or one of the pack's own
     * @param tier 2 agents, 3 specialised
     * @param priority normal, high or urgent
     * @param slots what is known already (order_number ...)
     * @param stepsDone steps of guided flows with the customer's answers
     * @param faqHits the three best FAQ entries for the last question
     * @param transcript the last turns, oldest first
     * @param waitSecondsFrom honest range of the wait, seconds; null when not known
     */
    record Handover(
            List<Reason> reasons,
            String queue,
            int tier,
            String priority,
            Map<String, String> slots,
            List<String> stepsDone,
            List<String> faqHits,
            List<Turn> transcript,
            @Nullable Integer waitSecondsFrom,
            @Nullable Integer waitSecondsTo) {}

    /**
     * A question to another system. Its outcome comes back as an {@link Input.Looked} with the step of the flow.
     *
     * @param name which lookup: order-status, claim-status ...
     * @param slots what is known, to ask with
     */
    record Lookup(String name, Map<String, String> slots) {}

    /**
     * One line of a transcript.
     *
     * @param by customer, bot, agent, or note: what an agent wrote for other agents
     */
    record Turn(String by, long atMs, String text) {}
}
