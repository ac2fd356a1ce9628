package relevo.dialog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.escalation.FoldedText;
import relevo.escalation.Score;
import relevo.escalation.Scorer;
import relevo.escalation.Situation;

/**
 * The satisfaction question after a person resolved a conversation: put once, inside the 24-hour window; a bad mark or
 * bitter words call a senior. Anything that is no mark is an ordinary message again. Stateless, any thread.
 */
final class SurveyTurn {
    static final String EXPIRED = "survey";

    private static final int BAD_MARK_MAX = 2;
    private static final int MARK_MAX = 5;
    private static final double BITTER_FROM = 0.5;
    private static final List<String> OPTIONS = List.of(Wording.SURVEY + 5, Wording.SURVEY + 3, Wording.SURVEY + 1);
    /** Nothing is sent in the last minutes of the window: it could close on the way. */
    private static final long WINDOW_MARGIN_MS = 5 * 60_000;

    private final Pack pack;
    private final Scorer scorer;
    private final Wording wording;
    private final Handovers handovers;

    SurveyTurn(Pack pack, Scorer scorer, Wording wording, Handovers handovers) {
        this.pack = pack;
        this.scorer = scorer;
        this.wording = wording;
        this.handovers = handovers;
    }

    /** After a person resolved the conversation: asks, or says why not. */
    void ask(Draft d) {
        String skipped = skipped(d);
        d.backToBot();
        d.set(Draft.SETTLED, pack.limits().settledAfterMs());
        if (skipped != null) {
            d.silent("survey skipped: " + skipped);
            return;
        }
        d.owner = Owner.SURVEY;
        d.surveyedAtMs = d.atMs;
        d.set(EXPIRED, pack.limits().surveyTtlMs());
        String body = wording.say(TextKey.SURVEY, d, Map.of());
        d.add(new Decision.Survey(null, List.of(wording.withOptions(body, OPTIONS, d.lang))));
    }

    private @Nullable String skipped(Draft d) {
        if (!pack.survey()) {
            return "off";
        }
        if (d.before.lastCustomerAtMs() + Limits.WINDOW_MS - WINDOW_MARGIN_MS <= d.atMs) {
            return "window";
        }
        if (d.surveyedAtMs > 0 && d.atMs - d.surveyedAtMs < pack.limits().surveyGapMs()) {
            return "asked lately";
        }
        return null;
    }

    /** Takes a mark or an opinion; false when the text is neither, and the conversation is the bot's again. */
    boolean text(Draft d, String written) {
        FoldedText text = FoldedText.of(written);
        Words.Heard heard = pack.words().hear(text);
        if (heard.number() > 0 && heard.number() <= MARK_MAX) {
            mark(d, heard.number());
            return true;
        }
        Score score = scorer.score(text, d.lang, new Situation(0, 1, 0, 0, d.segmentOrRegular(), false, 0, false));
        boolean asks = score.hard();
        if (!asks && (heard.has(Words.Kind.BAD_MARK) || score.sentiment() >= BITTER_FROM)) {
            mark(d, 1);
            return true;
        }
        if (!asks && isGood(heard)) {
            mark(d, MARK_MAX);
            return true;
        }
        d.backToBot();
        return false;
    }

    private static boolean isGood(Words.Heard heard) {
        return heard.says(Words.Kind.GOOD_MARK)
                || heard.says(Words.Kind.THANKS)
                || heard.says(Words.Kind.ACK)
                || heard.says(Words.Kind.YES);
    }

    /** A button of the question, which may be an old one: then only a bad mark still says something. */
    void pressed(Draft d, int mark) {
        if (d.owner == Owner.SURVEY || mark <= BAD_MARK_MAX) {
            mark(d, mark);
        } else {
            d.silent("survey over");
        }
    }

    /** A mark from 1 to 5. */
    void mark(Draft d, int mark) {
        if (mark <= BAD_MARK_MAX) {
            handovers.handOver(d, Handovers.Cause.of(Reason.NEGATIVE_SURVEY));
            return;
        }
        d.backToBot();
        d.add(new Decision.Survey(mark, List.of(wording.text(TextKey.SURVEY_THANKS, d, Map.of()))));
    }

    /** The mark a button stands for; 0 when it is no button of the question. */
    static int markOf(String id) {
        return OPTIONS.contains(id) ? id.charAt(id.length() - 1) - '0' : 0;
    }
}
