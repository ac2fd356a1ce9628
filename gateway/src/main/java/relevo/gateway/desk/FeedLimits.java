package relevo.gateway.desk;

/**
 * Bounds of the {@link Feed}.
 *
 * @param customersMax customers of the sandbox's phone; one more is refused
 * @param othersMax conversations of anybody else; the one longest without news is forgotten for a new one
 * @param eventsPerConversationMax remembered; the oldest goes first
 * @param subscribersMax pages that listen at a time; one more is refused
 * @param backlogMax events that wait for a slow page; beyond, it is sent the whole state instead
 * @param restMs how long a page that fell behind waits for that state
 */
public record FeedLimits(
        int customersMax, int othersMax, int eventsPerConversationMax, int subscribersMax, int backlogMax, int restMs) {
    public FeedLimits {
        if (customersMax < 1
                || othersMax < 0
                || eventsPerConversationMax < 1
                || subscribersMax < 1
                || backlogMax < 1
                || restMs < 0) {
            throw new IllegalArgumentException("limits of the feed must be above 0: " + customersMax + ", " + othersMax
                    + ", " + eventsPerConversationMax + ", " + subscribersMax + ", " + backlogMax + ", " + restMs);
        }
    }

    /** The shipped bounds. */
    public static FeedLimits shipped() {
        return new FeedLimits(50, 20, 200, 16, 1_000, 1_000);
    }
}
