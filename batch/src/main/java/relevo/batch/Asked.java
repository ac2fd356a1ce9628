package relevo.batch;

import relevo.matcher.Language;

/**
 * One turn of a customer, redacted.
 *
 * @param conversation place of the conversation in the input
 * @param turn place of the turn in it
 * @param text redacted
 * @param folded what makes it the same as others; empty when nothing is left of it
 * @param lang its language
 * @param counts whether it counts for a topic's size: of one contact only so many a day do
 * @param opens whether it is the first of its conversation that is more than a greeting
 */
record Asked(int conversation, int turn, String text, String folded, Language lang, boolean counts, boolean opens) {
    Asked notCounted() {
        return new Asked(conversation, turn, text, folded, lang, false, opens);
    }
}
