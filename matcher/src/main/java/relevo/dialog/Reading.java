package relevo.dialog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import relevo.escalation.FoldedText;
import relevo.escalation.Score;
import relevo.matcher.Match;

/**
 * What the bot made of a text before it does anything.
 *
 * @param plan what it would do if no person were needed
 * @param faqs the entries the plan is about, best first
 * @param flow the flow to start
 * @param sure whether an answer needs no offer of a person beside it
 */
record Reading(
        FoldedText text,
        Match match,
        Plan plan,
        List<String> faqs,
        @Nullable String flow,
        boolean sure,
        Score score) {
    enum Plan {
        MENU,
        BOT_QUESTION,
        ERASURE,
        COURTESY,
        FAREWELL,
        ACK,
        FLOW,
        ANSWER,
        CLARIFY,
        UNKNOWN
    }

    List<String> hits() {
        return match.candidates().stream()
                .limit(3)
                .map(candidate -> candidate.id())
                .toList();
    }
}
