package relevo.matcher;

/**
 * What each way to treat a message costs, in units of one question left unanswered; a right answer costs nothing. From
 * these follow the thresholds, provided that confidences are true probabilities.
 *
 * @param wrongAnswer cost of answering something else than was asked; at least 1
 * @param clarification cost of offering the best candidates as buttons, although the right one is among them; 0 to 1
 */
public record AnswerCosts(double wrongAnswer, double clarification) {
    /** Candidates a clarification offers at most. */
    private static final int OFFERED = 3;

    public AnswerCosts {
        if (!(wrongAnswer >= 1)) {
            throw new IllegalArgumentException("wrongAnswer must be at least 1, not " + wrongAnswer);
        }
        if (!(clarification >= 0 && clarification <= 1)) {
            throw new IllegalArgumentException("clarification must be 0 to 1, not " + clarification);
        }
    }

    /** What to do with a message. */
    public enum Verdict {
        ANSWER,
        CLARIFY,
        FALLBACK
    }

    public static AnswerCosts defaults() {
        return new AnswerCosts(2.5, 0.4);
    }

    /** The confidence from which answering costs less than not answering. */
    public double answerThreshold() {
        return 1 - 1 / wrongAnswer;
    }

    /** The way of the least expected cost. */
    public Verdict verdict(Match match) {
        double offered = match.candidates().stream()
                .limit(OFFERED)
                .mapToDouble(Candidate::confidence)
                .sum();
        double answer = (1 - match.confidence()) * wrongAnswer;
        double clarify = match.candidates().size() < 2 ? Double.POSITIVE_INFINITY : clarification + 1 - offered;
        if (answer <= Math.min(clarify, 1)) {
            return Verdict.ANSWER;
        }
        return clarify < 1 ? Verdict.CLARIFY : Verdict.FALLBACK;
    }
}
