package relevo.dialog;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A guided service in steps: a diagnosis, an appointment, the status of an order. Written in {@code flows/<id>.yaml};
 * {@link FlowReader} has checked that every step is reachable, every branch leads somewhere and a person is within reach.
 *
 * @param queue where one who needs a person in the middle of it is sent
 * @param faqs FAQ entries that start it instead of being answered
 * @param phrases phrases that start it wherever they stand, by language
 * @param hints phrases that start it when the text is about no other entry for sure
 * @param steps by id, the first one first
 */
public record Flow(
        String id,
        String queue,
        Set<String> faqs,
        Map<String, List<String>> phrases,
        Map<String, List<String>> hints,
        Map<String, Step> steps) {

    static final String DONE = "done";

    String first() {
        return steps.keySet().iterator().next();
    }

    /** One step. Texts are by language. */
    public sealed interface Step {
        String id();

        /** The steps that may come next. */
        List<String> next();
    }

    /**
     * Asks something with a few answers.
     *
     * @param slot keeps the answer under this name; null keeps it among the steps done only
     * @param several where it goes when more than one answer is named in one text; null asks again
     */
    public record Choice(
            String id,
            Map<String, String> ask,
            List<Option> options,
            @Nullable String slot,
            @Nullable String several) implements Step {
        @Override
        public List<String> next() {
            List<String> next = new java.util.ArrayList<>(
                    options.stream().map(Option::leadsTo).toList());
            if (several != null) {
                next.add(several);
            }
            return next;
        }
    }

    /**
     * One answer to a choice.
     *
     * @param means yes, no, or null: taken for the customer's yes or no
     * @param words by language, anywhere in the text, and the title with them; without, only the very title or number is it
     */
    public record Option(
            String id,
            Map<String, String> title,
            @Nullable String means,
            Map<String, List<String>> words,
            String leadsTo) {}

    /**
     * Asks for something to be written. What is known already is not asked again.
     *
     * @param pattern RE2 expression that finds the value in the text; null takes the whole text
     * @param retry what is said when there is none; the question again when empty
     */
    public record Fill(
            String id,
            Map<String, String> ask,
            Map<String, String> retry,
            String slot,
            com.google.re2j.@Nullable Pattern pattern,
            String leadsTo)
            implements Step {
        @Override
        public List<String> next() {
            return List.of(leadsTo);
        }
    }

    /** Tells something and goes on; joined with what follows into one message. */
    public record Say(String id, Map<String, String> say, String leadsTo) implements Step {
        @Override
        public List<String> next() {
            return List.of(leadsTo);
        }
    }

    /**
     * Asks another system, within a time budget.
     *
     * @param name which lookup
     * @param gives names of the values it may find
     */
    public record Look(String id, String name, List<String> gives, String found, String missing, String failed)
            implements Step {
        @Override
        public List<String> next() {
            return List.of(found, missing, failed);
        }
    }

    /**
     * The end.
     *
     * @param person a person goes on from here; otherwise it is done
     * @param reason why a person is needed
     */
    public record End(String id, Map<String, String> say, boolean person, Reason reason) implements Step {
        @Override
        public List<String> next() {
            return List.of();
        }
    }
}
