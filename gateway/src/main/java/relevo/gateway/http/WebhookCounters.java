package relevo.gateway.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import relevo.gateway.whatsapp.Webhook;

/**
 * What happened at the webhook port since it started. Written by the event loops, read by whoever exposes metrics; any
 * thread. The names are fixed words, so the number of series is bounded.
 */
public final class WebhookCounters {
    private final Map<Answer, LongAdder> answers = new EnumMap<>(Answer.class);
    private final Map<String, LongAdder> quarantined = new ConcurrentHashMap<>();
    private final LongAdder coerced = new LongAdder();
    private final LongAdder badTimestamps = new LongAdder();
    private final LongAdder foreignObjects = new LongAdder();
    private final LongAdder deadlines = new LongAdder();
    private final LongAdder ackTimeouts = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder brokenConnections = new LongAdder();
    private final AtomicInteger connections = new AtomicInteger();

    public WebhookCounters() {
        for (Answer answer : Answer.values()) {
            answers.put(answer, new LongAdder());
        }
    }

    /** Requests answered so far by status, e.g. {@code 200}; only those that occurred. */
    public Map<String, Long> requests() {
        Map<String, Long> counts = new TreeMap<>();
        for (Answer answer : Answer.values()) {
            long count = of(answer).sum();
            if (count > 0 && answer != Answer.CONTINUE) {
                counts.put(Integer.toString(answer.status()), count);
            }
        }
        return counts;
    }

    /** Quarantined items and bodies by reason; only those that occurred. */
    public Map<String, Long> quarantined() {
        Map<String, Long> counts = new TreeMap<>();
        quarantined.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }

    /** Requests that nobody we know has signed. */
    public long badSignatures() {
        return of(Answer.UNAUTHORIZED).sum();
    }

    /** Changes for a number that is not served here. */
    public long unknownNumbers() {
        LongAdder count = quarantined.get("unknown-number");
        return count == null ? 0 : count.sum();
    }

    /** Numbers taken where a string belongs. */
    public long coerced() {
        return coerced.sum();
    }

    /** Timestamps that could not be believed. */
    public long badTimestamps() {
        return badTimestamps.sum();
    }

    /** Events of another product on our address. */
    public long foreignObjects() {
        return foreignObjects.sum();
    }

    /** Connections closed because a request did not arrive in time. */
    public long deadlines() {
        return deadlines.sum();
    }

    /** Requests answered 503 because nobody said in time that they were durable. */
    public long ackTimeouts() {
        return ackTimeouts.sum();
    }

    /** Connections closed at once because there were too many. */
    public long turnedAway() {
        return turnedAway.sum();
    }

    /** Connections that the other side or the network broke. */
    public long brokenConnections() {
        return brokenConnections.sum();
    }

    /** Open connections now. */
    public int connections() {
        return connections.get();
    }

    void count(Answer answer) {
        of(answer).increment();
    }

    void count(Webhook webhook) {
        for (Webhook.Quarantined item : webhook.quarantined()) {
            quarantined
                    .computeIfAbsent(item.reason(), reason -> new LongAdder())
                    .increment();
        }
        coerced.add(webhook.coerced());
        badTimestamps.add(webhook.badTimestamps());
        foreignObjects.add(webhook.foreignObjects());
    }

    void countDeadline() {
        deadlines.increment();
    }

    void countAckTimeout() {
        ackTimeouts.increment();
    }

    void countTurnedAway() {
        turnedAway.increment();
    }

    void countBroken() {
        brokenConnections.increment();
    }

    int opened() {
        return connections.incrementAndGet();
    }

    void closed() {
        connections.decrementAndGet();
    }

    /** All of them are there from the start, so that the map itself is only ever read. */
    private LongAdder of(Answer answer) {
        return Objects.requireNonNull(answers.get(answer));
    }
}
