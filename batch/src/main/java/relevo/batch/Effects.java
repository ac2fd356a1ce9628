package relevo.batch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import relevo.review.Rate;
import relevo.review.Review;
import relevo.review.Suggestion;

/**
 * What became of published suggestions: how often the entry was nearest and answered on whole days since, against the share
 * the back-test predicted; hand-overs on the topic before and after, beside those on all other topics; and whether
 * customers were content. A pure function of the nights' rows and the reviews.
 */
final class Effects {
    /** With fewer messages nothing is said. */
    private static final int MESSAGES_MIN = 20;

    private static final double UNHAPPY_MAX = 0.4;

    private final ZoneId zone;
    private final List<NightStore.AnswerDay> answers;
    private final List<NightStore.TopicDay> topics;

    Effects(ZoneId zone, List<NightStore.AnswerDay> answers, List<NightStore.TopicDay> topics) {
        this.zone = zone;
        this.answers = answers;
        this.topics = topics;
    }

    /** When each suggestion that is live was published, by id; of reviews before this moment only. */
    static Map<String, Review> published(List<Review> reviews, long untilMs) {
        Map<String, Review> live = new TreeMap<>();
        for (Review review : reviews) {
            if (review.atMs() < untilMs && review.act() == Review.Act.PUBLISH) {
                live.put(review.suggestion(), review);
            } else if (review.atMs() < untilMs && review.act() == Review.Act.REVERT) {
                live.remove(review.suggestion());
            }
        }
        return live;
    }

    /** The effect of one; null while no whole day has passed. */
    Suggestion.@Nullable Effect of(Suggestion suggestion, Review published) {
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(published.atMs()), zone);
        String since = day.toString();
        TreeSet<String> after = new TreeSet<>();
        TreeSet<String> before = new TreeSet<>();
        for (NightStore.AnswerDay row : answers) {
            (row.night().compareTo(since) > 0 ? after : before).add(row.night());
        }
        topics.forEach(row -> (row.night().compareTo(since) > 0 ? after : before).add(row.night()));
        before.remove(since);
        if (after.isEmpty()) {
            return null;
        }
        long nearest = 0;
        long answered = 0;
        long unhappy = 0;
        long handed = 0;
        for (NightStore.AnswerDay row : answers) {
            if (after.contains(row.night())
                    && row.pack().equals(suggestion.pack())
                    && row.faq().equals(suggestion.proposal().faq())) {
                nearest += row.nearest();
                answered += row.answered();
                unhappy += row.unhappy();
                handed += row.escalated();
            }
        }
        double[] others = othersPerDay(suggestion, before, after);
        Suggestion.Evidence evidence = suggestion.evidence();
        Rate share = Rate.of(Math.min(answered, nearest), nearest);
        Rate fault = Rate.of(Math.min(unhappy, answered), answered);
        Rate expected =
                suggestion.backtest() == null ? null : suggestion.backtest().share();
        return new Suggestion.Effect(
                since,
                after.size(),
                nearest,
                answered,
                share,
                expected,
                Proposals.round(evidence.escalated() * evidence.perDay() / Math.max(1, evidence.messages())),
                Proposals.round(handed / (double) after.size()),
                others[0] == 0 ? null : Proposals.round(others[1] / others[0]),
                fault,
                verdict(share, expected, fault));
    }

    /** Hand-overs a day on all other topics, before and after. */
    private double[] othersPerDay(Suggestion suggestion, TreeSet<String> before, TreeSet<String> after) {
        double[] sum = new double[2];
        for (NightStore.TopicDay row : topics) {
            if (row.pack().equals(suggestion.pack()) && !row.topic().equals(suggestion.id())) {
                if (after.contains(row.night())) {
                    sum[1] += row.escalated() / (double) after.size();
                } else if (before.contains(row.night())) {
                    sum[0] += row.escalated() / (double) before.size();
                }
            }
        }
        return sum;
    }

    private static String verdict(Rate share, @Nullable Rate expected, Rate unhappy) {
        if (share.of() < MESSAGES_MIN) {
            return "early";
        }
        if (unhappy.low() > UNHAPPY_MAX || expected != null && share.high() < expected.low() / 2) {
            return "revert";
        }
        if (expected == null || share.overlaps(expected)) {
            return "as-expected";
        }
        return share.value() > expected.value() ? "better" : "worse";
    }
}
