package relevo.dialog;

import java.util.List;
import java.util.Map;
import relevo.matcher.Candidate;

/**
 * Why a decision came out as it did; complete enough to recompute it by hand.
 *
 * @param lang language of the message: es, pt or en
 * @param candidates the matcher's, best first
 * @param inScope the matcher's probability that the text is about anything known
 * @param score escalation score, the sum of the contributions
 * @param threshold the score from which a person is called
 * @param contributions feature by feature
 * @param slots entities found
 * @param watch the score is at the threshold from which a queue is warned early
 */
public record Explanation(
        String lang,
        List<Candidate> candidates,
        double inScope,
        double score,
        double threshold,
        List<Contribution> contributions,
        Map<String, String> slots,
        boolean watch) {
    public Explanation(
            String lang,
            List<Candidate> candidates,
            double inScope,
            double score,
            double threshold,
            List<Contribution> contributions,
            Map<String, String> slots) {
        this(lang, candidates, inScope, score, threshold, contributions, slots, false);
    }

    public static Explanation none(String lang) {
        return new Explanation(lang, List.of(), 0, 0, 0, List.of(), Map.of());
    }

    /** One feature: contribution = value * weight. A hard trigger decides alone. */
    public record Contribution(String feature, double value, double weight, double contribution, boolean hard) {}
}
