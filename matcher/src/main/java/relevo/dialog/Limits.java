package relevo.dialog;

import java.time.Duration;

/**
 * Bounds of a conversation in time and number; from the pack's {@code limits}.
 *
 * @param failedAttemptsMax the failed attempt that calls a person
 * @param quietWindowMs how long to wait for more before a text is answered; 0 answers each at once
 * @param quietHoldMaxMs how long a burst may be held in all
 * @param sessionIdleMs silence after which a conversation starts afresh: welcome, counters
 * @param flowIdleMs silence after which a guided flow is dropped
 * @param flowTriesMax how often a flow's question is put before a person is called
 * @param unclaimedMs how long a handed-over conversation may wait before its queue is reminded
 * @param remindersMax how many reminders, the later ones for the supervisor
 * @param waitingNoticeMs how long before the customer is told that he still waits, and again
 * @param waitingNoticesMax how many times he is told at most
 * @param humanIdleMs silence of both after which a conversation goes back from a person to the bot
 * @param surveyTtlMs how long an answer to the satisfaction question is waited for
 * @param settledAfterMs silence after a resolution from which it counts as durable
 * @param helpedEvery one answer in so many asks whether it helped; 0 never
 * @param surveyGapMs no second satisfaction question within this time; 0 asks each time
 */
public record Limits(
        int failedAttemptsMax,
        long quietWindowMs,
        long quietHoldMaxMs,
        long sessionIdleMs,
        long flowIdleMs,
        int flowTriesMax,
        long unclaimedMs,
        int remindersMax,
        long waitingNoticeMs,
        int waitingNoticesMax,
        long humanIdleMs,
        long surveyTtlMs,
        long surveyGapMs,
        long settledAfterMs,
        int helpedEvery) {
    /** WhatsApp's customer service window: free-form messages only this long after the customer's last. */
    public static final long WINDOW_MS = Duration.ofHours(24).toMillis();

    static final int SLOTS_MAX = 16;
    static final int SLOT_CHARS_MAX = 200;
    static final int STEPS_MAX = 20;
    static final int ANSWERS_MAX = 8;

    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    static Limits of(YamlNode node) {
        Limits limits = new Limits(
                (int) node.need("failed-attempts-max").integer(1, 20),
                node.need("quiet-window-ms").integer(0, 10_000),
                node.need("quiet-hold-max-ms").integer(0, 60_000),
                node.need("session-idle-ms").integer(60_000, 30 * DAY_MS),
                node.need("flow-idle-ms").integer(60_000, DAY_MS),
                (int) node.need("flow-tries-max").integer(1, 10),
                node.need("unclaimed-ms").integer(10_000, DAY_MS),
                (int) node.need("reminders-max").integer(0, 20),
                node.need("waiting-notice-ms").integer(60_000, DAY_MS),
                (int) node.need("waiting-notices-max").integer(0, 10),
                node.need("human-idle-ms").integer(60_000, 30 * DAY_MS),
                node.need("survey-ttl-ms").integer(60_000, DAY_MS),
                node.need("survey-gap-ms").integer(0, 365 * DAY_MS),
                node.need("settled-after-ms").integer(60_000, 30 * DAY_MS),
                (int) node.need("helped-every").integer(0, 1_000));
        node.done();
        return limits;
    }
}
