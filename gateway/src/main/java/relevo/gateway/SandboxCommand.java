package relevo.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import relevo.dialog.ConfigException;
import relevo.dialog.Lookups;
import relevo.dialog.SampleLookups;
import relevo.gateway.desk.Feed;
import relevo.gateway.desk.FeedLimits;
import relevo.gateway.desk.Sandbox;
import relevo.gateway.whatsapp.SimulatedCloudApi;
import relevo.gateway.whatsapp.SimulatedConfig;
import relevo.journal.TenantKey;

/** The whole system on this machine with embedded parts; nothing leaves the host. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = {
            "The whole system on this machine, with a simulated WhatsApp: webhook on P, pages on P+1, Cloud API on"
                    + " P+2.",
            "Listens on 127.0.0.1 only. The data folder survives a restart."
        })
final class SandboxCommand implements Callable<Integer> {
    private static final String SECRET = "RELEVO_APP_SECRET";
    private static final String TOKEN = "RELEVO_VERIFY_TOKEN";
    private static final String API_TOKEN = "RELEVO_API_TOKEN";

    @Option(names = "--port", paramLabel = "P", description = "First of three ports (default: ${DEFAULT-VALUE}).")
    int port = 8080;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder (default: ${DEFAULT-VALUE}).")
    Path data = Path.of("data", "sandbox");

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description =
                    "Folder with packs/, which published suggestions change (default: a copy of the shipped one in the"
                            + " data folder).")
    @Nullable
    Path config;

    @Option(names = "--demo", description = "Begins with a month of made-up conversations, if the data folder is new.")
    boolean demo;

    @Option(
            names = "--durability",
            paramLabel = "WORD",
            description = "disk or process: what an acknowledgement waits for (default: ${DEFAULT-VALUE}).")
    String durability = "disk";

    @Option(
            names = "--no-limits",
            description = "Lifts the pace of sending and the limits of the simulated Cloud API, for measuring.")
    boolean noLimits;

    @Option(
            names = "--rehearse-seconds",
            paramLabel = "N",
            hidden = true,
            description = "Lets simulated customers write for so long and stops; for ./relevo warm.")
    int rehearseSeconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (port < 1 || port > 65_533) {
            throw Main.wrongUsage(spec, "--port must be from 1 to 65533, not " + port);
        }
        Files.createDirectories(data);
        Path packs = packs();
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("RELEVO_CLOUD_API_TOKEN", "sandbox-token");
        boolean ownSecret = environment.containsKey(SECRET) || environment.containsKey(SECRET + "_FILE");
        environment.putIfAbsent(SECRET, ownSecret ? "" : "sandbox-app-secret");
        environment.putIfAbsent(TOKEN, "sandbox-verify-token");
        boolean ownToken = environment.containsKey(API_TOKEN) || environment.containsKey(API_TOKEN + "_FILE");
        environment.putIfAbsent(API_TOKEN, ownToken ? "" : "sandbox-api-token");
        Secrets secrets = new Secrets(environment);

        GatewayConfig sandbox = sandboxConfig();
        SandboxWorld world =
                new SandboxWorld(data, sandbox.numbers().getFirst().phoneNumberId(), new Feed(FeedLimits.shipped()));
        Map<String, String> displays = new HashMap<>();
        sandbox.numbers().forEach(number -> displays.put(number.phoneNumberId(), number.display()));
        SimulatedCloudApi cloud = new SimulatedCloudApi(
                new SimulatedConfig(
                        port + 2,
                        data.resolve("cloud-api"),
                        secrets.require(SECRET),
                        null,
                        displays,
                        noLimits ? SimulatedConfig.Limits.OFF : SimulatedConfig.Limits.DOCUMENTED,
                        SimulatedConfig.Redelivery.QUICK,
                        true,
                        new SecureRandom().nextLong()),
                System::currentTimeMillis,
                world);
        TenantKey tenant = tenantKey();
        if (demo && !Files.exists(data.resolve("journal"))) {
            DemoProcess.run(Main.home(), data, packs);
        }
        Gateway gateway = new Gateway(
                sandbox, data, packs, secrets, tenant, sampleLookups(sandbox, packs), world, Shutdown::onFault);
        world.connect(gateway, cloud);
        cloud.deliverTo(
                URI.create("http://127.0.0.1:" + port + sandbox.webhook().path()));
        gateway.start(new Sandbox(world, world, world.feed(), gateway::figures), new NightProcess(Main.home(), data));
        Shutdown.closeAtExit(() -> {
            gateway.close();
            cloud.close();
        });

        out.println("webhook    http://127.0.0.1:" + port + sandbox.webhook().path());
        out.println("cloud api  " + cloud.url());
        out.println("app secret " + (ownSecret ? "from " + SECRET : secrets.require(SECRET)) + ", verify token "
                + (System.getenv(TOKEN) == null ? secrets.require(TOKEN) : "from " + TOKEN));
        out.println("agents api http://127.0.0.1:" + gateway.adminPort() + "/v1/openapi.yaml, token "
                + (ownToken ? "from " + API_TOKEN : secrets.require(API_TOKEN)));
        out.println("review     http://127.0.0.1:" + gateway.adminPort() + "/review/");
        out.println("open       http://127.0.0.1:" + gateway.adminPort() + "/");
        out.println("ready http://127.0.0.1:" + gateway.adminPort() + "/");
        out.flush();
        if (rehearseSeconds > 0) {
            long acknowledged = new Rehearsal(cloud, sandbox.numbers(), packs).play(rehearseSeconds);
            out.println("rehearsed with " + acknowledged + " messages");
            return acknowledged > 0 ? 0 : 1;
        }
        new CountDownLatch(1).await();
        return 0;
    }

    /** The shipped configuration on loopback, with the numbers of the sample payloads. */
    private GatewayConfig sandboxConfig() {
        if (!durability.equals("disk") && !durability.equals("process")) {
            throw Main.wrongUsage(spec, "--durability must be disk or process, not " + durability);
        }
        GatewayConfig shipped = GatewayConfig.shipped();
        GatewayConfig.Webhook webhook = shipped.webhook();
        GatewayConfig.Journal journal = shipped.journal();
        GatewayConfig.Out out = shipped.outbox();
        return new GatewayConfig(
                webhook.on("127.0.0.1", port),
                new GatewayConfig.Admin("127.0.0.1", port + 1, shipped.admin().tokenEnv(), true),
                shipped.apps(),
                numbers(noLimits ? 1_000_000 : 80),
                journal.small(durability),
                shipped.pipeline(),
                noLimits ? out.unlimited() : out,
                shipped.lookups(),
                shipped.desk(),
                new GatewayConfig.Cloud(
                        "http://127.0.0.1:" + (port + 2),
                        shipped.cloudApi().version(),
                        shipped.cloudApi().tokenEnv(),
                        shipped.cloudApi().connectionsMax()));
    }

    /** The business numbers of the sample payloads, each with a pack of its own. */
    static List<GatewayConfig.Number> numbers(int messagesPerSecondMax) {
        List<GatewayConfig.Number> numbers = new ArrayList<>();
        List<String> packs = List.of("retail", "telco", "salud", "banca");
        for (int i = 0; i < packs.size(); i++) {
            numbers.add(new GatewayConfig.Number(
                    "90000000000000" + (i + 1), "3491000000" + (i + 1), packs.get(i), messagesPerSecondMax));
        }
        return numbers;
    }

    /** The made-up records of each number's pack. */
    private static Map<String, Lookups> sampleLookups(GatewayConfig sandbox, Path packs) {
        Map<String, Lookups> byNumber = new HashMap<>();
        sandbox.numbers()
                .forEach(
                        number -> byNumber.put(number.phoneNumberId(), SampleLookups.of(packs.resolve(number.pack()))));
        return byNumber;
    }

    /** The packs to decide with. Those of a sandbox follow the shipped ones until a suggestion was published in it. */
    private Path packs() throws IOException {
        if (config != null) {
            return config.resolve("packs");
        }
        Path shipped = Main.home().resolve("config").resolve("packs");
        Path own = data.resolve("packs");
        try (Stream<Path> files = Files.exists(own) ? Files.walk(own) : Stream.empty()) {
            if (files.anyMatch(file -> file.endsWith(".history"))) {
                return own;
            }
        }
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = own.resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling("."));
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return own;
    }

    /** The sandbox makes a tenant key of its own and keeps it with its data. */
    private TenantKey tenantKey() throws IOException {
        Path file = data.resolve("tenant-key");
        if (!Files.exists(file)) {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            Files.writeString(file, HexFormat.of().formatHex(key));
        }
        try {
            return TenantKey.read(file);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        }
    }
}
