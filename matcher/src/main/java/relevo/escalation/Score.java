package relevo.escalation;

import java.util.Comparator;
import java.util.List;

/**
 * How much a message needs a person, and why.
 *
 * @param contributions every feature with a value other than zero, in the order of {@link Feature}
 * @param total the sum of the contributions, to four decimals
 * @param sentiment negative sentiment of this text alone, 0 to 2
 * @param feelingWords how many of its words are about feelings
 */
public record Score(List<Contribution> contributions, double total, double sentiment, int feelingWords) {
    /** Smallest part worth naming to an agent. */
    private static final double MENTIONED_FROM = 0.1;

    public boolean hard() {
        for (Contribution part : contributions) {
            if (part.hard()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a person is needed: a hard trigger, or the sum at the threshold. */
    public boolean calls(double threshold) {
        return hard() || total >= threshold - 1e-9;
    }

    /** What speaks for a person, hard triggers first, then the largest part first. */
    public List<Contribution> strongest() {
        return contributions.stream()
                .filter(c -> c.hard() || c.contribution() >= MENTIONED_FROM)
                .sorted(Comparator.comparing(Contribution::hard)
                        .reversed()
                        .thenComparing(Comparator.comparingDouble(Contribution::contribution)
                                .reversed())
                        .thenComparing(Contribution::feature))
                .toList();
    }

    /** The pack's topics that were touched, in the order found. */
    public List<String> topics() {
        return contributions.stream()
                .map(Contribution::topic)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    public boolean has(Feature feature) {
        for (Contribution part : contributions) {
            if (part.feature() == feature) {
                return true;
            }
        }
        return false;
    }
}
