package relevo.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Pack;
import relevo.dialog.Thresholds;
import relevo.escalation.Triggers;
import relevo.matcher.FaqEntry;

/** A pack as it would be with a suggestion in it: what the back-test decides with. Stateless. */
public final class Candidates {
    private Candidates() {}

    /** The pack with this change; the same pack for one that is carried out by hand. */
    public static Pack with(Pack pack, Suggestion suggestion) {
        Suggestion.Proposal proposal = suggestion.proposal();
        if (!suggestion.changesFiles()) {
            return pack;
        }
        Suggestion.Tuning tuning = proposal.tuning();
        if (tuning != null) {
            return suggestion.kind() == Kind.TRIGGER
                    ? pack.with(tuned(pack.triggers(), tuning))
                    : pack.with(tuned(pack.thresholds(), tuning));
        }
        Suggestion.Routing routing = proposal.routing();
        if (routing != null) {
            return pack.with(RuleText.row(routing, pack));
        }
        Map<String, Map<String, FaqEntry>> byLang = new LinkedHashMap<>();
        pack.faqByLang().forEach((lang, byId) -> byLang.put(lang, new LinkedHashMap<>(byId)));
        Map<String, FaqEntry> own = byLang.computeIfAbsent(suggestion.lang(), lang -> new LinkedHashMap<>());
        FaqEntry changed = changed(own.get(proposal.faq()), suggestion);
        if (changed == null) {
            own.remove(proposal.faq());
        } else {
            own.put(changed.id(), changed);
        }
        return pack.with(byLang);
    }

    /**
     * The entry as it would be; null when it would go.
     *
     * @throws ReviewException when the entry to be changed is not there, or the one to be made is
     */
    static @Nullable FaqEntry changed(@Nullable FaqEntry live, Suggestion suggestion) {
        Suggestion.Proposal proposal = suggestion.proposal();
        if (suggestion.kind() == Kind.NEW_ANSWER) {
            if (live != null) {
                throw new ReviewException("there is an answer '" + proposal.faq() + "' in " + suggestion.lang()
                        + " already: edit the id, or merge");
            }
            String answer = proposal.answer();
            if (answer == null || answer.isBlank()) {
                throw new ReviewException("the answer is empty: edit it first");
            }
            return new FaqEntry(
                    proposal.faq(),
                    suggestion.lang(),
                    proposal.question(),
                    FaqText.added(List.of(), proposal.phrasings()),
                    answer);
        }
        if (live == null) {
            throw new ReviewException("there is no answer '" + proposal.faq() + "' in " + suggestion.lang());
        }
        if (suggestion.kind() == Kind.RETIRE) {
            return null;
        }
        List<String> phrasings = new ArrayList<>(FaqText.added(live.phrasings(), proposal.phrasings()));
        return new FaqEntry(
                live.id(),
                live.lang(),
                live.question(),
                List.copyOf(phrasings),
                proposal.answer() == null ? live.answer() : proposal.answer());
    }

    /** The triggers with a topic that is added up instead of deciding alone; a key that is none changes nothing. */
    private static Triggers tuned(Triggers now, Suggestion.Tuning tuning) {
        return new Triggers(
                now.languages(),
                now.topics().stream()
                        .map(topic -> RuleText.weightKey(topic.name()).equals(tuning.key())
                                ? new Triggers.Topic(topic.name(), topic.feature(), tuning.to(), false, topic.phrases())
                                : topic)
                        .toList(),
                now.weights(),
                now.angryEmoji());
    }

    /** The thresholds with one of them changed; a key that is none changes nothing. */
    public static Thresholds tuned(Thresholds now, Suggestion.Tuning tuning) {
        double to = tuning.to();
        return new Thresholds(
                tuning.key().equals("answer-at") ? to : now.answerAt(),
                tuning.key().equals("sure-at") ? to : now.sureAt(),
                tuning.key().equals("clarify-at") ? to : now.clarifyAt(),
                tuning.key().equals("margin-at") ? to : now.marginAt(),
                tuning.key().equals("in-scope-at") ? to : now.inScopeAt(),
                tuning.key().equals("watch-at") ? to : now.watchAt(),
                tuning.key().equals("escalate-at") ? to : now.escalateAt(),
                now.costs());
    }
}
