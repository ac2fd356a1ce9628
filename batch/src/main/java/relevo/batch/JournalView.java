package relevo.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import relevo.journal.ContactKeys;
import relevo.journal.Log;
import relevo.journal.LogView;
import relevo.journal.TenantKey;

/**
 * The journal in a gateway's data folder as it stands now, for another process than the gateway, which may be running:
 *
 * <pre>
 * DATA/journal        the log
 * DATA/contact-keys   what payloads are sealed with, itself wrapped under the tenant key
 * DATA/tenant-key     the tenant key of a sandbox; else it comes from RELEVO_TENANT_KEY or the file RELEVO_TENANT_KEY_FILE
 * </pre>
 *
 * @param log for reading only
 * @param keys closed with it
 */
public record JournalView(Log log, ContactKeys keys) implements NightlyRun.Source {
    private static final String TENANT_KEY = "RELEVO_TENANT_KEY";

    /**
     * Opens the journal.
     *
     * @param environment where secrets come from
     * @throws IllegalArgumentException when the tenant key is missing or is none
     * @throws relevo.journal.JournalException when there is no journal, or it cannot be read with this key
     */
    public static JournalView open(Path dataFolder, Map<String, String> environment) {
        TenantKey tenant = tenantKey(dataFolder, environment);
        ContactKeys keys = ContactKeys.openReadOnly(dataFolder.resolve("contact-keys"), tenant);
        boolean opened = false;
        try {
            JournalView view = new JournalView(LogView.open(dataFolder.resolve("journal"), keys), keys);
            opened = true;
            return view;
        } finally {
            if (!opened) {
                keys.close();
            }
        }
    }

    @Override
    public void close() {
        log.close();
        keys.close();
    }

    private static TenantKey tenantKey(Path dataFolder, Map<String, String> environment) {
        Path own = dataFolder.resolve("tenant-key");
        if (Files.exists(own)) {
            return TenantKey.read(own);
        }
        String text = environment.get(TENANT_KEY);
        if (text != null && !text.isBlank()) {
            return TenantKey.parse(text);
        }
        String file = environment.get(TENANT_KEY + "_FILE");
        if (file != null && !file.isBlank()) {
            return TenantKey.read(Path.of(file));
        }
        throw new IllegalArgumentException("the journal is sealed: set " + TENANT_KEY + " or " + TENANT_KEY + "_FILE");
    }
}
