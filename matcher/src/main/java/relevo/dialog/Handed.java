package relevo.dialog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversation waits for a person, or who has it. Kept until it is back with the bot.
 *
 * @param sinceMs when it was handed over
 * @param agent who has it; null while it waits
 * @param notices how many times the customer was told that it still waits
 * @param reminders how many times the queue was reminded of it
 * @param sequence journal sequence of the input that handed it over: its packet is found there; 0 not known
 * @param acts ids of the acts done last, oldest first: none is done twice
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Handed(
        @JsonDeserialize(using = SharedWord.class) String queue,
        int tier,
        @JsonDeserialize(using = SharedWord.class) String priority,
        long sinceMs,
        @Nullable String agent,
        int notices,
        int reminders,
        long sequence,
        List<String> acts) {
    private static final int ACTS_MAX = 8;

    public Handed {
        acts = List.copyOf(acts);
    }

    /** Handed over just now. */
    static Handed now(String queue, int tier, String priority, Draft d, @Nullable String agent) {
        return new Handed(queue, tier, priority, d.atMs, agent, 0, 0, d.inputSequence, List.of());
    }

    Handed to(@Nullable String agent) {
        return new Handed(queue, tier, priority, sinceMs, agent, notices, reminders, sequence, acts);
    }

    Handed notice() {
        return new Handed(queue, tier, priority, sinceMs, agent, notices + 1, reminders, sequence, acts);
    }

    Handed reminder() {
        return new Handed(queue, tier, priority, sinceMs, agent, notices, reminders + 1, sequence, acts);
    }

    Handed moved(String toQueue, int toTier, String toPriority) {
        return new Handed(toQueue, toTier, toPriority, sinceMs, agent, notices, reminders, sequence, acts);
    }

    Handed did(String act) {
        List<String> all = new ArrayList<>(acts);
        all.add(act);
        if (all.size() > ACTS_MAX) {
            all.removeFirst();
        }
        return new Handed(queue, tier, priority, sinceMs, agent, notices, reminders, sequence, all);
    }
}
