package relevo.gateway;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Json;
import relevo.journal.ContactKeys;
import relevo.journal.EntryType;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
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
            converter = DataOption.ContactId.class,
            description = "The conversation's id, as the API and the pages show it.")
    @Nullable
    Tag contact;

    @Mixin
    DataOption data = new DataOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        return contact == null ? list() : erase(contact);
    }

    private int erase(Tag tag) {
        try (ContactKeys keys = data.ownKeys()) {
            boolean there = keys.destroy(tag);
            print(there ? "erased " + tag : "nothing is kept of " + tag + ", or it was erased before");
            return there ? 0 : 1;
        }
    }

    /** Those who asked for it and whose key is still there, each once, with when they asked last. */
    private int list() {
        Map<Tag, Instant> asked = new LinkedHashMap<>();
        try (DataOption.Opened opened = data.read();
                LogReader reader = opened.log().reader(0)) {
            for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
                if (record.type() == EntryType.DECIDED && asks(record)) {
                    asked.put(record.sections().getFirst().contact(), Instant.ofEpochMilli(record.atMs()));
                }
            }
        }
        asked.forEach((tag, at) -> print(tag + " asked at " + at));
        print(asked.size() + (asked.size() == 1 ? " request open" : " requests open"));
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
