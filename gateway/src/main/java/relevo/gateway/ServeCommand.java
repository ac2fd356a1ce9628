package relevo.gateway;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import relevo.dialog.ConfigException;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.gateway.pipeline.DecisionListener;
import relevo.journal.Tag;
import relevo.journal.TenantKey;

/** Production. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the gateway with a configuration folder until it is told to stop (SIGTERM).")
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Folder with relevo.yaml and packs/ (default: the shipped one).")
    Path config = Main.home().resolve("config");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        GatewayConfig loaded = GatewayConfig.load(config);
        Secrets secrets = new Secrets(System.getenv());
        secrets.require(loaded.cloudApi().tokenEnv());
        TenantKey tenant = tenantKey(secrets.require(loaded.journal().tenantKeyEnv()), loaded);
        Path data = Path.of(loaded.journal().dir());
        Gateway gateway = new Gateway(
                loaded,
                data,
                config.resolve("packs"),
                secrets,
                tenant,
                HttpLookups.of(loaded, secrets),
                new Silence(),
                Shutdown::onFault);
        gateway.start(null);
        spec.commandLine()
                .getOut()
                .println("ready webhook " + gateway.webhookAddress() + " admin port " + gateway.adminPort());
        Shutdown.closeAtExit(gateway);
        new CountDownLatch(1).await();
        return 0;
    }

    private static TenantKey tenantKey(String text, GatewayConfig config) {
        try {
            return TenantKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(config.journal().tenantKeyEnv() + ": " + e.getMessage(), e);
        }
    }

    /** Nobody listens but the metrics. */
    private record Silence() implements DecisionListener {
        @Override
        public void decided(long sequence, Tag contact, Decided decided, Conversation after) {}

        @Override
        public void messagesDecided() {}
    }
}
