package relevo.escalation;

/**
 * What a score needs to know beside the text.
 *
 * @param failedAttempts messages nothing could be done with since the last success, this one included
 * @param failedAttemptsMax from here a person is called without adding up
 * @param repeats how often the same was asked before, without a break
 * @param mood the negative sentiment of the turns before, halved from turn to turn
 * @param segment regular, premium or vip
 * @param unknown nothing the bot knows answers the text
 * @param doubt how unsure the bot is of what it would do, 0 to 1; 1 when unknown
 * @param unsupported it was a message that cannot be read at all
 */
public record Situation(
        int failedAttempts,
        int failedAttemptsMax,
        int repeats,
        double mood,
        String segment,
        boolean unknown,
        double doubt,
        boolean unsupported) {}
