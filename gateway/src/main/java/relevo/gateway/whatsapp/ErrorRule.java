package relevo.gateway.whatsapp;

/**
 * How to treat the error codes from {@code firstCode} to {@code lastCode}.
 *
 * @param retryClass what the code asks for
 * @param firstMs pause after the first refusal
 * @param factor by which the pause grows with every further one in a row
 * @param capMs longest pause
 * @param attemptsMax after how many attempts a {@link RetryClass#RETRY} or {@link RetryClass#PAIR} becomes final
 * @param meaning for logs and the desk
 */
public record ErrorRule(
        int firstCode,
        int lastCode,
        RetryClass retryClass,
        long firstMs,
        int factor,
        long capMs,
        int attemptsMax,
        String meaning) {

    /** The pause after {@code refusals} refusals in a row (from 1), before jitter, milliseconds. */
    public long pauseMs(int refusals) {
        long pause = firstMs;
        for (int i = 1; i < refusals && pause < capMs; i++) {
            pause *= factor;
        }
        return Math.min(pause, capMs);
    }
}
