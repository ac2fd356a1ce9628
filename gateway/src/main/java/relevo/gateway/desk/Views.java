package relevo.gateway.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Explanation;
import relevo.dialog.Handed;
import relevo.dialog.Memory;
import relevo.dialog.Reason;
import relevo.dialog.Wait;

/** What the API shows, as it is written: one record a schema of {@code docs/openapi.yaml}. Times are ms since 1970 UTC. */
final class Views {
    /** How long after a customer's message free-form messages may be sent. */
    private static final long WINDOW_MS = 24L * 3_600_000;

    private static final int EXCERPT_CHARS_MAX = 120;

    private Views() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summary(
            String id,
            String number,
            String owner,
            long epoch,
            String queue,
            int tier,
            String priority,
            long sinceMs,
            @Nullable String agent,
            int reminders,
            String lang,
            @Nullable String segment,
            @Nullable String name,
            List<String> reasons,
            @Nullable String lastText,
            @Nullable String lastBy,
            long changedAtMs,
            long windowUntilMs,
            boolean watch,
            boolean erasureAsked) {}

    record Page(List<Summary> items, int total, int offset) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(
            Summary conversation, @Nullable Packet packet, Map<String, String> slots, List<Decision.Turn> transcript) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Packet(
            List<String> reasons,
            String queue,
            int tier,
            String priority,
            long atMs,
            double score,
            double threshold,
            List<Explanation.Contribution> contributions,
            Map<String, String> slots,
            List<String> stepsDone,
            List<String> faqHits,
            List<Decision.Turn> transcript,
            @Nullable Integer waitSecondsFrom,
            @Nullable Integer waitSecondsTo,
            String version) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QueueNow(
            String queue,
            int waiting,
            int agents,
            int capacity,
            int serviceSeconds,
            @JsonProperty("wait") @Nullable Range expected) {}

    record Range(int fromSeconds, int toSeconds) {}

    record Queues(List<QueueNow> items) {}

    record OnDuty(String name, List<String> queues, int capacity, int open, long untilMs) {}

    record Duties(List<OnDuty> items) {}

    static Summary summary(Case one) {
        Conversation state = one.state();
        Memory memory = state.memory();
        Handed handed = one.handed();
        List<Decision.Turn> turns = one.turns();
        Decision.Turn last = turns.isEmpty() ? null : turns.getLast();
        Decision.Handover handover = handover(one.escalated());
        return new Summary(
                one.contact().toString(),
                one.number(),
                one.owner().name().toLowerCase(java.util.Locale.ROOT),
                state.epoch(),
                one.queue(),
                handed == null ? 1 : handed.tier(),
                one.priority(),
                one.sinceMs(),
                one.agent().isEmpty() ? null : one.agent(),
                handed == null ? 0 : handed.reminders(),
                memory.lang(),
                memory.segment(),
                memory.name(),
                handover == null ? List.of() : words(handover.reasons()),
                last == null ? null : excerpt(last.text()),
                last == null ? null : last.by(),
                one.changedAtMs(),
                state.lastCustomerAtMs() == 0 ? 0 : state.lastCustomerAtMs() + WINDOW_MS,
                one.watch(),
                one.erasure());
    }

    static Detail detail(Case one) {
        return new Detail(
                summary(one), packet(one.escalated()), one.state().memory().slots(), one.turns());
    }

    private static @Nullable Packet packet(@Nullable Decided escalated) {
        Decision.Handover handover = handover(escalated);
        if (escalated == null || handover == null) {
            return null;
        }
        Explanation why = escalated.explanation();
        return new Packet(
                words(handover.reasons()),
                handover.queue(),
                handover.tier(),
                handover.priority(),
                escalated.atMs(),
                why.score(),
                why.threshold(),
                why.contributions(),
                handover.slots(),
                handover.stepsDone(),
                handover.faqHits(),
                handover.transcript(),
                handover.waitSecondsFrom(),
                handover.waitSecondsTo(),
                escalated.version());
    }

    static Decision.@Nullable Handover handover(@Nullable Decided escalated) {
        if (escalated != null) {
            for (Decision decision : escalated.decisions()) {
                if (decision instanceof Decision.Escalate escalate) {
                    return escalate.handover();
                }
            }
        }
        return null;
    }

    static QueueNow queue(Workload.Depth depth, Board board, Roster roster) {
        List<Roster.Duty> duties = roster.of(depth.queue());
        Wait wait = board.of(depth.queue(), "normal");
        return new QueueNow(
                depth.queue(),
                depth.waiting(),
                duties.size(),
                duties.stream().mapToInt(Roster.Duty::capacity).sum(),
                (int) Math.round(depth.serviceSeconds()),
                wait == null ? null : new Range(wait.fromSeconds(), wait.toSeconds()));
    }

    static OnDuty duty(Roster.Duty duty, Board board) {
        return new OnDuty(
                duty.name(),
                duty.queues().stream().sorted().toList(),
                duty.capacity(),
                board.heldBy(duty.name()),
                duty.untilMs());
    }

    private static List<String> words(List<Reason> reasons) {
        return reasons.stream().map(Reason::word).toList();
    }

    private static String excerpt(String text) {
        if (text.length() <= EXCERPT_CHARS_MAX) {
            return text;
        }
        int end = EXCERPT_CHARS_MAX - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
