package relevo.dialog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journaled outcome of one input, and the only thing that changes a {@code Conversation}. One per input, keyed by
 * (inputSequence, inputIndex).
 *
 * @param inputSequence journal sequence of the entry that holds the input
 * @param inputIndex which section of that entry, from 0
 * @param atMs when the input was received, milliseconds since 1970 UTC; time as the decision knew it
 * @param number phone_number_id of the business number
 * @param address where the customer is reached: see {@link Address}
 * @param input what came in
 * @param decisions what to do, in order; at least one
 * @param explanation why
 * @param owner who speaks after this
 * @param epoch the conversation's epoch after this; outbound messages carry it
 * @param version id of the content (pack and index) that decided
 * @param memory what the conversation keeps after this
 * @param knownWait what the engine was told about a queue when it asked; null when it did not ask, or nothing is known
 */
public record Decided(
        long inputSequence,
        int inputIndex,
        long atMs,
        String number,
        Address address,
        Input input,
        List<Decision> decisions,
        Explanation explanation,
        Owner owner,
        long epoch,
        String version,
        Memory memory,
        @Nullable Wait knownWait) {

    /** For those who need an outcome without a memory: what went out, to whom, and who speaks now. */
    public Decided(
            long inputSequence,
            int inputIndex,
            long atMs,
            String number,
            Address address,
            Input input,
            List<Decision> decisions,
            Explanation explanation,
            Owner owner,
            long epoch,
            String version) {
        this(
                inputSequence,
                inputIndex,
                atMs,
                number,
                address,
                input,
                decisions,
                explanation,
                owner,
                epoch,
                version,
                Memory.blank(explanation.lang()),
                null);
    }

    /** What was known of the queues then: with it, the same state and input give this decision again. */
    public Waits waits() {
        return (queue, priority) -> knownWait;
    }
}
