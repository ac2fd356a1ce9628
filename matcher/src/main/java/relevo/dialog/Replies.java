package relevo.dialog;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import relevo.escalation.Contribution;
import relevo.escalation.Feature;
import relevo.matcher.FaqEntry;

/** What the bot says of itself: menu, answers, questions back, courtesies. Stateless, any thread. */
final class Replies {
    /** Answers longer than this go without a button: with one, WhatsApp would cut them. */
    private static final int WITH_BUTTON_MAX = 1_024;

    private static final List<String> WAYS_ON = List.of(Wording.MENU, Wording.PERSON);

    private final Pack pack;
    private final Wording wording;
    private final Handovers handovers;

    Replies(Pack pack, Wording wording, Handovers handovers) {
        this.pack = pack;
        this.wording = wording;
        this.handovers = handovers;
    }

    void menu(Draft d) {
        TextKey key = d.disclosed ? TextKey.MENU : TextKey.WELCOME;
        d.disclosed = true;
        d.add(new Decision.Menu(List.of(wording.menu(key, d))));
    }

    void cancelled(Draft d) {
        d.add(new Decision.Menu(List.of(wording.menu(TextKey.CANCELLED, d))));
    }

    void faqList(Draft d) {
        d.disclosed = true;
        d.add(new Decision.Menu(List.of(wording.faqList(d))));
    }

    void answer(Draft d, String faq, boolean sure, int repeats) {
        String answer = given(d, faq);
        if (repeats > 0) {
            answer = wording.say(TextKey.REPEAT, d, Map.of()) + " " + answer;
        }
        String body = Transcript.cut(wording.disclosed(d, answer), TextKey.COURTESY.charsMax());
        d.add(new Decision.Answer(faq, List.of(withOffer(d, faq, body, !sure || repeats > 0))));
    }

    void answer(Draft d, Reading reading) {
        double repeats = 0;
        for (Contribution part : reading.score().contributions()) {
            repeats += part.feature() == Feature.REPEATED_QUESTION ? part.value() : 0;
        }
        if (reading.faqs().size() == 1) {
            answer(d, reading.faqs().getFirst(), reading.sure(), (int) repeats);
            return;
        }
        String body = Transcript.cut(wording.disclosed(d, answers(d, reading.faqs())), TextKey.COURTESY.charsMax());
        d.add(new Decision.Answer(
                reading.faqs().getFirst(),
                reading.faqs().subList(1, reading.faqs().size()),
                List.of(new Outgoing.Text(body))));
    }

    /** The answers to several questions, one below the other, which from here on count as given. */
    String answers(Draft d, List<String> faqs) {
        return faqs.stream().map(faq -> given(d, faq)).collect(Collectors.joining("\n\n"));
    }

    private String given(Draft d, String faq) {
        FaqEntry entry = pack.faq(faq, d.lang);
        if (entry == null) {
            throw new IllegalStateException("no FAQ entry " + faq);
        }
        d.answered(faq);
        d.question = 0;
        d.repeats = 0;
        return wording.answer(entry, d);
    }

    /** An answer that may not be the right one comes with a way on; one in so many asks whether it helped. */
    private Outgoing withOffer(Draft d, String faq, String body, boolean doubtful) {
        int every = pack.limits().helpedEvery();
        if (doubtful && body.length() <= WITH_BUTTON_MAX) {
            return wording.withOptions(body, WAYS_ON, d.lang);
        }
        if (doubtful || every == 0 || Math.floorMod(d.inputSequence, every) != 0) {
            return new Outgoing.Text(body);
        }
        String asked = body + "\n\n" + wording.say(TextKey.HELPED_ASK, d, Map.of());
        String what = faq + ":" + pack.version();
        return asked.length() > WITH_BUTTON_MAX
                ? new Outgoing.Text(body)
                : wording.withOptions(
                        asked, List.of(Wording.HELPED_YES + what, Wording.HELPED_NO + what, Wording.PERSON), d.lang);
    }

    void clarify(Draft d, List<String> faqs) {
        d.clarified = true;
        d.add(new Decision.Clarify(faqs, List.of(disclosed(d, wording.clarify(faqs, d)))));
    }

    void fallback(Draft d, Reading reading) {
        count(d, reading);
        d.clarified = false;
        String body = wording.variant(TextKey.FALLBACK, d, d.failedAttempts - 1);
        d.add(new Decision.Fallback(List.of(wording.withOptions(wording.disclosed(d, body), WAYS_ON, d.lang))));
    }

    /** A message nothing could be done with. */
    static void count(Draft d, Reading reading) {
        if (!reading.score().has(Feature.FAILED_ATTEMPTS)) {
            return;
        }
        d.failedAttempts++;
        int hash = reading.text().hashCode();
        d.repeats = hash == d.question ? d.repeats + 1 : 0;
        d.question = hash;
    }

    void unreadable(Draft d, String kind) {
        String body = wording.say(TextKey.FALLBACK_MEDIA, d, Map.of("tipo", wording.media(kind, d.lang)));
        d.add(new Decision.Fallback(List.of(wording.withOptions(wording.disclosed(d, body), WAYS_ON, d.lang))));
    }

    void iAmABot(Draft d) {
        d.disclosed = true;
        String body = wording.say(TextKey.I_AM_A_BOT, d, Map.of());
        d.add(new Decision.Notice("i-am-a-bot", List.of(wording.withOptions(body, WAYS_ON, d.lang))));
    }

    /** Thanks and goodbyes; they also say that what came before was no failure. */
    void courtesy(Draft d, TextKey key) {
        d.failedAttempts = 0;
        d.add(new Decision.Notice("courtesy", List.of(wording.text(key, d, Map.of()))));
    }

    void erasure(Draft d) {
        d.add(new Decision.Notice("erasure", List.of(wording.text(TextKey.ERASURE, d, Map.of()))));
    }

    /** The customer says whether a sampled answer helped. */
    void helped(Draft d, boolean yes) {
        if (yes) {
            d.failedAttempts = 0;
            d.add(new Decision.Notice("helped", List.of(wording.text(TextKey.HELPED_YES, d, Map.of()))));
            return;
        }
        d.failedAttempts++;
        if (d.failedAttempts >= pack.limits().failedAttemptsMax()) {
            handovers.handOver(d, Handovers.Cause.of(Reason.FAILED_ATTEMPTS));
            return;
        }
        String body = wording.say(TextKey.HELPED_NO, d, Map.of());
        d.add(new Decision.Fallback(List.of(wording.withOptions(body, WAYS_ON, d.lang))));
    }

    /** Opting out and in again. */
    boolean preference(Draft d, Words.Heard heard) {
        if (heard.says(Words.Kind.OPT_OUT)) {
            if (d.optedOut) {
                d.silent("opted-out already");
            } else {
                d.optedOut = true;
                d.add(new Decision.Notice("opt-out", List.of(wording.text(TextKey.OPT_OUT, d, Map.of()))));
            }
            return true;
        }
        if (heard.says(Words.Kind.OPT_IN) && d.optedOut) {
            d.optedOut = false;
            d.add(new Decision.Notice("opt-in", List.of(wording.text(TextKey.OPT_IN, d, Map.of()))));
            return true;
        }
        return false;
    }

    private Outgoing disclosed(Draft d, Outgoing message) {
        return switch (message) {
            case Outgoing.Text text -> new Outgoing.Text(wording.disclosed(d, text.body()));
            case Outgoing.Buttons buttons ->
                new Outgoing.Buttons(wording.disclosed(d, buttons.body()), buttons.options());
            case Outgoing.Choices choices ->
                new Outgoing.Choices(wording.disclosed(d, choices.body()), choices.opener(), choices.options());
        };
    }
}
