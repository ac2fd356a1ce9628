package relevo.dialog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import relevo.escalation.FoldedText;
import relevo.escalation.Score;
import relevo.escalation.Tone;
import relevo.matcher.Match;

/**
 * What the bot made of a text before it does anything.
 *
 * @param plan what it would do if no person were needed
 * @param faqs the entries the plan is about, best first; those to be answered, in the order they were asked for; with a
 *     flow those to be answered before it begins
 * @param flow the flow to start
 * @param sure whether an answer needs no offer of a person beside it
 * @param tone what the text shows by itself
 * @param score how much it needs a person, as things stand
 */
record Reading(
        FoldedText text,
        Match match,
        Plan plan,
        List<String> faqs,
        @Nullable String flow,
        boolean sure,
        Tone tone,
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
