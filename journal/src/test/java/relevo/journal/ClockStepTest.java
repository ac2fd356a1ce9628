package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock steps by up to two days either way, while the log runs and between runs: nothing lost, nothing refused. */
class ClockStepTest {
    private static final long STEP_MS = TimeUnit.HOURS.toMillis(48);

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void shouldKeepOrderAndEntriesThroughAnySteps() {
        RandomGenerator random = Fixture.seeded("clock steps", System.nanoTime());
        long nowMs = Fixture.START_MS;
        long lastAtMs = 0;
        for (int run = 0; run < 12; run++) {
            nowMs += run % 3 == 0 ? -STEP_MS : run % 3 == 1 ? STEP_MS : 0;
            try (Fixture fixture = new Fixture(Fixture.config(directory), nowMs)) {
                for (int i = 0; i < 60; i++) {
                    if (random.nextInt(10) == 0) {
                        fixture.wallMs.addAndGet(random.nextLong(-STEP_MS, STEP_MS));
                    }
                    long atMs = fixture.log.clock().atMs();
                    assertTrue(atMs >= lastAtMs, "time went back");
                    lastAtMs = atMs;
                    long next = fixture.log.lastSequence() + 1;
                    fixture.log.append(Fixture.entry(Fixture.contact(1), atMs, Fixture.payload(next, 100)));
                    if (random.nextInt(5) == 0) {
                        fixture.log.force();
                    }
                }
                List<LogRecord> records = Fixture.readAll(fixture.log, 0);
                assertEquals((run + 1) * 60, records.size());
                long beforeMs = 0;
                for (LogRecord record : records) {
                    assertTrue(record.atMs() >= beforeMs);
                    beforeMs = record.atMs();
                }
            }
        }
    }
}
