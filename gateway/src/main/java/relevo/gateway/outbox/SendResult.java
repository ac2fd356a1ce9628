package relevo.gateway.outbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Input;

/**
 * Payload of a RESULT section (entry SEND_RESULT): what became of a send. JSON with these names, nulls left out.
 *
 * @param sendId its name
 * @param inputSequence of the input that was answered
 * @param inputIndex section of that entry
 * @param ordinal which of the messages decided for it, from 0
 * @param attempt how many were made, from 0
 * @param repeat whether the last one was a repeat of one that may have arrived
 * @param outcome see {@link Outcome}
 * @param wamid the provider's id, once known; personal data
 * @param code error code: the API's, or 0
 * @param details a short explanation
 * @param number phone_number_id
 * @param userId where it was sent
 * @param phone where it was sent
 * @param input what the conversation has to know about it; null when there is nothing to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendResult(
        String sendId,
        long inputSequence,
        int inputIndex,
        int ordinal,
        int attempt,
        boolean repeat,
        Outcome outcome,
        @Nullable String wamid,
        int code,
        @Nullable String details,
        String number,
        @Nullable String userId,
        @Nullable String phone,
        Input.@Nullable SendFailed input) {

    /** What became of a send. All but {@link #DEFERRED} and {@link #UNKNOWN} are final. */
    public enum Outcome {
        /** The API took it, by its answer or by a status. */
        ACCEPTED,
        /** The API refused it and would do so again. */
        REFUSED,
        /** It was taken, and a status said that it could not be delivered. */
        FAILED,
        /** It never left and must not any more: another speaks now, the customer said stop, the window closed. */
        CANCELLED,
        /** It provably did not arrive by this attempt; another follows. */
        DEFERRED,
        /** It may have arrived; a status is waited for. */
        UNKNOWN,
        /** It may have arrived, and nobody will ever say. */
        UNRESOLVED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Outcome of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        public boolean isFinal() {
            return this != DEFERRED && this != UNKNOWN;
        }
    }

    long key() {
        return SendId.key(inputSequence, inputIndex, ordinal);
    }

    @Override
    public String toString() {
        return sendId + " " + outcome.word() + (code == 0 ? "" : " " + code);
    }
}
