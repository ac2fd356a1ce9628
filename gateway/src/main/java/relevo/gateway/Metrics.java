package relevo.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.gateway.desk.Board;
import relevo.gateway.http.WebhookCounters;
import relevo.gateway.outbox.OutboxCounters;
import relevo.gateway.pipeline.Pipeline;
import relevo.gateway.pipeline.PipelineCounters;
import relevo.journal.LocalLog;

/**
 * What {@code /metrics} shows: Prometheus names in base units, with few and bounded labels (fixed words only, never a
 * contact). Read-only over the counters of the parts; safe for use from any thread.
 */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    /** Looked up at every decision, which the registry does by building and hashing the labels anew. */
    private final Map<Words, Counter> decisions = new ConcurrentHashMap<>();

    private final MultiGauge requests;
    private final MultiGauge quarantined;
    private final WebhookCounters webhooks;

    /** The labels of a decision: published words, so there are few. */
    private record Words(String kind, String reason, String lang) {}

    Metrics(
            WebhookCounters webhooks,
            PipelineCounters counters,
            Vitals vitals,
            Pipeline pipeline,
            Supplier<OutboxCounters> outbox,
            LocalLog log,
            Board board) {
        this.webhooks = webhooks;
        requests = MultiGauge.builder("wh.requests.answered").register(registry);
        quarantined = MultiGauge.builder("wh.quarantined").register(registry);

        count("wh.acknowledged", counters, c -> c.acknowledged.sum());
        count("updates", counters, c -> c.updates.sum());
        count("duplicates", counters, c -> c.duplicates.sum());
        count("refused", counters, c -> c.refused.sum());
        count("ring.full", counters, c -> c.ringFull.sum());
        count("journal.forces", counters, c -> c.groups.sum());
        count("decisions.made", counters, c -> c.decisions.sum());
        count("decisions.failed", counters, c -> c.internalErrors.sum());
        count("decide.catchups", counters, c -> c.catchUps.sum());
        count("wh.bad.signatures", webhooks, WebhookCounters::badSignatures);
        count("wh.ack.timeouts", webhooks, WebhookCounters::ackTimeouts);
        count("wh.deadlines", webhooks, WebhookCounters::deadlines);
        count("wh.turned.away", webhooks, WebhookCounters::turnedAway);
        count("wh.connections.broken", webhooks, WebhookCounters::brokenConnections);
        count("wh.foreign.objects", webhooks, WebhookCounters::foreignObjects);
        count("wh.bad.timestamps", webhooks, WebhookCounters::badTimestamps);
        count("wh.coerced", webhooks, WebhookCounters::coerced);
        gauge("wh.connections", webhooks, WebhookCounters::connections);

        quantile("wh.ack.seconds", "0.5", vitals, sample -> sample.ackP50Ms() / 1e3);
        quantile("wh.ack.seconds", "0.99", vitals, sample -> sample.ackP99Ms() / 1e3);
        quantile("wh.ack.seconds", "0.999", vitals, sample -> sample.ackP999Ms() / 1e3);
        quantile("decision.seconds", "0.5", vitals, sample -> sample.decisionP50Us() / 1e6);
        quantile("decision.seconds", "0.99", vitals, sample -> sample.decisionP99Us() / 1e6);
        gauge("ring.remaining", pipeline, Pipeline::room);
        gauge("conversations", pipeline, Pipeline::conversationCount);
        gauge("journal.sequence", log, LocalLog::lastSequence);
        gauge("journal.durable.sequence", log, LocalLog::durableSequence);
        gauge("journal.clock.off.seconds", log, l -> l.clock().offByMs() / 1e3);

        gauge("handoffs.waiting", board, Board::waiting);
        gauge("handoffs.unclaimed", board, Board::unclaimed);

        outbox(outbox);
    }

    private void outbox(Supplier<OutboxCounters> outbox) {
        outboxCount("accepted", outbox, OutboxCounters::accepted);
        outboxCount("refused", outbox, OutboxCounters::refused);
        outboxCount("failed", outbox, OutboxCounters::failed);
        outboxCount("fenced", outbox, OutboxCounters::fenced);
        outboxCount("stopped", outbox, OutboxCounters::stopped);
        outboxCount("outside-window", outbox, OutboxCounters::outsideWindow);
        outboxCount("repeated", outbox, OutboxCounters::repeats);
        outboxCount("unresolved", outbox, OutboxCounters::unresolved);
        gauge("outbox.pending", outbox, o -> o.get().pending());
        gauge("outbox.in.flight", outbox, o -> o.get().inFlight());
        gauge("outbox.oldest.pending.seconds", outbox, o -> o.get().oldestPendingMs() / 1e3);
        gauge("journal.read.through", outbox, o -> o.get().readThrough());
        count("outbox.read.back", outbox, o -> o.get().readBack());
        count("outbox.forces", outbox, o -> o.get().forces());
        count("outbox.alarms", outbox, o -> o.get().alarms());
    }

    private void outboxCount(String result, Supplier<OutboxCounters> outbox, ToDoubleFunction<OutboxCounters> count) {
        FunctionCounter.builder("outbound", outbox, o -> count.applyAsDouble(o.get()))
                .tag("result", result)
                .register(registry);
    }

    private <T> void count(String name, T source, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, source, count).register(registry);
    }

    private <T> void gauge(String name, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value).register(registry);
    }

    private void quantile(String name, String quantile, Vitals vitals, ToDoubleFunction<Vitals.Sample> value) {
        Gauge.builder(name, vitals, v -> value.applyAsDouble(v.sample()))
                .tag("quantile", quantile)
                .register(registry);
    }

    /** Counts what was decided by the published words. Called by the decide threads. */
    void decided(Decided decided) {
        for (Decision decision : decided.decisions()) {
            String reason = decision instanceof Decision.Escalate escalate
                    ? escalate.handover().reasons().getFirst().word()
                    : "";
            decisions
                    .computeIfAbsent(
                            new Words(
                                    decision.kind(),
                                    reason,
                                    decided.explanation().lang()),
                            this::counter)
                    .increment();
        }
    }

    private Counter counter(Words words) {
        return registry.counter("decisions", "decision", words.kind(), "reason", words.reason(), "lang", words.lang());
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Brings in the series whose labels appear as they occur; once a second is enough. */
    void refresh() {
        requests.register(rows(webhooks.requests(), "status"), true);
        quarantined.register(rows(webhooks.quarantined(), "reason"), true);
    }

    private static List<MultiGauge.Row<?>> rows(Map<String, Long> counts, String label) {
        return counts.entrySet().stream()
                .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(Tags.of(label, entry.getKey()), entry.getValue()))
                .toList();
    }
}
