package relevo.dialog;

/**
 * Where one decision ends and the next begins; all from 0 to 1 but for the last two, which are scores.
 *
 * @param answerAt confidence from which a FAQ entry is an answer
 * @param sureAt confidence from which it is one without an offer of a person beside it
 * @param clarifyAt confidence from which an entry is worth asking about
 * @param marginAt how far the best must be ahead of the second to be an answer
 * @param inScopeAt probability that the text is about anything known, below which nothing is
 * @param watchAt score from which a queue is warned early
 * @param escalateAt score from which a person is called
 */
public record Thresholds(
        double answerAt,
        double sureAt,
        double clarifyAt,
        double marginAt,
        double inScopeAt,
        double watchAt,
        double escalateAt) {
    static Thresholds of(YamlNode node) {
        Thresholds read = new Thresholds(
                node.need("answer-at").number(0, 1),
                node.need("sure-at").number(0, 1),
                node.need("clarify-at").number(0, 1),
                node.need("margin-at").number(0, 1),
                node.need("in-scope-at").number(0, 1),
                node.need("watch-at").number(0, 100),
                node.need("escalate-at").number(0.01, 100));
        node.done();
        if (read.clarifyAt > read.answerAt || read.answerAt > read.sureAt || read.watchAt > read.escalateAt) {
            throw node.wrong("must rise: clarify-at, answer-at, sure-at; and watch-at, escalate-at");
        }
        return read;
    }
}
