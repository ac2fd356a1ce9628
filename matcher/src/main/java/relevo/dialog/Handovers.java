package relevo.dialog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.escalation.Contribution;
import relevo.escalation.Feature;
import relevo.escalation.Score;

/** Hands a conversation to people: queue, packet, and the one message that says that, why and how long. Stateless. */
final class Handovers {
    static final String UNCLAIMED = "unclaimed";
    static final String STILL_WAITING = "waiting";

    private static final int FLOOR_MINUTES = 1;

    private final Pack pack;
    private final Wording wording;

    Handovers(Pack pack, Wording wording) {
        this.pack = pack;
        this.wording = wording;
    }

    /** What a hand-over rests on. */
    record Cause(List<Reason> reasons, List<String> topics, List<String> faqHits, double score) {
        static Cause of(Reason reason) {
            return new Cause(List.of(reason), List.of(), List.of(), 0);
        }

        static Cause of(Score score, List<String> faqHits) {
            return new Cause(reasonsOf(score), score.topics(), faqHits, score.total());
        }
    }

    /** Queues the conversation and says so. Outside business hours a notice says when and where else. */
    void handOver(Draft d, Cause cause) {
        handOver(d, cause, "");
    }

    /** The same with something said before it, in the same message. */
    void handOver(Draft d, Cause cause, String before) {
        boolean open = pack.hours().isOpen(d.atMs);
        String flow = d.flow == null ? null : d.flow.flow();
        Route route = pack.route(new Route.Case(
                cause.reasons(),
                cause.topics(),
                d.segmentOrRegular(),
                d.lang,
                flow,
                cause.faqHits(),
                open,
                cause.score()));
        String queue = route.queue() == null ? flowQueue(flow) : route.queue();
        Wait wait = open ? d.waitIn(queue, route.priority()) : null;
        String body = note(d, cause)
                + (before.isEmpty() ? "" : before + "\n\n")
                + wording.say(
                        TextKey.HANDOVER,
                        d,
                        Map.of(
                                "motivo", reasonWords(cause.reasons().getFirst(), d.lang),
                                "espera", waitWords(d, open, wait, route.slaMinutes()),
                                "cola", wording.queue(queue, d.lang)));
        Decision.Handover handover = new Decision.Handover(
                cause.reasons(),
                queue,
                route.tier(),
                route.priority(),
                new LinkedHashMap<>(d.slots),
                List.copyOf(d.stepsDone),
                cause.faqHits(),
                d.transcriptWith(body),
                wait == null ? null : wait.fromSeconds(),
                wait == null ? null : wait.toSeconds());
        d.hand(Owner.QUEUED);
        d.handed = Handed.now(queue, route.tier(), route.priority(), d, null);
        d.flow = null;
        d.clarified = false;
        d.disclosed = true;
        d.add(new Decision.Escalate(handover, List.of(new Outgoing.Text(body))));
        if (!open) {
            d.add(new Decision.Notice(
                    "out-of-hours",
                    List.of(wording.text(TextKey.OUT_OF_HOURS, d, Map.of("apertura", wording.opening(d))))));
        }
        setTimers(d);
    }

    /** One who turns out to be a VIP while he waits goes where such customers go; his turn stays his. */
    void moveUp(Draft d) {
        Handed waits = d.handed;
        if (d.owner != Owner.QUEUED || waits == null || !d.segmentOrRegular().equals("vip")) {
            return;
        }
        Route route = pack.route(new Route.Case(
                List.of(Reason.VIP),
                List.of(),
                d.segmentOrRegular(),
                d.lang,
                null,
                List.of(),
                pack.hours().isOpen(d.atMs),
                0));
        if (route.queue() != null && route.segments().contains(d.segmentOrRegular())) {
            String priority = waits.priority().equals("urgent") ? waits.priority() : route.priority();
            d.handed = waits.moved(route.queue(), route.tier(), priority);
        }
    }

    /** What one in this situation must hear first. */
    private String note(Draft d, Cause cause) {
        Map<String, String> notes = pack.texts(d.lang).topicNotes();
        for (String topic : cause.topics()) {
            String note = notes.get(topic);
            if (note != null) {
                return note + "\n\n";
            }
        }
        return "";
    }

    private String flowQueue(@Nullable String id) {
        Flow flow = id == null ? null : pack.flows().get(id);
        return flow == null ? pack.queues().getFirst() : flow.queue();
    }

    /** The timers of a conversation that waits for a person. */
    void setTimers(Draft d) {
        if (pack.limits().remindersMax() > 0) {
            d.set(UNCLAIMED, pack.limits().unclaimedMs());
        }
        if (pack.limits().waitingNoticesMax() > 0) {
            d.set(STILL_WAITING, pack.limits().waitingNoticeMs());
        }
    }

    /** How long, in words: a range when it is known, else what is usual; closed, that nobody is there now. */
    String waitWords(Draft d, boolean open, @Nullable Wait wait, int slaMinutes) {
        if (!open) {
            return wording.say(TextKey.WAIT_CLOSED, d, Map.of());
        }
        if (wait == null) {
            return wording.say(TextKey.WAIT_USUAL, d, Map.of("minutos", String.valueOf(slaMinutes)));
        }
        int from = Math.max(FLOOR_MINUTES, wait.fromSeconds() / 60);
        int to = Math.max(from + 1, (wait.toSeconds() + 59) / 60);
        return wording.say(TextKey.WAIT_RANGE, d, Map.of("desde", String.valueOf(from), "hasta", String.valueOf(to)));
    }

    private String reasonWords(Reason reason, String lang) {
        return pack.texts(lang).reasons().getOrDefault(reason, "");
    }

    /** The reasons of a score in the published words, strongest first. */
    static List<Reason> reasonsOf(Score score) {
        List<Reason> reasons = new ArrayList<>();
        for (Contribution part : score.strongest()) {
            Reason reason = reason(part.feature());
            if (reason != null && !reasons.contains(reason)) {
                reasons.add(reason);
            }
        }
        return reasons.isEmpty() ? List.of(Reason.OUT_OF_KNOWLEDGE) : List.copyOf(reasons);
    }

    private static @Nullable Reason reason(Feature feature) {
        return switch (feature) {
            case EXPLICIT_REQUEST -> Reason.EXPLICIT_REQUEST;
            case KEYWORD -> Reason.KEYWORD;
            case CRITICAL -> Reason.CRITICAL;
            case SENSITIVE_TOPIC, EMPATHY_NEEDED -> Reason.SENSITIVE_TOPIC;
            case COMPLAINT -> Reason.COMPLAINT;
            case CHURN_RISK -> Reason.CHURN_RISK;
            case TECHNICAL -> Reason.TECHNICAL;
            case FAILED_ATTEMPTS -> Reason.FAILED_ATTEMPTS;
            case OUT_OF_KNOWLEDGE -> Reason.OUT_OF_KNOWLEDGE;
            case REPEATED_QUESTION -> Reason.REPEATED_QUESTION;
            case NEGATIVE_SENTIMENT, MOOD_TREND, ANGRY_EMOJI, ELONGATION -> Reason.NEGATIVE_SENTIMENT;
            case SHOUTING -> Reason.SHOUTING;
            case UNSUPPORTED_CONTENT -> Reason.UNSUPPORTED_CONTENT;
            case SEGMENT -> Reason.VIP;
        };
    }
}
