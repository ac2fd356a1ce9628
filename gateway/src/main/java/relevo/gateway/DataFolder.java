package relevo.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import relevo.dialog.ConfigException;
import relevo.journal.TenantKey;

/** What a data folder says about itself: its key, and which pack answers on a number. Stateless. */
final class DataFolder {
    private DataFolder() {}

    /** The sandbox's own key beside its data, else the one of the environment. */
    static TenantKey tenantKey(Path data) {
        Path own = data.resolve("tenant-key");
        return Files.exists(own)
                ? TenantKey.read(own)
                : TenantKey.parse(new Secrets(System.getenv()).require("RELEVO_TENANT_KEY"));
    }

    /** The pack of a business number: as configured, else as the sandbox has it. */
    static String packOf(String number, Path config) {
        for (GatewayConfig.Number configured : GatewayConfig.load(config).numbers()) {
            if (configured.phoneNumberId().equals(number)) {
                return configured.pack();
            }
        }
        for (GatewayConfig.Number made : SandboxCommand.numbers(1)) {
            if (made.phoneNumberId().equals(number)) {
                return made.pack();
            }
        }
        throw new ConfigException("number " + number + " is not configured in " + config + "; say --pack");
    }
}
