package relevo.gateway.outbox;

/**
 * How a business number is doing, for operators.
 *
 * @param number phone_number_id
 * @param pending messages in memory that are not settled
 * @param inFlight of those, given to the API and not answered
 * @param held whether it is stopped, or tries again with one message
 * @param because why, empty when it is not
 * @param heldUntilMs when it goes on, milliseconds since 1970 UTC
 * @param perSecond its rate at this moment
 */
public record NumberState(
        String number, int pending, int inFlight, boolean held, String because, long heldUntilMs, double perSecond) {}
