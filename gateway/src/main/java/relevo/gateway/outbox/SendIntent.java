package relevo.gateway.outbox;

/**
 * Payload of a SEND section (entry SEND_INTENT): this message is about to go out. On the medium before the request starts, so
 * that without one a message provably never left. JSON with these names.
 *
 * @param sendId its name
 * @param inputSequence of the input that is answered
 * @param inputIndex section of that entry
 * @param ordinal which of the messages decided for it, from 0
 * @param attempt from 1
 * @param repeat whether an earlier attempt may have arrived
 * @param number phone_number_id it goes out from
 */
public record SendIntent(
        String sendId, long inputSequence, int inputIndex, int ordinal, int attempt, boolean repeat, String number) {}
