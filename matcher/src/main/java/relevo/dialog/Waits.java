package relevo.dialog;

import org.jspecify.annotations.Nullable;

/** What is known about the queues at the time of a decision. What it says is recorded in the decision. */
@FunctionalInterface
public interface Waits {
    Waits UNKNOWN = (queue, priority) -> null;

    /** The wait of one who joins the queue now; null when it is not known. */
    @Nullable
    Wait of(String queue, String priority);
}
