package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system of 24 MiB that fills up. A full disk may be an outage; it must not be damage, nor an InternalError. */
class DiskFullTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path directory;

    private boolean mounted;

    @BeforeEach
    void mount() {
        mounted = ChildJvm.canRun("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", directory.toString());
        assumeTrue(mounted, "a tmpfs cannot be mounted here");
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            assertTrue(ChildJvm.canRun("umount", directory.toString()));
        }
    }

    private JournalConfig config(long reserveBytes) {
        return new JournalConfig(
                directory.resolve("log"),
                Durability.DISK,
                RollEvery.HOUR,
                MIB,
                2 * MIB,
                reserveBytes,
                30,
                Long.MAX_VALUE);
    }

    @Test
    void shouldRefuseMoreBelowTheFloorAndTakeItAgainWhenThereIsRoom() throws IOException {
        try (Fixture fixture = new Fixture(config(4 * MIB), Fixture.START_MS)) {
            fixture.log.append(Fixture.entry(Fixture.contact(1), "uno"));
            fixture.log.force();
            assertTrue(fixture.log.admits());
            Path filler = fill();
            awaitAdmits(fixture.log, false);

            // What is in work goes on: into claimed space, then into the ballast's, in the old hour if need be.
            for (int i = 0; i < 2_000; i++) {
                fixture.wallMs.addAndGet(TimeUnit.MINUTES.toMillis(1));
                fixture.log.append(Fixture.entry(Fixture.contact(1), Fixture.START_MS, new byte[1_000]));
            }
            fixture.log.force();
            assertFalse(fixture.log.admits());

            Files.delete(filler);
            awaitAdmits(fixture.log, true);
            fixture.log.append(Fixture.entry(Fixture.contact(1), "dos"));
            fixture.log.force();
            assertEquals(2_002, Fixture.readAll(fixture.log, 0).size());
        }
    }

    @Test
    void shouldStopWithoutDamageWhenNothingIsLeft() throws IOException {
        long forced = 0;
        Path filler;
        Fixture fixture = new Fixture(config(0), Fixture.START_MS);
        try {
            filler = fill();
            boolean stopped = false;
            for (int i = 0; i < 30_000 && !stopped; i++) {
                try {
                    long next = fixture.log.lastSequence() + 1;
                    fixture.log.append(
                            Fixture.entry(Fixture.contact(1), Fixture.START_MS, Fixture.payload(next, 1_000)));
                    fixture.log.force();
                    forced = next;
                } catch (JournalException e) {
                    stopped = true;
                    assertTrue(String.valueOf(e.getCause()).contains("no space left"), String.valueOf(e.getCause()));
                }
            }
            assertTrue(stopped);
        } finally {
            fixture.close();
        }
        Files.delete(filler);
        try (Fixture again = new Fixture(config(0), Fixture.START_MS)) {
            assertEquals(forced, again.log.lastSequence());
            for (LogRecord record : Fixture.readAll(again.log, 0)) {
                byte[] payload = record.sections().getFirst().open();
                assertNotNull(payload);
                assertTrue(Fixture.isPayload(payload, record.sequence()));
            }
            again.log.append(Fixture.entry(Fixture.contact(1), "otra vez"));
            again.log.force();
        }
    }

    /** Takes all that is left of the disk. */
    private Path fill() throws IOException {
        Path filler = directory.resolve("filler");
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertTrue(String.valueOf(full.getMessage()).contains("No space left"), String.valueOf(full));
        }
        return filler;
    }

    private static void awaitAdmits(LocalLog log, boolean wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (log.admits() != wanted) {
            assertTrue(System.nanoTime() < deadline, "admits " + !wanted + " for five seconds");
            Thread.onSpinWait();
        }
    }
}
