package relevo.dialog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation keeps from turn to turn beside its owner and its transcript. Bounded: see the limits of {@link
 * Limits}. It is part of every {@link Decided}, which makes replaying one a plain replacement.
 *
 * @param lang language the conversation is held in: es, pt or en
 * @param langKnown the language is the customer's own and not merely the pack's
 * @param disclosed the customer has been told, in this session, that a bot answers
 * @param failedAttempts messages nothing could be done with since the last success
 * @param clarified the last thing the bot did was to ask which of several things was meant
 * @param mood negative sentiment of the turns before, halved from turn to turn; 0 and up
 * @param answers ids of the FAQ entries answered last, newest last; at most eight
 * @param question hash of the last question, to notice one put again
 * @param repeats how often that question has been put again
 * @param slots what is known already by name (order_number ...)
 * @param stepsDone steps of guided flows with the customer's answers, oldest first
 * @param segment regular, premium or vip; null when nobody said
 * @param name the customer's name, cleaned; null when not known
 * @param consent version of the consent text that the customer accepted; negative: refused; 0 neither
 * @param optedOut wants no message that he did not ask for
 * @param surveyedAtMs when the satisfaction question was last put; 0 never
 * @param timers what is set now, at most one of a name
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Memory(
        @JsonDeserialize(using = SharedWord.class) String lang,
        boolean langKnown,
        boolean disclosed,
        int failedAttempts,
        boolean clarified,
        double mood,
        @JsonDeserialize(contentUsing = SharedWord.class) List<String> answers,
        int question,
        int repeats,
        @JsonDeserialize(keyUsing = SharedWord.Key.class) Map<String, String> slots,
        @Nullable FlowPosition flow,
        List<String> stepsDone,
        @JsonDeserialize(using = SharedWord.class) @Nullable String segment,
        @Nullable String name,
        int consent,
        boolean optedOut,
        @Nullable Handed handed,
        long surveyedAtMs,
        @Nullable Burst burst,
        List<TimerAt> timers) {

    public Memory {
        answers = List.copyOf(answers);
        slots = Map.copyOf(slots);
        stepsDone = List.copyOf(stepsDone);
        timers = List.copyOf(timers);
    }

    /** Nothing known but the language. */
    public static Memory blank(String lang) {
        return new Memory(
                lang, false, false, 0, false, 0, List.of(), 0, 0, Map.of(), null, List.of(), null, null, 0, false, null,
                0, null, List.of());
    }
}
