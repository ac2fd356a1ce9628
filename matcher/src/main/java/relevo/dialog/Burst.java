package relevo.dialog;

/**
 * Messages that came one upon another and will be answered as one when it is quiet.
 *
 * @param text what was written, line by line; at most 4,096 characters
 * @param sinceMs when the first of them came
 */
public record Burst(String text, long sinceMs) {}
