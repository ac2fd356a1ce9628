package relevo.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code relevo journal verify|dump|stats} does. All of it works on a log that is in use, and changes nothing. */
public final class JournalTools {
    private JournalTools() {}

    /**
     * What {@link #verify} found.
     *
     * @param entries sound ones
     * @param firstSequence of the oldest entry kept
     * @param lastSequence of the newest that counts
     * @param discardedEntries sound entries behind a hole that was never forced; they do not count
     * @param damages what cannot be read
     */
    public record Verification(
            long entries,
            long firstSequence,
            long lastSequence,
            int files,
            long bytes,
            long discardedEntries,
            List<Damage> damages) {
        public boolean sound() {
            return damages.isEmpty();
        }
    }

    /**
     * What {@link #stats} counted.
     *
     * @param bytesByType bytes of frames by entry type
     * @param sectionsByKind sections by kind
     * @param contacts distinct contacts
     */
    public record Stats(
            long entries,
            long firstSequence,
            long lastSequence,
            @Nullable Instant oldest,
            @Nullable Instant newest,
            long contacts,
            int files,
            long bytesOnDisk,
            Map<EntryType, Long> entriesByType,
            Map<EntryType, Long> bytesByType,
            Map<SectionKind, Long> sectionsByKind) {}

    /** Reads every entry and checks its checksum and sequence. */
    public static Verification verify(Path directory) {
        try {
            LogWalk walk = LogWalk.over(existing(directory), 0, (file, cursor) -> {});
            return new Verification(
                    walk.entries(),
                    walk.first(),
                    walk.last(),
                    walk.files().size(),
                    bytes(walk),
                    walk.discarded(),
                    List.copyOf(walk.damages()));
        } catch (IOException e) {
            throw new JournalException("cannot read the log in " + directory, e);
        }
    }

    /** Counts what is in the log, without opening anything. */
    public static Stats stats(Path directory) {
        Map<EntryType, Long> entries = new TreeMap<>();
        Map<EntryType, Long> bytes = new TreeMap<>();
        Map<SectionKind, Long> kinds = new TreeMap<>();
        RecentKeys contacts = new RecentKeys(1 << 10);
        long[] times = {Long.MAX_VALUE, Long.MIN_VALUE};
        try {
            LogWalk walk = LogWalk.over(existing(directory), 0, (file, cursor) -> {
                LogRecord record = Frame.record(cursor.frame(), null);
                entries.merge(record.type(), 1L, Long::sum);
                bytes.merge(record.type(), (long) cursor.frameLength(), Long::sum);
                times[0] = Math.min(times[0], cursor.atMs());
                times[1] = Math.max(times[1], cursor.atMs());
                for (LogRecord.Stored section : record.sections()) {
                    kinds.merge(section.kind(), 1L, Long::sum);
                    Tag contact = section.contact();
                    if (!contact.isNone()) {
                        contacts.put(contact.hi(), contact.lo(), 0);
                    }
                }
            });
            boolean any = walk.entries() > 0;
            return new Stats(
                    walk.entries(),
                    walk.first(),
                    walk.last(),
                    any ? Instant.ofEpochMilli(times[0]) : null,
                    any ? Instant.ofEpochMilli(times[1]) : null,
                    contacts.size(),
                    walk.files().size(),
                    bytes(walk),
                    entries,
                    bytes,
                    kinds);
        } catch (IOException e) {
            throw new JournalException("cannot read the log in " + directory, e);
        }
    }

    /**
     * Prints the entries {@code from} to {@code to}, both included, one line an entry and one a section, or one JSON object
     * an entry. Damage is printed where it is met.
     *
     * @param keys opens the payloads; null prints what is readable without
     * @return how many entries were printed
     */
    public static long dump(
            Path directory, long from, long to, PrintStream out, boolean json, @Nullable ContactKeys keys) {
        long[] printed = {0};
        try {
            LogWalk walk = LogWalk.over(existing(directory), from, (file, cursor) -> {
                if (cursor.sequence() >= from && cursor.sequence() <= to) {
                    LogRecord record = Frame.record(cursor.frame(), keys);
                    out.println(json ? DumpLines.json(record, keys != null) : DumpLines.text(record, keys != null));
                    printed[0]++;
                }
            });
            for (Damage damage : walk.damages()) {
                if (damage.lastSequence() >= from && damage.firstSequence() <= to) {
                    out.println(json ? DumpLines.json(damage) : "! " + damage);
                }
            }
            return printed[0];
        } catch (IOException e) {
            throw new JournalException("cannot read the log in " + directory, e);
        }
    }

    private static Path existing(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new JournalException("there is no log in " + directory);
        }
        return directory;
    }

    private static long bytes(LogWalk walk) throws IOException {
        long bytes = 0;
        for (RollFile file : walk.files()) {
            bytes += Files.size(file.path());
        }
        return bytes;
    }
}
