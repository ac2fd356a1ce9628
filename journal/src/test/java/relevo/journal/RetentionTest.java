package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final int HOURS = 10;
    private static final int EACH = 20;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    /** Ten hours of twenty entries, then sixty days of nothing. */
    private Fixture filled() {
        JournalConfig config =
                new JournalConfig(directory, Durability.DISK, RollEvery.HOUR, 1 << 20, 0, 0, 30, Long.MAX_VALUE);
        Fixture fixture = new Fixture(config, Fixture.START_MS);
        for (int hour = 0; hour < HOURS; hour++) {
            fixture.wallMs.set(Fixture.START_MS + TimeUnit.HOURS.toMillis(hour));
            for (int i = 0; i < EACH; i++) {
                long next = fixture.log.lastSequence() + 1;
                fixture.log.append(
                        Fixture.entry(Fixture.contact(i), fixture.log.clock().atMs(), Fixture.payload(next, 300)));
            }
            fixture.log.force();
        }
        fixture.wallMs.addAndGet(TimeUnit.DAYS.toMillis(60));
        return fixture;
    }

    @Test
    void shouldKeepWhatIsYoung() {
        try (Fixture fixture = filled()) {
            fixture.wallMs.set(Fixture.START_MS + TimeUnit.DAYS.toMillis(29));
            assertEquals(0, fixture.log.retain(Long.MAX_VALUE));
        }
    }

    @Test
    void shouldRemoveWholeOldFilesButTheNewest() throws IOException {
        try (Fixture fixture = filled()) {
            assertEquals(HOURS - 1, fixture.log.retain(Long.MAX_VALUE));
            assertEquals((HOURS - 1) * EACH + 1, fixture.log.firstSequence());
            assertEquals(EACH, Fixture.readAll(fixture.log, 0).size());
            assertEquals(
                    EACH - 1,
                    Fixture.readAll(fixture.log, fixture.log.firstSequence()).size());
        }
        try (Fixture fixture = new Fixture(directory)) {
            assertEquals((HOURS - 1) * EACH + 1, fixture.log.firstSequence());
            assertEquals(HOURS * EACH, fixture.log.lastSequence());
            assertEquals(EACH, Fixture.readAll(fixture.log, 0).size());
            assertEquals(2, Generation.list(directory).size());
        }
    }

    @Test
    void shouldNeverPassASlowReader() {
        try (Fixture fixture = filled()) {
            fixture.log.release("outbox", 3 * EACH + 5);
            fixture.log.release("nightly", 8 * EACH);
            assertEquals(3, fixture.log.retain(Long.MAX_VALUE));
            assertEquals(3 * EACH + 1, fixture.log.firstSequence());
            assertEquals(0, fixture.log.retain(Long.MAX_VALUE));

            fixture.log.release("outbox", 5 * EACH);
            try (LogReader open = fixture.log.reader(4 * EACH)) {
                assertEquals(1, fixture.log.retain(Long.MAX_VALUE));
                LogRecord next = open.poll();
                assertNotNull(next);
                assertEquals(4 * EACH + 1, next.sequence());
            }
            assertEquals(1, fixture.log.retain(Long.MAX_VALUE));
            assertEquals(0, fixture.log.retain(6 * EACH - 1));
        }
    }

    @Test
    void shouldRememberReleasedPositions() throws IOException {
        try (Fixture fixture = filled()) {
            assertEquals(0, fixture.log.released("outbox"));
            fixture.log.release("outbox", 77);
            fixture.log.release("outbox", 70);
            assertEquals(77, fixture.log.released("outbox"));
        }
        try (Fixture fixture = new Fixture(directory)) {
            assertEquals(77, fixture.log.released("outbox"));
        }
        assertEquals(true, Files.exists(directory.resolve("readers/outbox")));
    }
}
