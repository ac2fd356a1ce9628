package relevo.escalation;

import java.util.List;

/**
 * What a text shows by itself, whatever the conversation before it: read once, scored in as many situations as are
 * thought of. Made by {@link Scorer#tone}. Immutable.
 *
 * @param parts the features of the text alone
 * @param sentiment its negative sentiment, 0 to 2
 * @param feelingWords how many of its words are about feelings
 */
public record Tone(List<Contribution> parts, double sentiment, int feelingWords) {
    /** Whether the text alone calls for a person, however calm the situation. */
    public boolean hard() {
        for (Contribution part : parts) {
            if (part.hard()) {
                return true;
            }
        }
        return false;
    }
}
