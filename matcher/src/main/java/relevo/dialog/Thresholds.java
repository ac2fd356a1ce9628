package relevo.dialog;

import org.jspecify.annotations.Nullable;
import relevo.matcher.AnswerCosts;
import relevo.matcher.Match;

/**
 * Where one decision ends and the next begins; all from 0 to 1 but for watchAt and escalateAt, which are scores.
 *
 * @param answerAt confidence from which a FAQ entry is an answer
 * @param sureAt confidence from which it is one without an offer of a person beside it
 * @param clarifyAt confidence from which an entry is worth asking about
 * @param marginAt how far the best must be ahead of the second to be an answer
 * @param inScopeAt probability that the text is about anything known, below which nothing is
 * @param watchAt score from which a queue is warned early
 * @param escalateAt score from which a person is called
 * @param costs what a wrong answer and a question back cost, which then decide in place of answerAt, marginAt and
 *     inScopeAt; null where the pack states none
 */
public record Thresholds(
        double answerAt,
        double sureAt,
        double clarifyAt,
        double marginAt,
        double inScopeAt,
        double watchAt,
        double escalateAt,
        @Nullable AnswerCosts costs) {
    private static final double WRONG_ANSWER_COST_MAX = 1_000;

    /** @param costs null where the pack has none */
    static Thresholds of(YamlNode node, @Nullable YamlNode costs) {
        Thresholds read = new Thresholds(
                node.need("answer-at").number(0, 1),
                node.need("sure-at").number(0, 1),
                node.need("clarify-at").number(0, 1),
                node.need("margin-at").number(0, 1),
                node.need("in-scope-at").number(0, 1),
                node.need("watch-at").number(0, 100),
                node.need("escalate-at").number(0.01, 100),
                costs == null ? null : costs(costs));
        node.done();
        if (read.clarifyAt > read.answerAt || read.answerAt > read.sureAt || read.watchAt > read.escalateAt) {
            throw node.wrong("must rise: clarify-at, answer-at, sure-at; and watch-at, escalate-at");
        }
        return read;
    }

    private static AnswerCosts costs(YamlNode node) {
        AnswerCosts read = new AnswerCosts(
                node.need("wrong-answer").number(1, WRONG_ANSWER_COST_MAX),
                node.need("clarification").number(0, 1));
        node.done();
        return read;
    }

    /** Whether a text is answered, asked about, or not known: by the costs where the pack states them. */
    AnswerCosts.Verdict verdict(Match match) {
        if (costs != null) {
            return costs.verdict(match);
        }
        if (match.confidence() >= sureAt) {
            return AnswerCosts.Verdict.ANSWER;
        }
        if (match.inScope() < inScopeAt) {
            return AnswerCosts.Verdict.FALLBACK;
        }
        return match.confidence() >= answerAt && match.margin() >= marginAt
                ? AnswerCosts.Verdict.ANSWER
                : AnswerCosts.Verdict.CLARIFY;
    }
}
