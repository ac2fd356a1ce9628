package relevo.dialog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.escalation.FoldedText;

/**
 * Consent before anything personal is kept, where a pack wants it (off by default): a versioned text, put once, asked again
 * when the version changes. The way to a person is open all the same. Stateless, any thread.
 */
final class Consents {
    private final Pack pack;
    private final Wording wording;

    Consents(Pack pack, Wording wording) {
        this.pack = pack;
        this.wording = wording;
    }

    /** Whether the customer has not been asked yet for this version. */
    boolean open(Draft d) {
        return pack.consentVersion() > 0 && Math.abs(d.consent) != pack.consentVersion();
    }

    /** A customer who agreed to nothing is told what is known, and led through nothing that asks for his data. */
    boolean refused(Draft d) {
        return pack.consentVersion() > 0 && d.consent == -pack.consentVersion();
    }

    /** Puts the question; what was written is kept until it is answered. */
    void ask(Draft d, FoldedText text) {
        d.burst = new Burst(text.raw(), d.atMs);
        List<String> options = List.of(Wording.CONSENT_YES, Wording.CONSENT_NO, Wording.PERSON);
        String body = wording.disclosed(d, wording.say(TextKey.CONSENT, d, Map.of()));
        d.add(new Decision.Notice("consent", List.of(wording.withOptions(body, options, d.lang))));
    }

    /** yes or no in words, when the question is what the bot said last; null otherwise. */
    @Nullable
    String answered(Draft d, Words.Heard heard) {
        return open(d) && d.before.offered().contains(Wording.CONSENT_YES) ? heard.yesOrNo() : null;
    }

    /** Takes the answer; returns what was written before the question, to be answered now. */
    @Nullable
    String take(Draft d, boolean granted) {
        Burst asked = d.before.memory().burst();
        d.burst = null;
        d.consent = granted ? pack.consentVersion() : -pack.consentVersion();
        return asked == null ? null : asked.text();
    }

    void sayRefused(Draft d) {
        String body = wording.say(TextKey.CONSENT_REFUSED, d, Map.of());
        List<String> options = List.of(Wording.CONSENT_YES, Wording.PERSON);
        d.add(new Decision.Notice("consent-refused", List.of(wording.withOptions(body, options, d.lang))));
    }
}
