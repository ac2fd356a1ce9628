package relevo.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One proposal of the night, as a content person judges it. All texts are redacted before they come here. Immutable.
 *
 * @param id lower-case letters, digits and hyphens, at most 80; the same from night to night
 * @param pack whose content it would change
 * @param lang es, pt or en
 * @param title the topic in a few words
 * @param risks words of {@link Risks} that apply to the proposed answer
 * @param clashes entries of the live content that are close to it
 * @param night the business date of the night that wrote it
 * @param firstNight the business date of the night that first saw it
 * @param expires the business date from which it is stale unless a later night writes it again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Suggestion(
        String id,
        String pack,
        Kind kind,
        String lang,
        String title,
        Proposal proposal,
        Evidence evidence,
        @Nullable Backtest backtest,
        @Nullable Effect effect,
        List<String> risks,
        List<Clash> clashes,
        String night,
        String firstNight,
        String expires) {

    /**
     * What would change.
     *
     * @param faq id of the entry it makes or changes; empty for advice
     * @param question how a person would put it
     * @param phrasings to be added to the entry
     * @param answer what the bot would say; null where the answer stays as it is
     * @param sources sentences of agents that the answer was taken from
     * @param advice what to do, for kinds that are carried out by hand; empty otherwise
     * @param tuning a threshold's change, or a trigger's
     * @param routing a row of routes.yaml to be added; null for all but routes, and for a route that nothing tells apart
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Proposal(
            String faq,
            String question,
            List<String> phrasings,
            @Nullable String answer,
            List<Source> sources,
            String advice,
            @Nullable Tuning tuning,
            @Nullable Routing routing) {

        /** About an entry. */
        public static Proposal of(
                String faq, String question, List<String> phrasings, @Nullable String answer, List<Source> sources) {
            return new Proposal(faq, question, phrasings, answer, sources, "", null, null);
        }

        /** About an entry, with a word on what to do about it. */
        public static Proposal of(String faq, String question, @Nullable String answer, String advice) {
            return new Proposal(faq, question, List.of(), answer, List.of(), advice, null, null);
        }

        /** About what surrounds the entries. */
        public static Proposal of(String advice, @Nullable Tuning tuning, @Nullable Routing routing) {
            return new Proposal("", "", List.of(), null, List.of(), advice, tuning, routing);
        }

        /** The same with what an editor made of it. */
        Proposal with(Edit edit) {
            return new Proposal(
                    edit.faq() == null ? faq : edit.faq(),
                    edit.question() == null ? question : edit.question(),
                    edit.phrasings() == null ? phrasings : edit.phrasings(),
                    edit.answer() == null ? answer : edit.answer(),
                    sources,
                    advice,
                    tuning,
                    routing);
        }
    }

    /**
     * A sentence agents wrote.
     *
     * @param conversations in which it, or nearly it, was written
     */
    public record Source(String text, int conversations) {}

    /**
     * A number in the pack's files and its values now and then.
     *
     * @param key a threshold of {@code pack.yaml}, or {@code topics.NAME.weight} of {@code triggers.yaml}: a topic that
     *     decides alone counts as 1 and is added up from then on
     */
    public record Tuning(String key, double from, double to) {}

    /**
     * A row of {@code routes.yaml}.
     *
     * @param when faq, topic or reason
     * @param is what it has to be
     * @param from the queue where such conversations go now
     * @param to where agents pass them on to
     */
    public record Routing(String when, String is, String from, String to) {}

    /**
     * What it rests on.
     *
     * @param contacts distinct customers, each counted once
     * @param conversations sessions
     * @param messages customers' messages
     * @param perDay messages a day within the window
     * @param growth this half of the window over the one before, minus one; null without an earlier half
     * @param trend new, emerging, steady or declining
     * @param escalated conversations of these that went to a person
     * @param examples customers' messages, redacted, each from another contact
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Evidence(
            int contacts,
            int conversations,
            int messages,
            double perDay,
            @Nullable Double growth,
            String trend,
            int escalated,
            List<String> examples) {}

    /**
     * What the last days' messages would have got with it. A rate's ends are those of its 95 % interval (Wilson).
     *
     * @param alone tried without the other suggestions: what it would do published by itself
     * @param days of journal
     * @param decisions that were taken again
     * @param nearest messages to which the proposed entry would be the nearest
     * @param gained of these, answered with it where nothing was answered before
     * @param changed messages answered otherwise before
     * @param avoided hand-overs that would have been an answer, or that came within half an hour of a message it would have
     *     answered
     * @param right gained ones after which an agent said the same
     * @param wrong gained ones after which an agent said something else, or changed ones that were fine as they were
     * @param share answered of the nearest
     * @param precision right of right and wrong; null when nothing tells
     * @param perDay answers a day
     * @param changes a few, redacted: before and after
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Backtest(
            boolean alone,
            int days,
            long decisions,
            long nearest,
            long gained,
            long changed,
            long avoided,
            long right,
            long wrong,
            Rate share,
            @Nullable Rate precision,
            double perDay,
            List<Change> changes) {}

    /** One message that would get another answer. */
    public record Change(String text, String before, String after) {}

    /**
     * What became of it since it was published.
     *
     * @param since the business date it was published on
     * @param days counted
     * @param nearest messages it was the nearest entry to
     * @param answered of these
     * @param share answered of nearest
     * @param expected the share that was predicted; null when nothing was
     * @param escalatedBefore hand-overs a day on the topic before
     * @param escalatedAfter and after
     * @param others change of the hand-overs a day of all other topics, after over before; null when there were none
     * @param unhappy of the answered ones, followed by the same question again or a hand-over
     * @param verdict early, as-expected, better, worse or revert
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Effect(
            String since,
            int days,
            long nearest,
            long answered,
            Rate share,
            @Nullable Rate expected,
            double escalatedBefore,
            double escalatedAfter,
            @Nullable Double others,
            Rate unhappy,
            String verdict) {}

    /**
     * A live entry that is close to the proposal.
     *
     * @param confidence of the matcher that the proposed question asks for that entry, 0 to 1
     * @param how near-duplicate or contradiction
     */
    public record Clash(String faq, String question, double confidence, String how) {}

    /** What an editor wants otherwise; a null leaves as it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Edit(
            @Nullable String faq,
            @Nullable String question,
            @Nullable List<String> phrasings,
            @Nullable String answer) {}

    /** Whether publishing it changes the pack's files by itself; else it is advice, carried out by hand. */
    public boolean changesFiles() {
        return switch (kind) {
            case NEW_ANSWER, PHRASINGS, IMPROVE_ANSWER, GUIDE_THEN_OFFER, THRESHOLD, RETIRE -> true;
            case TRIGGER -> proposal.tuning() != null;
            case ROUTE -> proposal.routing() != null;
            case COACHING -> false;
        };
    }

    Suggestion with(Proposal other) {
        return new Suggestion(
                id,
                pack,
                kind,
                lang,
                title,
                other,
                evidence,
                backtest,
                effect,
                Risks.of(other.answer()),
                clashes,
                night,
                firstNight,
                expires);
    }

    /** The same with what was measured. */
    public Suggestion with(@Nullable Backtest tested, @Nullable Effect measured) {
        return new Suggestion(
                id,
                pack,
                kind,
                lang,
                title,
                proposal,
                evidence,
                tested,
                measured,
                risks,
                clashes,
                night,
                firstNight,
                expires);
    }
}
