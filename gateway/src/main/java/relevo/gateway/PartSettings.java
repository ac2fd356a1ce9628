package relevo.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import relevo.gateway.desk.AdminConfig;
import relevo.gateway.http.Handshake;
import relevo.gateway.http.HttpConfig;
import relevo.gateway.http.Signatures;
import relevo.gateway.outbox.OutboxConfig;
import relevo.gateway.pipeline.LookupCalls;
import relevo.gateway.pipeline.PipelineConfig;
import relevo.gateway.whatsapp.CloudApiConfig;
import relevo.gateway.whatsapp.HttpLimits;
import relevo.gateway.whatsapp.ParserLimits;
import relevo.journal.DedupeWindow;
import relevo.journal.Durability;
import relevo.journal.JournalConfig;
import relevo.journal.RollEvery;

/** What {@code relevo.yaml} says, in the words of each part of the gateway; what it leaves unsaid are the part's defaults. */
record PartSettings(GatewayConfig config) {
    private static final long MIB = 1L << 20;
    private static final int DEDUPE_SEGMENT_KEYS = 250_000;
    private static final int CONNECT_TIMEOUT_MS = 3_000;
    private static final int POOL_TIMEOUT_MS = 5_000;
    private static final int IDLE_CONNECTION_MS = 20_000;

    Signatures signatures(Secrets secrets) {
        return new Signatures(config.apps().stream()
                .map(app -> new Signatures.App(
                        app.name(), Set.of(), secrets.require(app.secretEnv()), secrets.find(app.previousSecretEnv())))
                .toList());
    }

    Handshake handshake(Secrets secrets) {
        return new Handshake(config.apps().stream()
                .map(app -> secrets.require(app.verifyTokenEnv()))
                .toList());
    }

    /** How many messages a second each of our numbers may send, by phone_number_id. */
    Map<String, Integer> numbers() {
        Map<String, Integer> rates = new HashMap<>();
        config.numbers().forEach(number -> rates.put(number.phoneNumberId(), number.messagesPerSecondMax()));
        return rates;
    }

    HttpConfig http() {
        GatewayConfig.Webhook port = config.webhook();
        HttpConfig defaults = HttpConfig.defaults(port.host(), port.port());
        return new HttpConfig(
                port.host(),
                port.port(),
                port.path(),
                port.eventLoops(),
                port.bodyBytesMax(),
                defaults.bodiesBytesMax(),
                defaults.requestLineBytesMax(),
                defaults.headerBytesMax(),
                port.requestDeadlineMs(),
                port.idleMs(),
                port.ackTimeoutMs(),
                defaults.lingerMs(),
                port.connectionsMax(),
                port.connectionsPerAddressMax(),
                defaults.pipelinedMax(),
                defaults.badSignaturesMax(),
                defaults.directBytesMax(),
                defaults.backlog(),
                port.tlsCertificateFile().isEmpty()
                        ? null
                        : new HttpConfig.TlsFiles(Path.of(port.tlsCertificateFile()), Path.of(port.tlsKeyFile())));
    }

    ParserLimits parser() {
        return ParserLimits.DEFAULTS.withEventAgeMaxMs(
                TimeUnit.DAYS.toMillis(config.webhook().eventAgeMaxDays()));
    }

    JournalConfig journal(Path journalDir) {
        GatewayConfig.Journal journal = config.journal();
        return new JournalConfig(
                journalDir,
                journal.durability().equals("disk") ? Durability.DISK : Durability.PROCESS,
                journal.rollCycle().equals("hourly") ? RollEvery.HOUR : RollEvery.FIVE_MINUTES,
                journal.allocateAheadMib() * MIB,
                journal.freeMinMib() * MIB,
                journal.reserveMib() * MIB,
                journal.retentionDays(),
                journal.clockForwardMaxMs());
    }

    DedupeWindow.Limits dedupe() {
        return new DedupeWindow.Limits(TimeUnit.DAYS.toMillis(config.journal().dedupeDays()), DEDUPE_SEGMENT_KEYS);
    }

    PipelineConfig pipeline() {
        GatewayConfig.Ring ring = config.pipeline();
        return new PipelineConfig(
                ring.ringSlots(),
                ring.decideShards(),
                ring.groupMax(),
                ring.idleMs(),
                ring.decideNiceness(),
                ring.conversationsMax());
    }

    LookupCalls.Limits lookups() {
        GatewayConfig.LookupPort lookups = config.lookups();
        return new LookupCalls.Limits(lookups.concurrentMax(), lookups.waitingMax(), lookups.budgetMs());
    }

    OutboxConfig outbox() {
        GatewayConfig.Out out = config.outbox();
        OutboxConfig defaults = OutboxConfig.DEFAULT;
        return new OutboxConfig(
                out.pendingMax(),
                Math.max(1, out.pendingMax() / 2),
                out.inFlightMax(),
                defaults.trackedMax(),
                config.pipeline().conversationsMax(),
                out.unknownWaitMs(),
                out.markRead(),
                out.typing(),
                defaults.typingWaitMs(),
                defaults.idleMs(),
                out.gatherMs(),
                new OutboxConfig.Pacing(80, numbers(), true, out.pairBurst(), out.pairRefillMs()));
    }

    CloudApiConfig cloudApi() {
        GatewayConfig.Cloud cloud = config.cloudApi();
        return new CloudApiConfig(
                URI.create(cloud.baseUrl()),
                cloud.version(),
                new HttpLimits(
                        cloud.connectionsMax(),
                        config.outbox().inFlightMax(),
                        CONNECT_TIMEOUT_MS,
                        POOL_TIMEOUT_MS,
                        (int) config.outbox().sendDeadlineMs(),
                        IDLE_CONNECTION_MS),
                null);
    }

    AdminConfig admin() {
        AdminConfig defaults = AdminConfig.loopback(config.admin().port());
        return new AdminConfig(
                config.admin().host(),
                defaults.port(),
                defaults.hosts(),
                defaults.bodyBytesMax(),
                defaults.connectionsMax(),
                defaults.idleTimeoutMs(),
                defaults.stopTimeoutMs());
    }
}
