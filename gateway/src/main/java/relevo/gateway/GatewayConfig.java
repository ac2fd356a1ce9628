package relevo.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import relevo.dialog.ConfigException;
import relevo.dialog.YamlNode;

/**
 * {@code relevo.yaml}, typed: one small record a concern; keys are the component names in kebab-case, units last. Secrets
 * are named here, never written: see {@link Secrets}.
 */
public record GatewayConfig(
        Webhook webhook,
        Admin admin,
        List<App> apps,
        List<Number> numbers,
        Journal journal,
        Ring pipeline,
        Out outbox,
        LookupPort lookups,
        Desk desk,
        Cloud cloudApi) {

    /**
     * The webhook port.
     *
     * @param eventAgeMaxDays updates that happened longer ago are quarantined; 0: never
     * @param tlsCertificateFile PEM chain; empty: plain HTTP behind a proxy that ends TLS
     */
    public record Webhook(
            String host,
            int port,
            String path,
            int bodyBytesMax,
            long requestDeadlineMs,
            long idleMs,
            long ackTimeoutMs,
            int connectionsMax,
            int connectionsPerAddressMax,
            int eventLoops,
            int eventAgeMaxDays,
            String tlsCertificateFile,
            String tlsKeyFile) {
        /** The same port elsewhere, without TLS. */
        Webhook on(String otherHost, int otherPort) {
            return new Webhook(
                    otherHost,
                    otherPort,
                    path,
                    bodyBytesMax,
                    requestDeadlineMs,
                    idleMs,
                    ackTimeoutMs,
                    connectionsMax,
                    connectionsPerAddressMax,
                    eventLoops,
                    eventAgeMaxDays,
                    "",
                    "");
        }
    }

    /**
     * The port of pages, health, metrics and the API; loopback unless said otherwise.
     *
     * @param review whether the review pages are offered: they have no login, so whoever reaches the port may publish
     */
    public record Admin(String host, int port, String tokenEnv, boolean review) {}

    /** One app of the provider: what its webhooks are signed with, and the token of its handshake. */
    public record App(String name, String secretEnv, String previousSecretEnv, String verifyTokenEnv) {}

    /** One business number and the content pack that answers on it. */
    public record Number(String phoneNumberId, String display, String pack, int messagesPerSecondMax) {}

    /** The log of record. {@code dir} is relative to the working directory. */
    public record Journal(
            String dir,
            String durability,
            String tenantKeyEnv,
            String rollCycle,
            int allocateAheadMib,
            int freeMinMib,
            int reserveMib,
            long clockForwardMaxMs,
            int retentionDays,
            int dedupeDays,
            long snapshotEveryMs,
            long snapshotEveryEntries) {
        /** The same on a workstation: claims and keeps free little disk. */
        Journal small(String otherDurability) {
            return new Journal(
                    dir,
                    otherDurability,
                    tenantKeyEnv,
                    rollCycle,
                    16,
                    64,
                    0,
                    clockForwardMaxMs,
                    retentionDays,
                    dedupeDays,
                    snapshotEveryMs,
                    snapshotEveryEntries);
        }
    }

    /** The ring and its stages. */
    public record Ring(
            int ringSlots,
            int decideShards,
            int groupMax,
            long idleMs,
            int decideNiceness,
            int conversationsMax,
            long drainMs) {}

    /** Sending. */
    public record Out(
            int pendingMax,
            int inFlightMax,
            int pairBurst,
            long pairRefillMs,
            long unknownWaitMs,
            long sendDeadlineMs,
            long gatherMs,
            boolean markRead,
            boolean typing) {
        /** As fast as the other side takes messages; for measuring. */
        Out unlimited() {
            return new Out(
                    pendingMax, inFlightMax, 1_000, 0, unknownWaitMs, sendDeadlineMs, gatherMs, markRead, typing);
        }
    }

    /** How guided flows ask other systems; {@code budgetMs} is from the decision to the outcome. */
    public record LookupPort(
            int concurrentMax, int waitingMax, long budgetMs, int answerBytesMax, List<LookupCall> calls) {}

    /** Whom one lookup of a pack asks. {@code tokenEnv}: its bearer token; empty: none. */
    public record LookupCall(String pack, String name, String url, String tokenEnv) {}

    /** Agents and their queues. */
    public record Desk(int serviceSeconds, long dutyLeaseMs, long answerWithinMs) {}

    /** The provider's API. */
    public record Cloud(String baseUrl, String version, String tokenEnv, int connectionsMax) {}

    /** Reads {@code relevo.yaml} of a configuration folder over the defaults that are shipped. */
    public static GatewayConfig load(Path folder) {
        Path file = folder.resolve("relevo.yaml");
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(file + ": not there; copy the one that is shipped in config/");
        }
        return of(defaults().overlaid(YamlNode.read(file), false));
    }

    /** The defaults as shipped. */
    public static GatewayConfig shipped() {
        return of(defaults());
    }

    private static YamlNode defaults() {
        try (InputStream shipped = GatewayConfig.class.getResourceAsStream("/relevo.yaml")) {
            if (shipped == null) {
                throw new IllegalStateException("relevo.yaml is missing from the jar");
            }
            return YamlNode.parse("relevo.yaml (shipped)", new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("relevo.yaml cannot be read from the jar", e);
        }
    }

    private static GatewayConfig of(YamlNode root) {
        GatewayConfig config = new GatewayConfig(
                all(
                        root.need("webhook"),
                        node -> new Webhook(
                                node.need("host").text(),
                                port(node),
                                node.need("path").text(),
                                whole(node, "body-bytes-max", 1024, 64 << 20),
                                node.need("request-deadline-ms").integer(100, 600_000),
                                node.need("idle-ms").integer(100, 3_600_000),
                                node.need("ack-timeout-ms").integer(10, 600_000),
                                whole(node, "connections-max", 1, 1_000_000),
                                whole(node, "connections-per-address-max", 1, 1_000_000),
                                whole(node, "event-loops", 1, 256),
                                whole(node, "event-age-max-days", 0, 3_650),
                                optional(node, "tls-certificate-file"),
                                optional(node, "tls-key-file"))),
                all(
                        root.need("admin"),
                        node -> new Admin(
                                node.need("host").text(),
                                port(node),
                                node.need("token-env").text(),
                                node.need("review").flag())),
                root.need("apps").items().stream()
                        .map(item -> all(
                                item,
                                node -> new App(
                                        node.need("name").text(),
                                        node.need("secret-env").text(),
                                        optional(node, "previous-secret-env"),
                                        node.need("verify-token-env").text())))
                        .toList(),
                root.need("numbers").items().stream()
                        .map(item -> all(
                                item,
                                node -> new Number(
                                        node.need("phone-number-id").text(),
                                        optional(node, "display"),
                                        node.need("pack").text(),
                                        whole(node, "messages-per-second-max", 1, 1_000))))
                        .toList(),
                all(
                        root.need("journal"),
                        node -> new Journal(
                                node.need("dir").text(),
                                oneOf(node, "durability", "disk", "process"),
                                node.need("tenant-key-env").text(),
                                oneOf(node, "roll-cycle", "hourly", "five-minutely"),
                                whole(node, "allocate-ahead-mib", 1, 4_096),
                                whole(node, "free-min-mib", 0, 1 << 20),
                                whole(node, "reserve-mib", 0, 1 << 20),
                                node.need("clock-forward-max-ms").integer(0, Long.MAX_VALUE / 4),
                                whole(node, "retention-days", 1, 3_650),
                                whole(node, "dedupe-days", 1, 60),
                                node.need("snapshot-every-ms").integer(100, 86_400_000),
                                node.need("snapshot-every-entries").integer(100, 1_000_000_000))),
                all(
                        root.need("pipeline"),
                        node -> new Ring(
                                whole(node, "ring-slots", 2, 1 << 22),
                                whole(node, "decide-shards", 1, 64),
                                whole(node, "group-max", 1, 100_000),
                                node.need("idle-ms").integer(1, 10_000),
                                whole(node, "decide-niceness", 0, 19),
                                whole(node, "conversations-max", 1, 100_000_000),
                                node.need("drain-ms").integer(0, 600_000))),
                all(
                        root.need("outbox"),
                        node -> new Out(
                                whole(node, "pending-max", 1, 10_000_000),
                                whole(node, "in-flight-max", 1, 100_000),
                                whole(node, "pair-burst", 1, 10_000),
                                node.need("pair-refill-ms").integer(0, 600_000),
                                node.need("unknown-wait-ms").integer(0, 86_400_000),
                                node.need("send-deadline-ms").integer(100, 600_000),
                                node.need("gather-ms").integer(0, 1_000),
                                node.need("mark-read").flag(),
                                node.need("typing").flag())),
                all(root.need("lookups"), GatewayConfig::lookupPort),
                all(
                        root.need("desk"),
                        node -> new Desk(
                                whole(node, "service-seconds", 1, 86_400),
                                node.need("duty-lease-ms").integer(1_000, 86_400_000),
                                node.need("answer-within-ms").integer(1_000, 86_400_000))),
                all(
                        root.need("cloud-api"),
                        node -> new Cloud(
                                node.need("base-url").text(),
                                node.need("version").text(),
                                node.need("token-env").text(),
                                whole(node, "connections-max", 1, 10_000))));
        root.done();
        return config;
    }

    private static LookupPort lookupPort(YamlNode node) {
        return new LookupPort(
                whole(node, "concurrent-max", 1, 1_000),
                whole(node, "waiting-max", 1, 100_000),
                node.need("budget-ms").integer(10, 3_900),
                whole(node, "answer-bytes-max", 64, 1 << 20),
                node.need("calls").items().stream()
                        .map(item -> all(item, GatewayConfig::lookupCall))
                        .toList());
    }

    private static LookupCall lookupCall(YamlNode node) {
        String url = node.need("url").text();
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw node.need("url").wrong("must begin with https:// or http://");
        }
        return new LookupCall(node.need("pack").text(), node.need("name").text(), url, optional(node, "token-env"));
    }

    private static <T> T all(YamlNode node, Function<YamlNode, T> read) {
        T concern = read.apply(node);
        node.done();
        return concern;
    }

    private static int port(YamlNode node) {
        return whole(node, "port", 0, 65_535);
    }

    private static int whole(YamlNode node, String key, int min, int max) {
        return (int) node.need(key).integer(min, max);
    }

    private static String optional(YamlNode node, String key) {
        YamlNode field = node.find(key);
        return field == null ? "" : field.textOrEmpty();
    }

    private static String oneOf(YamlNode node, String key, String... words) {
        String word = node.need(key).text();
        if (!List.of(words).contains(word)) {
            throw node.need(key).wrong("must be one of " + String.join(", ", words) + ", not '" + word + "'");
        }
        return word;
    }
}
