package relevo.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import relevo.journal.ContactKeys;
import relevo.journal.JournalException;
import relevo.journal.LogView;
import relevo.journal.Tag;

/** The data folder that a command looks into, beside the gateway that owns it. */
final class DataOption {
    @Option(names = "--data", paramLabel = "DIR", description = "Data folder (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("data", "sandbox");

    /** A journal as it stands now, and the keys that open it. */
    record Opened(ContactKeys keys, LogView log) implements AutoCloseable {
        @Override
        public void close() {
            log.close();
            keys.close();
        }
    }

    /** Opens the journal to be read; a {@link JournalException} when there is none. */
    Opened read() {
        Path journal = journal();
        ContactKeys keys = ContactKeys.openReadOnly(Gateway.keyFile(folder), DataFolder.tenantKey(folder));
        Opened opened = null;
        try {
            opened = new Opened(keys, LogView.open(journal, keys));
            return opened;
        } finally {
            if (opened == null) {
                keys.close();
            }
        }
    }

    /** Opens the keys to change them; the gateway must not run. */
    ContactKeys ownKeys() {
        journal();
        return ContactKeys.open(Gateway.keyFile(folder), DataFolder.tenantKey(folder));
    }

    private Path journal() {
        Path journal = Gateway.journalDir(folder);
        if (!Files.isDirectory(journal)) {
            throw new JournalException("no journal in " + folder + " (expected " + journal + ")");
        }
        return journal;
    }

    /** A conversation's id on the command line. */
    static final class ContactId implements ITypeConverter<Tag> {
        @Override
        public Tag convert(String id) {
            try {
                return Tag.parse(id);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + id + "' is no conversation's id");
            }
        }
    }
}
