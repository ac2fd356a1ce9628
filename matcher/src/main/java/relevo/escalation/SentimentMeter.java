package relevo.escalation;

import static relevo.escalation.Signs.Kind.*;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import relevo.escalation.Signs.Sign;

/** Adds up the bitter words of a text. The rules are those of {@link Triggers.Sentiment}. Stateless. */
final class SentimentMeter {
    /** More anger than this changes nothing. */
    static final double MAX = 2;

    private static final double MILD_MAX = 1;

    private static final int FEELING = STRONG.bit() | MILD.bit() | GOOD.bit();
    private static final int INTENSIFIER_REACH = 2;

    /** By their first word, of two the longer one first. */
    private static final Comparator<Sign> IN_ORDER = Comparator.comparingInt(Sign::from)
            .thenComparing(Comparator.comparingInt(Sign::to).reversed());

    private SentimentMeter() {}

    /** 0 nothing bitter, 2 and no more. */
    static double measure(Signs signs) {
        List<Sign> feelings = new ArrayList<>();
        for (Sign sign : signs.listed()) {
            if ((sign.mark().kind().bit() & FEELING) != 0) {
                feelings.add(sign);
            }
        }
        feelings.sort(IN_ORDER);
        double bitter = 0;
        double mild = 0;
        double good = 0;
        int covered = 0;
        for (Sign sign : feelings) {
            if (sign.from() < covered) {
                continue; // part of a longer phrase that was counted
            }
            covered = sign.to();
            boolean negated = signs.negated(sign.from());
            double times = signs.before(sign.from(), INTENSIFIER_REACH, INTENSIFIER) ? 1.5 : 1;
            switch (sign.mark().kind()) {
                case STRONG -> bitter += negated ? 0 : times;
                case MILD -> mild += negated ? 0 : 0.5 * times;
                default -> {
                    if (negated) {
                        mild += 0.5;
                    } else {
                        good += 0.5;
                    }
                }
            }
        }
        return Math.clamp(bitter + Math.min(MILD_MAX, mild) - good, 0, MAX);
    }
}
