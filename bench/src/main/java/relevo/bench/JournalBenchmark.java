package relevo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import relevo.journal.ContactKeys;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.JournalConfig;
import relevo.journal.LocalLog;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;
import relevo.journal.TenantKey;

/**
 * Question: what does one group of the journal stage cost, sealed, appended and forced to the disk of the working
 * directory, for groups of 1, 16 and 256 webhooks? One operation is a whole group.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls open() first
public class JournalBenchmark {
    private static final int PAYLOAD_BYTES = 1_300;
    private static final int CONTACTS = 50_000;

    @Param({"1", "16", "256"})
    public int group;

    private final byte[] payload = new byte[PAYLOAD_BYTES];
    private Path folder;
    private ContactKeys keys;
    private LocalLog log;
    private long next;

    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "journal-benchmark");
        keys = ContactKeys.open(folder.resolve("contact-keys"), TenantKey.of(new byte[32]));
        log = LocalLog.open(JournalConfig.small(folder.resolve("journal")), InstantSource.system(), keys);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        log.close();
        keys.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public long group() {
        for (int i = 0; i < group; i++) {
            Tag contact = new Tag(next++ % CONTACTS, 1);
            Section section = new Section(SectionKind.MESSAGE, contact, new Tag(2, next), 0, payload);
            log.append(new Entry(EntryType.RECEIVED, next, section));
        }
        log.force();
        return log.durableSequence();
    }
}
