package relevo.gateway;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Json;
import relevo.journal.ContactKeys;
import relevo.journal.EntryType;
import relevo.journal.JournalException;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.LogView;
import relevo.journal.Tag;

/** Erases a contact: destroys the key under which everything about him was ever sealed. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Destroys a contact's key: all that is kept of him in the journal and in snapshots can never be read"
                    + " again.",
            "The gateway that owns the data folder must be stopped. Without --contact: lists who asked to be erased."
        })
final class EraseCommand implements Callable<Integer> {
    @Option(
            names = "--contact",
            paramLabel = "ID",
            description = "The conversation's id, as the API and the pages show it.")
    @Nullable
    String contact;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder (default: ${DEFAULT-VALUE}).")
    Path data = Path.of("data", "sandbox");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        if (!Files.isDirectory(Gateway.journalDir(data))) {
            throw new JournalException("no journal in " + data);
        }
        return contact == null ? list() : erase(contact);
    }

    private int erase(String id) {
        Tag tag;
        try {
            tag = Tag.parse(id);
        } catch (IllegalArgumentException e) {
            throw Main.wrongUsage(spec, "--contact must be a conversation's id, not '" + id + "'");
        }
        try (ContactKeys keys = ContactKeys.open(Gateway.keyFile(data), DataFolder.tenantKey(data))) {
            boolean there = keys.destroy(tag);
            print(there ? "erased " + tag : "nothing is kept of " + tag + ", or it was erased before");
            return there ? 0 : 1;
        }
    }

    /** Those whose last word about it was to be erased, and whose key is still there. */
    private int list() {
        try (ContactKeys keys = ContactKeys.openReadOnly(Gateway.keyFile(data), DataFolder.tenantKey(data));
                LogView log = LogView.open(Gateway.journalDir(data), keys);
                LogReader reader = log.reader(0)) {
            int open = 0;
            for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
                if (record.type() == EntryType.DECIDED && asks(record)) {
                    print(record.sections().getFirst().contact() + " asked at "
                            + java.time.Instant.ofEpochMilli(record.atMs()));
                    open++;
                }
            }
            print(open + " requests open");
        }
        return 0;
    }

    private static boolean asks(LogRecord record) {
        byte[] payload = record.sections().getFirst().open();
        if (payload == null) {
            return false;
        }
        Decided decided = Json.decided(payload);
        return decided.decisions().stream()
                .anyMatch(decision -> decision instanceof Decision.Notice notice
                        && notice.notice().equals("erasure"));
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
    }
}
