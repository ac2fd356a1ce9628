package relevo.dialog;

import java.util.List;
import java.util.Map;
import relevo.escalation.FoldedText;
import relevo.escalation.Score;
import relevo.escalation.Scorer;
import relevo.escalation.Tone;
import relevo.matcher.FaqEntry;
import relevo.matcher.Match;

/** What the bot does about a customer's message while the conversation is its own. Stateless, any thread. */
final class BotTurn {
    static final String QUIET = "quiet";

    private static final int ASIDE_WORDS_MIN = 6;

    private final Pack pack;
    private final Scorer scorer;
    private final Understanding understanding;
    private final Wording wording;
    private final Handovers handovers;
    private final FlowTurn flows;
    private final Replies replies;
    private final Consents consents;

    BotTurn(
            Pack pack,
            Scorer scorer,
            Understanding understanding,
            Wording wording,
            Handovers handovers,
            FlowTurn flows) {
        this.flows = flows;
        this.replies = new Replies(pack, wording, handovers);
        this.consents = new Consents(pack, wording);
        this.pack = pack;
        this.understanding = understanding;
        this.scorer = scorer;
        this.wording = wording;
        this.handovers = handovers;
    }

    void text(Draft d, String written) {
        FoldedText text = FoldedText.of(written);
        Words.Heard heard = pack.words().hear(text);
        understanding.listen(d, text, heard);
        String option = understanding.typedOption(d, text, heard);
        String consent = consents.answered(d, heard);
        if (option != null) {
            press(d, option, written);
        } else if (consent != null) {
            consent(d, consent.equals("yes"));
        } else if (mayHaveMore(d, text, heard)) {
            hold(d, written);
        } else if (d.burst == null) {
            d.clear(QUIET);
            understand(d, text, heard);
        } else {
            understandWords(d, joined(d, written));
        }
    }

    /** Whether the answer may wait a moment: people send one thought in several messages, and each reply costs money. */
    private boolean mayHaveMore(Draft d, FoldedText text, Words.Heard heard) {
        if (pack.limits().quietWindowMs() == 0 || d.flow != null) {
            return false;
        }
        if (heard.says(Words.Kind.OPT_OUT) || heard.says(Words.Kind.MENU)) {
            return false;
        }
        if (d.burst != null && d.atMs - d.burst.sinceMs() >= pack.limits().quietHoldMaxMs()) {
            return false;
        }
        return !alarming(text);
    }

    private boolean alarming(FoldedText text) {
        return scorer.alarms(text);
    }

    private void hold(Draft d, String written) {
        long sinceMs = d.burst == null ? d.atMs : d.burst.sinceMs();
        d.burst = new Burst(Transcript.cut(joined(d, written), FoldedText.CHARS_MAX), sinceMs);
        d.set(
                QUIET,
                Math.min(pack.limits().quietWindowMs(), sinceMs + pack.limits().quietHoldMaxMs() - d.atMs));
        d.silent("burst");
    }

    private static String joined(Draft d, String written) {
        Burst burst = d.burst;
        d.burst = null;
        d.clear(QUIET);
        return burst == null ? written : (burst.text() + "\n" + written).strip();
    }

    /** It has been quiet for a moment: what was held is answered as one. */
    void quiet(Draft d) {
        if (d.burst != null) {
            understandWords(d, joined(d, ""));
        } else {
            d.silent("nothing held");
        }
    }

    private void understandWords(Draft d, String written) {
        FoldedText text = FoldedText.of(written);
        understand(d, text, pack.words().hear(text));
    }

    private void understand(Draft d, FoldedText text, Words.Heard heard) {
        if (replies.preference(d, heard)) {
            return;
        }
        if (consents.open(d) && !alarming(text)) {
            consents.ask(d, text);
            return;
        }
        flows.dropWhenIdle(d);
        if (d.flow != null) {
            inFlow(d, text, heard);
            return;
        }
        Reading reading = understanding.read(d, text, heard);
        d.explanation = understanding.explanation(d, reading.match(), reading.score());
        know(d, reading);
        d.mood = Understanding.mood(d, reading.score());
        if (reading.score().calls(pack.thresholds().escalateAt())) {
            Replies.count(d, reading);
            handovers.handOver(d, Handovers.Cause.of(reading.score(), reading.hits()));
            return;
        }
        act(d, reading);
    }

    private void consent(Draft d, boolean granted) {
        String asked = consents.take(d, granted);
        if (!granted) {
            consents.sayRefused(d);
        } else if (asked == null) {
            replies.menu(d);
        } else {
            understandWords(d, asked);
        }
    }

    private void know(Draft d, Reading reading) {
        if (!consents.refused(d)) {
            d.know(reading.match().slots());
        }
    }

    /** A tap, or the number or title of an option in words. Taps on old messages come too, in any state. */
    void press(Draft d, String id, String title) {
        d.clarified = false;
        d.burst = null;
        d.clear(QUIET);
        if (id.equals(Wording.CONSENT_YES) || id.equals(Wording.CONSENT_NO)) {
            consent(d, id.equals(Wording.CONSENT_YES));
        } else if (id.startsWith(Wording.HELPED_YES) || id.startsWith(Wording.HELPED_NO)) {
            replies.helped(d, id.startsWith(Wording.HELPED_YES));
        } else if (id.equals(Wording.PERSON)) {
            handovers.handOver(d, Handovers.Cause.of(Reason.MENU_CHOICE));
        } else if (id.equals(Wording.MENU)) {
            replies.menu(d);
        } else if (id.startsWith(Wording.MENU_ITEM)) {
            menuItem(d, id.substring(Wording.MENU_ITEM.length()), title);
        } else if (id.startsWith(Wording.FAQ) && pack.faq(id.substring(Wording.FAQ.length()), d.lang) != null) {
            d.flow = null;
            replies.answer(d, id.substring(Wording.FAQ.length()), true, 0);
        } else if (id.startsWith(Wording.FLOW) && d.flow != null) {
            flows.dropWhenIdle(d);
            if (d.flow == null || !flows.pressed(d, id)) {
                understandWords(d, title);
            }
        } else {
            understandWords(d, title); // a button of a template, or of content that is gone
        }
    }

    /** Anything that can be neither read nor pressed. */
    void media(Draft d, Input.Media media) {
        String caption = media.caption();
        if (caption != null && !caption.isBlank()) {
            text(d, caption);
            return;
        }
        switch (media.kind()) {
            case "reaction", "system" -> d.silent(media.kind());
            default -> unreadable(d, media.kind());
        }
    }

    private void unreadable(Draft d, String kind) {
        Score score = scorer.score(FoldedText.of(""), d.lang, understanding.situation(d, true, 0, true, 0));
        d.explanation = understanding.explanation(d, null, score);
        d.failedAttempts++;
        if (score.calls(pack.thresholds().escalateAt())) {
            handovers.handOver(d, Handovers.Cause.of(score, List.of()));
        } else {
            replies.unreadable(d, kind);
        }
    }

    private void menuItem(Draft d, String id, String title) {
        for (MenuItem item : pack.menu()) {
            if (item.id().equals(id)) {
                d.flow = null;
                switch (item.action()) {
                    case PERSON -> handovers.handOver(d, Handovers.Cause.of(Reason.MENU_CHOICE));
                    case FAQS -> replies.faqList(d);
                    case FAQ -> replies.answer(d, String.valueOf(item.target()), true, 0);
                    case FLOW -> startFlow(d, String.valueOf(item.target()), FoldedText.of(""), "");
                }
                return;
            }
        }
        understandWords(d, title);
    }

    /** Whether a text says nothing but that no more messages are wanted. */
    boolean optsOut(String written) {
        return pack.words().hear(FoldedText.of(written)).says(Words.Kind.OPT_OUT);
    }

    /** The words of somebody who is led through a flow: an answer, a way out, or a question beside it. */
    private void inFlow(Draft d, FoldedText text, Words.Heard heard) {
        FlowTurn.Answered answered = flows.answerOf(d, text, heard);
        Reading reading = answered == null ? understanding.read(d, text, heard) : null;
        Match match = reading == null ? null : reading.match();
        Tone tone = reading == null ? scorer.tone(text, d.lang) : reading.tone();
        Score score = scorer.score(tone, understanding.situation(d, false, 0, false, 0));
        d.explanation = understanding.explanation(d, match, score);
        d.mood = Understanding.mood(d, score);
        if (score.calls(pack.thresholds().escalateAt())) {
            handovers.handOver(d, Handovers.Cause.of(score, reading == null ? List.of() : reading.hits()));
        } else if (heard.says(Words.Kind.MENU)) {
            d.flow = null;
            replies.menu(d);
        } else if (heard.says(Words.Kind.CANCEL)) {
            d.flow = null;
            replies.cancelled(d);
        } else if (answered != null) {
            flows.proceed(d, answered);
        } else if (reading != null) {
            know(d, reading);
            besideFlow(d, reading);
        }
    }

    private void besideFlow(Draft d, Reading reading) {
        String current = d.flow == null ? "" : d.flow.flow();
        String flow = flows.startedBy(reading.text(), null, false);
        if (flow != null && !flow.equals(current)) {
            flows.start(d, flow, reading.text(), "");
            return;
        }
        boolean answers = reading.plan() == Reading.Plan.ANSWER
                && (reading.sure() && isQuestion(reading.text())
                        || reading.text().raw().indexOf('?') >= 0);
        FaqEntry entry = answers ? pack.faq(reading.faqs().getFirst(), d.lang) : null;
        String aside = entry != null
                ? wording.answer(entry, d)
                : reading.plan() == Reading.Plan.BOT_QUESTION ? wording.say(TextKey.I_AM_A_BOT, d, Map.of()) : "";
        Outgoing question = aside.isEmpty() ? null : flows.question(d, aside);
        if (question == null) {
            flows.askAgain(d);
        } else if (entry != null) {
            d.answered(entry.id());
            d.add(new Decision.Answer(entry.id(), List.of(question)));
        } else {
            d.add(new Decision.Notice("i-am-a-bot", List.of(question)));
        }
    }

    /** Few words without a question mark are a poor answer to the step rather than a question beside it. */
    private static boolean isQuestion(FoldedText text) {
        return text.words() >= ASIDE_WORDS_MIN || text.raw().indexOf('?') >= 0;
    }

    private void act(Draft d, Reading reading) {
        d.clarified = false;
        switch (reading.plan()) {
            case MENU -> replies.menu(d);
            case BOT_QUESTION -> replies.iAmABot(d);
            case COURTESY -> replies.courtesy(d, TextKey.COURTESY);
            case FAREWELL -> replies.courtesy(d, TextKey.FAREWELL);
            case ACK -> d.silent("acknowledged");
            case ERASURE -> replies.erasure(d);
            case FLOW ->
                startFlow(d, String.valueOf(reading.flow()), reading.text(), replies.answers(d, reading.faqs()));
            case ANSWER -> replies.answer(d, reading);
            case CLARIFY -> replies.clarify(d, reading.faqs());
            case UNKNOWN -> replies.fallback(d, reading);
        }
    }

    /** @param before answers to what else was asked; may be empty */
    private void startFlow(Draft d, String flow, FoldedText said, String before) {
        if (consents.refused(d)) {
            consents.sayRefused(d);
        } else {
            flows.start(d, flow, said, before);
        }
    }
}
