package relevo.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.escalation.Contribution;
import relevo.escalation.FoldedText;
import relevo.escalation.Score;
import relevo.escalation.Scorer;
import relevo.escalation.Situation;
import relevo.escalation.Tone;
import relevo.matcher.AnswerCosts;
import relevo.matcher.Candidate;
import relevo.matcher.Match;
import relevo.matcher.Matcher;
import relevo.matcher.Request;

/** Makes something of a customer's words: language, plan, score. Changes nothing but the draft's language. Stateless. */
final class Understanding {
    private static final int CLOSE_MAX = 3;
    private static final int CANDIDATES_KEPT = 3;

    /** More answers than this in one message are a wall of text. */
    private static final int TOGETHER_MAX = 3;

    private static final int TITLE_WORDS_MAX = 8;
    private static final double RANT_FROM = 1;

    private final Pack pack;
    private final Matcher matcher;
    private final Scorer scorer;
    private final Wording wording;
    private final FlowTurn flows;
    private final List<String> menuOptions;

    Understanding(Pack pack, Matcher matcher, Scorer scorer, Wording wording, FlowTurn flows) {
        this.pack = pack;
        this.matcher = matcher;
        this.scorer = scorer;
        this.wording = wording;
        this.flows = flows;
        this.menuOptions =
                pack.menu().stream().map(item -> Wording.MENU_ITEM + item.id()).toList();
    }

    /** Follows the customer's language: a greeting in one decides, otherwise its everyday words. */
    void listen(Draft d, FoldedText text, Words.Heard heard) {
        Words.Standing standing = heard.standing();
        if (standing == null) {
            String lang = pack.words().lang(text, d.lang, d.langKnown, pack.langs());
            d.lang = lang == null ? d.lang : lang;
            d.langKnown |= lang != null;
        } else if (standing.lang() != null && pack.langs().contains(standing.lang())) {
            d.lang = standing.lang();
            d.langKnown = true;
        }
    }

    /** An option of the bot's last message, or of the main menu, by number or by its very title; null when none is meant. */
    @Nullable
    String typedOption(Draft d, FoldedText text, Words.Heard heard) {
        List<String> offered = d.before.offered();
        List<String> options =
                offered.isEmpty() || offered.getFirst().startsWith(Wording.SURVEY) ? menuOptions : offered;
        if (heard.number() > 0 && heard.number() <= options.size()) {
            return options.get(heard.number() - 1);
        }
        if (text.words() == 0 || text.words() > TITLE_WORDS_MAX) {
            return null;
        }
        String written = text.toString();
        for (String id : options) {
            if (wording.isTitled(id, d.lang, written)) {
                return id;
            }
        }
        return null;
    }

    /** What the words are about and what the bot would do about them. */
    Reading read(Draft d, FoldedText text, Words.Heard heard) {
        Match match = match(d, text);
        Reading.Plan smallTalk = smallTalk(heard);
        Intent intent = smallTalk == null ? intent(d, text, match) : new Intent(smallTalk, List.of(), null, false);
        Tone tone = scorer.tone(text, d.lang);
        Reading.Plan plan = intent.plan();
        if ((plan == Reading.Plan.ANSWER || plan == Reading.Plan.CLARIFY) && rants(text, tone)) {
            plan = Reading.Plan.UNKNOWN;
        }
        boolean unknown = plan == Reading.Plan.UNKNOWN;
        int repeats = repeats(d, text, plan, intent.faqs());
        double doubt = unknown
                ? 1
                : plan == Reading.Plan.CLARIFY || plan == Reading.Plan.ANSWER && !intent.sure()
                        ? Math.max(0, 1 - match.confidence())
                        : 0;
        Score score = scorer.score(tone, situation(d, unknown, doubt, false, repeats));
        return new Reading(text, match, plan, intent.faqs(), intent.flow(), intent.sure(), tone, score);
    }

    /**
     * What a text that is no small talk asks for.
     *
     * @param faqs the entries it is about
     * @param flow the flow it starts
     * @param sure whether the entries are beyond doubt
     */
    private record Intent(
            Reading.Plan plan, List<String> faqs, @Nullable String flow, boolean sure) {}

    private Intent intent(Draft d, FoldedText text, Match match) {
        Intent several = several(d, text, match);
        if (several != null) {
            return several;
        }
        AnswerCosts.Verdict verdict = pack.thresholds().verdict(match);
        List<String> known = verdict == AnswerCosts.Verdict.FALLBACK ? List.of() : known(d, match);
        boolean answers = !known.isEmpty() && verdict == AnswerCosts.Verdict.ANSWER;
        boolean sure = answers && match.confidence() >= pack.thresholds().sureAt();
        List<String> faqs = answers ? List.of(known.getFirst()) : known;
        String flow = flows.startedBy(text, answers ? faqs.getFirst() : null, sure);
        if (flow != null) {
            return new Intent(Reading.Plan.FLOW, List.of(), flow, sure);
        }
        if (answers) {
            return new Intent(Reading.Plan.ANSWER, faqs, null, sure);
        }
        boolean asks = !faqs.isEmpty() && !d.clarified;
        return new Intent(asks ? Reading.Plan.CLARIFY : Reading.Plan.UNKNOWN, faqs, null, false);
    }

    /** Several things asked for at once, each beyond doubt; null where that is not so. One flow at most is started. */
    private @Nullable Intent several(Draft d, FoldedText text, Match match) {
        List<Request> requests =
                Request.of(text.raw(), match, matcher, pack.thresholds().sureAt());
        if (requests.size() < 2) {
            return null;
        }
        List<String> answered = new ArrayList<>();
        String flow = null;
        for (Request request : requests) {
            String id = request.match().candidates().getFirst().id();
            if (pack.faq(id, d.lang) == null) {
                return null;
            }
            String starts = flows.startedBy(FoldedText.of(request.text()), id, true);
            if (starts == null) {
                answered.add(id);
            } else if (flow == null) {
                flow = starts;
            }
        }
        if (answered.size() > TOGETHER_MAX || answered.isEmpty()) {
            return null;
        }
        return new Intent(flow == null ? Reading.Plan.ANSWER : Reading.Plan.FLOW, answered, flow, true);
    }

    /** Bitter words and hardly another: that asks nothing, whatever it resembles. */
    private boolean rants(FoldedText text, Tone tone) {
        return text.raw().indexOf('?') < 0
                && tone.sentiment() >= RANT_FROM
                && text.words() - tone.feelingWords() - pack.words().everyday(text) <= 0;
    }

    /** What the words match; while nobody knows the customer's language, in whichever language they match best. */
    private Match match(Draft d, FoldedText text) {
        Match match = matcher.match(text.raw(), d.lang);
        if (d.langKnown
                || text.words() < 2
                || match.confidence() >= pack.thresholds().answerAt()) {
            return match;
        }
        Match best = match;
        for (String lang : pack.langs()) {
            if (!lang.equals(d.lang)) {
                Match other = matcher.match(text.raw(), lang);
                best = other.confidence() > best.confidence() ? other : best;
            }
        }
        if (best != match
                && best.confidence() >= pack.thresholds().sureAt()
                && pack.langs().contains(best.lang())) {
            d.lang = best.lang();
            return best;
        }
        return match;
    }

    /** What is said beside any question: thanks, greetings, goodbyes; null where it is none of these. */
    private static Reading.@Nullable Plan smallTalk(Words.Heard heard) {
        if (heard.has(Words.Kind.BOT_QUESTION)) {
            return Reading.Plan.BOT_QUESTION;
        }
        if (heard.has(Words.Kind.ERASE)) {
            return Reading.Plan.ERASURE;
        }
        if (heard.says(Words.Kind.MENU) || heard.says(Words.Kind.CANCEL)) {
            return Reading.Plan.MENU;
        }
        if (heard.says(Words.Kind.BYE)) {
            return Reading.Plan.FAREWELL;
        }
        if (heard.says(Words.Kind.THANKS)) {
            return Reading.Plan.COURTESY;
        }
        if (heard.says(Words.Kind.GREETING) || heard.says(Words.Kind.FILLER)) {
            return Reading.Plan.MENU;
        }
        if (heard.says(Words.Kind.ACK)) {
            return Reading.Plan.ACK;
        }
        if (heard.says(Words.Kind.NO) && !heard.has(Words.Kind.BAD_MARK)) {
            return Reading.Plan.COURTESY;
        }
        return heard.says(Words.Kind.YES) ? Reading.Plan.MENU : null;
    }

    /** Entries worth offering, best first. */
    private List<String> known(Draft d, Match match) {
        List<String> known = new ArrayList<>();
        for (Candidate candidate : match.candidates()) {
            if (candidate.confidence() >= pack.thresholds().clarifyAt()
                    && known.size() < CLOSE_MAX
                    && pack.faq(candidate.id(), d.lang) != null) {
                known.add(candidate.id());
            }
        }
        return known;
    }

    /** How often the same was asked just before: the same entry answered, or the same words not understood. */
    private static int repeats(Draft d, FoldedText text, Reading.Plan plan, List<String> faqs) {
        if (plan == Reading.Plan.ANSWER) {
            int same = 0;
            for (int i = d.answers.size() - 1; i >= 0 && d.answers.get(i).equals(faqs.getFirst()); i--) {
                same++;
            }
            return same;
        }
        if (plan == Reading.Plan.UNKNOWN) {
            return text.hashCode() == d.question ? d.repeats + 1 : 0;
        }
        return 0;
    }

    Situation situation(Draft d, boolean unknown, double doubt, boolean unsupported, int repeats) {
        return new Situation(
                d.failedAttempts + (unknown ? 1 : 0),
                pack.limits().failedAttemptsMax(),
                repeats,
                d.mood,
                d.segmentOrRegular(),
                unknown,
                doubt,
                unsupported);
    }

    /** What is left of the anger of the turns before, and this one's. */
    static double mood(Draft d, Score score) {
        return Math.round((d.mood / 2 + score.sentiment()) * 10_000) / 10_000.0;
    }

    /** Why, complete enough to recompute it by hand. */
    Explanation explanation(Draft d, @Nullable Match match, Score score) {
        List<Candidate> candidates = match == null ? List.of() : match.candidates();
        List<Explanation.Contribution> contributions =
                new ArrayList<>(score.contributions().size());
        for (Contribution part : score.contributions()) {
            contributions.add(contribution(part));
        }
        return new Explanation(
                d.lang,
                List.copyOf(candidates.subList(0, Math.min(CANDIDATES_KEPT, candidates.size()))),
                match == null ? 0 : match.inScope(),
                score.total(),
                pack.thresholds().escalateAt(),
                List.copyOf(contributions),
                match == null ? Map.of() : match.slots(),
                score.total() >= pack.thresholds().watchAt());
    }

    private static Explanation.Contribution contribution(Contribution part) {
        String name = part.feature().word() + (part.topic() == null ? "" : ":" + part.topic());
        return new Explanation.Contribution(name, part.value(), part.weight(), part.contribution(), part.hard());
    }
}
