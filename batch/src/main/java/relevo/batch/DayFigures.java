package relevo.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import relevo.review.Rate;
import relevo.review.Suggestion;

/**
 * All that the report says, as its JSON has it. The same facts give the same bytes: lists have a defined order, and no
 * clock, no machine and no path goes in.
 *
 * @param date the business date, {@code 2026-11-20}
 * @param zone whose day that is, {@code Europe/Madrid}
 * @param partial the day was not over when the journal was read
 * @param through the last journal sequence that was looked at
 * @param learning null until it is known
 */
record DayFigures(
        String date,
        String zone,
        boolean partial,
        long through,
        Volumes volumes,
        Automation automation,
        Escalations escalations,
        Unanswered unanswered,
        List<Count> decisions,
        List<Count> faqs,
        List<Count> languages,
        List<Hour> hours,
        Soundness soundness,
        @Nullable Learning learning) {

    DayFigures with(Learning learned) {
        return new DayFigures(
                date,
                zone,
                partial,
                through,
                volumes,
                automation,
                escalations,
                unanswered,
                decisions,
                faqs,
                languages,
                hours,
                soundness,
                learned);
    }

    /**
     * What the night learned, and how the day compares.
     *
     * @param days looked back at, the business day included
     * @param minedOneIn topics were looked for in the visits of one contact in so many
     * @param kpis in the order of the report
     * @param todo what is worth doing next, at most ten, best first
     * @param suggestions all of this night, best first
     * @param effects suggestions that are live, with what became of them
     * @param backtested decisions that were taken again
     * @param differing of these would have come out otherwise
     * @param newWords words nobody used in the nights before, by language
     * @param findings of the audit: things somebody should look at
     */
    record Learning(
            int days,
            int minedOneIn,
            List<Kpi> kpis,
            List<String> todo,
            List<Suggestion> suggestions,
            List<Suggestion> effects,
            long backtested,
            long differing,
            List<String> newWords,
            List<Count> findings) {}

    /**
     * One figure with a denominator.
     *
     * @param yesterday the same on the last night before; null without one
     * @param usual the mean of up to 28 nights before; null without any
     */
    record Kpi(
            String name,
            Rate rate,
            @Nullable Double yesterday,
            @Nullable Double usual) {}

    /** A published word and how often it came. */
    record Count(String word, long count) {}

    /**
     * What went in and out.
     *
     * @param conversations customers who wrote, each counted once for each business number
     * @param statuses by what they say
     * @param sends messages the bot set out to send
     * @param sendResults what became of them
     * @param otherUpdates neither messages nor statuses, by kind
     * @param paid messages the provider said at sending that it bills, by category
     * @param duplicates webhooks delivered again: null, since they never enter the journal
     */
    record Volumes(
            long messages,
            long conversations,
            List<Count> statuses,
            long sends,
            List<Count> sendResults,
            List<Count> otherUpdates,
            List<Count> paid,
            @Nullable Long duplicates) {}

    /**
     * How the day's conversations went, each in exactly one class; the first that fits, in this order.
     *
     * @param bot conversations in which the bot said anything to the customer: the denominator of both rates
     * @param escalated handed to a person by the bot
     * @param taken over by a person without being asked
     * @param automated with an answer or a step of a flow, and no person
     * @param missed only fallbacks or questions back
     * @param greeted only menus and courtesies
     * @param aside conversations with messages in which the bot said nothing (a person had them): in no rate
     * @param automationPercent automated / bot, one decimal; null when bot is 0
     * @param escalationPercent escalated / bot, one decimal; null when bot is 0
     */
    record Automation(
            long bot,
            long escalated,
            long taken,
            long automated,
            long missed,
            long greeted,
            long aside,
            @Nullable Double automationPercent,
            @Nullable Double escalationPercent) {}

    /** Hand-overs; a conversation may have several. Each counts once, under its strongest reason. */
    record Escalations(
            long total, List<Count> byReason, List<Count> byQueue, List<Count> byPriority, List<Count> byLanguage) {}

    /**
     * What customers wrote and the bot could do nothing with: fallbacks, and escalations for lack of knowledge or after
     * failed attempts.
     *
     * @param total such messages
     * @param contactsMin how many people must have written a text before it is quoted
     * @param top most frequent first
     * @param more messages in quotable questions that are not in the list any more
     * @param others messages whose text fewer people wrote
     */
    record Unanswered(long total, int contactsMin, List<Question> top, long more, long others) {}

    /**
     * One question in the words in which it was put most often, redacted.
     *
     * @param nearest id of the answer that came closest, empty when none did
     */
    record Question(String text, long count, long contacts, String language, String nearest) {}

    /** One hour on the wall clock. */
    record Hour(int hour, long messages, long answers, long escalations) {}

    /**
     * How far the figures can be trusted.
     *
     * @param undecided messages without a decision yet
     * @param erased payloads that cannot be read because their contact was erased
     * @param quarantined items that could not be understood
     * @param versions of the content that decided, with the number of decisions
     */
    record Soundness(long undecided, long erased, long quarantined, List<Count> versions) {}
}
