package relevo.matcher;

import java.util.List;
import java.util.Map;

/**
 * What the matcher makes of one text. Immutable.
 *
 * @param lang language of the text: es, pt or en
 * @param tokens the text after treatment, as the index saw it
 * @param candidates best first, at most five; empty when no word is known
 * @param inScope probability, 0 to 1, that the text is about anything the index knows
 * @param slots checked entities found in the text by name (order_number, date, amount, phone, email, document)
 * @param version id of the index that answered; same content, same id
 */
public record Match(
        String lang,
        List<String> tokens,
        List<Candidate> candidates,
        double inScope,
        Map<String, String> slots,
        String version) {

    /** Confidence of the best candidate; 0 without one. */
    public double confidence() {
        return candidates.isEmpty() ? 0 : candidates.getFirst().confidence();
    }

    /** How far the best is ahead of the second, 0 to 1. */
    public double margin() {
        return candidates.size() < 2
                ? confidence()
                : confidence() - candidates.get(1).confidence();
    }
}
