package relevo.batch;

/**
 * One message of a conversation that is mined.
 *
 * @param by who wrote it
 * @param atMs when, in milliseconds since 1970; 0 where it is not known
 * @param text as it was written; may hold personal data
 */
public record MinedTurn(By by, long atMs, String text) {}
