package relevo.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.journal.Tag;

/** Adds up the facts of a day. One thread; about 100 bytes a conversation. */
final class DayCount {
    // What happened in a conversation, as bits of one number.
    private static final int WROTE = 1;
    private static final int BOT_SPOKE = 2;
    private static final int SERVED = 4;
    private static final int ESCALATED = 8;
    private static final int PERSON = 16;
    private static final int MISSED = 32;

    private final BusinessDay day;
    private final Map<Tag, Integer> conversations = new HashMap<>();
    /** What customers wrote that is not answered yet: a few seconds' worth. */
    private final Map<Tag, String> held = new HashMap<>();

    private final Questions questions = new Questions();
    private final Counts statuses = new Counts();
    private final Counts paid = new Counts();
    private final Counts sendResults = new Counts();
    private final Counts otherUpdates = new Counts();
    private final Counts decisions = new Counts();
    private final Counts faqs = new Counts();
    private final Counts languages = new Counts();
    private final Counts versions = new Counts();
    private final Counts reasons = new Counts();
    private final Counts queues = new Counts();
    private final Counts priorities = new Counts();
    private final Counts escalationLanguages = new Counts();
    private final long[] messagesAt = new long[BusinessDay.HOURS];
    private final long[] answersAt = new long[BusinessDay.HOURS];
    private final long[] escalationsAt = new long[BusinessDay.HOURS];
    private long messages;
    private long customerDecisions;
    private long sends;
    private long erased;
    private long quarantined;

    DayCount(BusinessDay day) {
        this.day = day;
    }

    /** Facts of other days are passed over. */
    void add(Fact fact) {
        switch (fact) {
            case Fact.Message(int hour, Tag contact) -> {
                messages++;
                messagesAt[hour]++;
                mark(contact, WROTE);
            }
            case Fact.Status(String status, String category) -> {
                statuses.add(status);
                // Sent and delivered both carry the price; each message is counted once.
                if (!category.isEmpty() && status.equals("sent")) {
                    paid.add(category);
                }
            }
            case Fact.Other(var kind) -> otherUpdates.add(kind.name().toLowerCase(Locale.ROOT));
            case Fact.Quarantined() -> quarantined++;
            case Fact.Intent() -> sends++;
            case Fact.SendResult(String outcome) -> sendResults.add(outcome);
            case Fact.Erased() -> erased++;
            case Fact.Decision decision -> {
                if (day.contains(decision.atMs())) {
                    decided(decision);
                }
            }
        }
    }

    private void decided(Fact.Decision decision) {
        versions.add(decision.version());
        for (String said : decision.said()) {
            String kind = Fact.Decision.kindOf(said);
            decisions.add(kind);
            if (kind.equals("answer")) {
                faqs.add(Fact.Decision.detailOf(said));
                answersAt[day.hour(decision.atMs())]++;
            } else if (kind.equals("escalate")) {
                escalated(decision);
            }
        }
        if (decision.by().equals("customer")) {
            customerDecisions++;
            languages.add(decision.lang());
        }
        mark(decision.contact(), happened(decision));
        question(decision);
    }

    private static int happened(Fact.Decision decision) {
        int happened = decision.by().equals("agent") ? PERSON : 0;
        if (decision.botSpoke()) {
            happened |= BOT_SPOKE;
            happened |= decision.says("answer") || decision.says("flow") ? SERVED : 0;
            happened |= decision.says("fallback") || decision.says("clarify") ? MISSED : 0;
        }
        return happened | (decision.says("escalate") ? ESCALATED : 0);
    }

    /** Puts together what was held until it was quiet with what came of it. */
    private void question(Fact.Decision decision) {
        if (decision.held()) {
            held.put(decision.contact(), decision.text());
            return;
        }
        String before = held.remove(decision.contact());
        if (decision.unanswered()) {
            questions.add(before == null ? decision : decision.with((before + " " + decision.text()).strip()));
        }
    }

    private void escalated(Fact.Decision decision) {
        escalationsAt[day.hour(decision.atMs())]++;
        reasons.add(
                decision.reasons().isEmpty() ? "unknown" : decision.reasons().getFirst());
        queues.add(decision.queue());
        priorities.add(decision.priority());
        escalationLanguages.add(decision.lang());
    }

    private void mark(Tag contact, int happened) {
        conversations.merge(contact, happened, (before, more) -> before | more);
    }

    DayFigures figures(boolean partial, long through) {
        List<DayFigures.Hour> hours = new ArrayList<>();
        for (int hour = 0; hour < BusinessDay.HOURS; hour++) {
            hours.add(new DayFigures.Hour(hour, messagesAt[hour], answersAt[hour], escalationsAt[hour]));
        }
        long wrote = count(WROTE, 0);
        return new DayFigures(
                day.date().toString(),
                day.zone().getId(),
                partial,
                through,
                new DayFigures.Volumes(
                        messages,
                        wrote,
                        statuses.list(),
                        sends,
                        sendResults.list(),
                        otherUpdates.list(),
                        paid.list(),
                        null),
                automation(),
                new DayFigures.Escalations(
                        reasons.total(), reasons.list(), queues.list(), priorities.list(), escalationLanguages.list()),
                questions.figures(),
                decisions.list(),
                faqs.list(),
                languages.list(),
                hours,
                new DayFigures.Soundness(
                        Math.max(0, messages - customerDecisions), erased, quarantined, versions.list()),
                null);
    }

    private DayFigures.Automation automation() {
        long bot = count(BOT_SPOKE, 0);
        long escalated = count(BOT_SPOKE | ESCALATED, 0);
        long taken = count(BOT_SPOKE | PERSON, ESCALATED);
        long automated = count(BOT_SPOKE | SERVED, ESCALATED | PERSON);
        long missed = count(BOT_SPOKE | MISSED, ESCALATED | PERSON | SERVED);
        return new DayFigures.Automation(
                bot,
                escalated,
                taken,
                automated,
                missed,
                bot - escalated - taken - automated - missed,
                count(WROTE, BOT_SPOKE),
                percent(automated, bot),
                percent(escalated, bot));
    }

    /** Conversations with all of these bits and none of those. */
    private long count(int all, int none) {
        return conversations.values().stream()
                .filter(bits -> (bits & all) == all && (bits & none) == 0)
                .count();
    }

    private static @Nullable Double percent(long part, long whole) {
        return whole == 0 ? null : Math.round(1000.0 * part / whole) / 10.0;
    }
}
