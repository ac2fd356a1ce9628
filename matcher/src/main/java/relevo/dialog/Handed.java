package relevo.dialog;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversation waits for a person, or who has it. Kept until it is back with the bot.
 *
 * @param sinceMs when it was handed over
 * @param agent who has it; null while it waits
 * @param notices how many times the customer was told that it still waits
 * @param reminders how many times the queue was reminded of it
 */
public record Handed(
        @JsonDeserialize(using = SharedWord.class) String queue,
        int tier,
        @JsonDeserialize(using = SharedWord.class) String priority,
        long sinceMs,
        @Nullable String agent,
        int notices,
        int reminders) {
    Handed to(@Nullable String agent) {
        return new Handed(queue, tier, priority, sinceMs, agent, notices, reminders);
    }

    Handed notice() {
        return new Handed(queue, tier, priority, sinceMs, agent, notices + 1, reminders);
    }

    Handed reminder() {
        return new Handed(queue, tier, priority, sinceMs, agent, notices, reminders + 1);
    }
}
