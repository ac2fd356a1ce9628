package relevo.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import relevo.journal.ContactKeys;
import relevo.journal.JournalException;
import relevo.journal.JournalTools;

/** The journal's tools. They only read, so they may run beside the gateway. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description = "Looks into the journal of a data folder: verify, dump, stats.",
        synopsisSubcommandLabel = "(verify | dump | stats)")
final class JournalCommand implements Runnable {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Data folder (default: ${DEFAULT-VALUE}).")
    Path data = Path.of("data", "sandbox");

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "JSON on standard output.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        throw Main.wrongUsage(spec, "say what to do: verify, dump or stats");
    }

    @Command(description = "Reads every entry, checks checksum and sequence; exit 1 when something is damaged.")
    int verify() throws JsonProcessingException {
        JournalTools.Verification found = JournalTools.verify(directory());
        if (json) {
            Map<String, Object> shown = new TreeMap<>();
            shown.put("sound", found.sound());
            shown.put("entries", found.entries());
            shown.put("firstSequence", found.firstSequence());
            shown.put("lastSequence", found.lastSequence());
            shown.put("files", found.files());
            shown.put("bytes", found.bytes());
            shown.put("discardedEntries", found.discardedEntries());
            shown.put("damages", found.damages().stream().map(Object::toString).toList());
            print(MAPPER.writeValueAsString(shown));
        } else {
            found.damages().forEach(damage -> print("DAMAGE " + damage));
            print((found.sound() ? "sound: " : "NOT SOUND: ") + found.entries() + " entries, " + found.firstSequence()
                    + " to " + found.lastSequence() + ", in " + found.files() + " files of " + found.bytes() + " bytes"
                    + (found.discardedEntries() == 0
                            ? ""
                            : "; " + found.discardedEntries() + " behind a hole, never acknowledged, do not count"));
        }
        return found.sound() ? 0 : 1;
    }

    @Command(description = "Prints entries, a line each; payloads stay sealed unless --open.")
    int dump(
            @Option(names = "--from", defaultValue = "1", description = "First sequence.") long from,
            @Option(names = "--to", defaultValue = "9223372036854775807", description = "Last sequence.") long to,
            @Option(names = "--open", description = "Open the payloads: personal data on your screen.") boolean open) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (!open) {
            JournalTools.dump(directory(), from, to, out, json, null);
            return 0;
        }
        try (ContactKeys keys = ContactKeys.openReadOnly(Gateway.keyFile(data), DataFolder.tenantKey(data))) {
            JournalTools.dump(directory(), from, to, out, json, keys);
        }
        return 0;
    }

    @Command(description = "Counts entries by type and sections by kind.")
    int stats() throws JsonProcessingException {
        JournalTools.Stats stats = JournalTools.stats(directory());
        Map<String, Object> shown = new TreeMap<>();
        shown.put("entries", stats.entries());
        shown.put("firstSequence", stats.firstSequence());
        shown.put("lastSequence", stats.lastSequence());
        shown.put("oldest", String.valueOf(stats.oldest()));
        shown.put("newest", String.valueOf(stats.newest()));
        shown.put("contacts", stats.contacts());
        shown.put("files", stats.files());
        shown.put("bytesOnDisk", stats.bytesOnDisk());
        shown.put("entriesByType", stats.entriesByType());
        shown.put("bytesByType", stats.bytesByType());
        shown.put("sectionsByKind", stats.sectionsByKind());
        print(
                json
                        ? MAPPER.writeValueAsString(shown)
                        : MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(shown));
        return 0;
    }

    private Path directory() {
        Path directory = Gateway.journalDir(data);
        if (!Files.isDirectory(directory)) {
            throw new JournalException("no journal in " + data + " (expected " + directory + ")");
        }
        return directory;
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
