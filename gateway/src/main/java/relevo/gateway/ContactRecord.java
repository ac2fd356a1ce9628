package relevo.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import relevo.journal.ContactKeys;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.LogView;
import relevo.journal.Snapshots;
import relevo.journal.Tag;

/**
 * Everything held about one contact at one business number, as one JSON object: for who asks what is known about him.
 *
 * <pre>
 * {"contact":"…","madeAt":"2026-11-23T15:00:00Z","journalFrom":1,"journalTo":812,
 *  "entries":[{"sequence":7,"at":"…","type":"received","kind":"message","content":{…}}, …],
 *  "snapshots":[{"name":"conversations-0-of-2","through":800,"content":{…}}, …],
 *  "counts":{"entries":12,"snapshots":1,"closed":0}}
 * </pre>
 *
 * Contents are as they are kept; {@code closed} counts entries under a key that was destroyed before: nobody can read them.
 * Not in it is what belongs to no contact: webhooks that could not be understood, figures, suggestions without names.
 * Reads the journal once, in order. Used by one thread.
 */
final class ContactRecord {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern SNAPSHOT = Pattern.compile("(.+)-\\d{19}\\.snap");

    private final LogView log;
    private final ContactKeys keys;
    private final Path snapshots;
    private final Tag contact;
    private long entryCount;
    private long snapshotCount;
    private long closedCount;

    /** @param snapshots folder of the conversations' snapshots; need not exist */
    ContactRecord(LogView log, ContactKeys keys, Path snapshots, Tag contact) {
        this.log = log;
        this.keys = keys;
        this.snapshots = snapshots;
        this.contact = contact;
    }

    /** Writes the object, indented; flushes and does not close. */
    void write(Writer out, Instant now) throws IOException {
        JsonGenerator json = MAPPER.getFactory().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.useDefaultPrettyPrinter();
        json.writeStartObject();
        json.writeStringField("contact", contact.toString());
        json.writeStringField("madeAt", now.toString());
        json.writeNumberField("journalFrom", log.firstSequence());
        json.writeNumberField("journalTo", log.lastSequence());
        json.writeArrayFieldStart("entries");
        entries(json);
        json.writeEndArray();
        json.writeArrayFieldStart("snapshots");
        for (String name : snapshotNames()) {
            snapshot(json, name);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("counts");
        json.writeNumberField("entries", entryCount);
        json.writeNumberField("snapshots", snapshotCount);
        json.writeNumberField("closed", closedCount);
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    /** Whether there was anything that could be read; after {@link #write}. */
    boolean isEmpty() {
        return entryCount + snapshotCount == 0;
    }

    /** In words; after {@link #write}. */
    String summary() {
        return entryCount + " entries, " + snapshotCount + " snapshots of the conversation"
                + (closedCount == 0 ? "" : ", " + closedCount + " entries that were erased before");
    }

    private void entries(JsonGenerator json) throws IOException {
        try (LogReader reader = log.reader(0)) {
            for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
                for (LogRecord.Stored section : record.sections()) {
                    if (section.contact().equals(contact)) {
                        entry(json, record, section);
                    }
                }
            }
        }
    }

    private void entry(JsonGenerator json, LogRecord record, LogRecord.Stored section) throws IOException {
        byte[] payload = section.open();
        if (payload == null) {
            closedCount++;
            return;
        }
        entryCount++;
        json.writeStartObject();
        json.writeNumberField("sequence", record.sequence());
        json.writeStringField("at", Instant.ofEpochMilli(record.atMs()).toString());
        json.writeStringField("type", word(record.type()));
        json.writeStringField("kind", word(section.kind()));
        content(json, payload);
        json.writeEndObject();
    }

    private void snapshot(JsonGenerator json, String name) throws IOException {
        try (Snapshots.Snapshot snapshot = new Snapshots(snapshots, keys).newest(name)) {
            if (snapshot == null) {
                return;
            }
            for (Snapshots.Blob blob = snapshot.next(); blob != null; blob = snapshot.next()) {
                if (blob.contact().equals(contact)) {
                    snapshotCount++;
                    json.writeStartObject();
                    json.writeStringField("name", name);
                    json.writeNumberField("through", snapshot.throughSequence());
                    content(json, blob.payload());
                    json.writeEndObject();
                }
            }
        }
    }

    private static void content(JsonGenerator json, byte[] payload) throws IOException {
        json.writeFieldName("content");
        MAPPER.writeTree(json, MAPPER.readTree(payload));
    }

    private TreeSet<String> snapshotNames() {
        TreeSet<String> names = new TreeSet<>();
        if (!Files.isDirectory(snapshots)) {
            return names;
        }
        try (Stream<Path> files = Files.list(snapshots)) {
            files.forEach(file -> {
                Matcher name = SNAPSHOT.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    names.add(name.group(1));
                }
            });
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + snapshots, e);
        }
    }

    private static String word(Enum<?> published) {
        return published.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
