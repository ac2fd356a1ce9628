package relevo.matcher;

/**
 * What can be chosen about an index. The defaults were chosen by cross-validation: see docs/adr/0020-matcher-model.md.
 *
 * @param wrongAnswerCost how many unanswered questions one wrong answer is worth, at least 1; {@link Evaluation}
 *     answers from the confidence 1 - 1 / wrongAnswerCost
 * @param outOfScopeShare share of customers' messages, 0 to 1, expected to be about nothing the index knows
 * @param candidatesMax candidates in a {@link Match}, 1 to 5
 * @param model weights of the parts of the model
 */
public record MatcherConfig(double wrongAnswerCost, double outOfScopeShare, int candidatesMax, ModelConfig model) {
    public MatcherConfig {
        if (!(wrongAnswerCost >= 1)) {
            throw new IllegalArgumentException("wrongAnswerCost must be at least 1, not " + wrongAnswerCost);
        }
        if (!(outOfScopeShare > 0 && outOfScopeShare < 1)) {
            throw new IllegalArgumentException("outOfScopeShare must be between 0 and 1, not " + outOfScopeShare);
        }
        if (candidatesMax < 1 || candidatesMax > 5) {
            throw new IllegalArgumentException("candidatesMax must be 1 to 5, not " + candidatesMax);
        }
    }

    public static MatcherConfig defaults() {
        return new MatcherConfig(1.15, 0.2, 5, ModelConfig.defaults());
    }
}
