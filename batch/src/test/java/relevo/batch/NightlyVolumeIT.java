package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.journal.ContactKeys;
import relevo.journal.Durability;
import relevo.journal.JournalConfig;
import relevo.journal.LocalLog;
import relevo.journal.LogView;
import relevo.journal.TenantKey;

/**
 * Question: how long does a night of a million messages take, with three statuses and a send to each, sealed, from the disk?
 * Prints the answer; the goal is 60 s. {@code -Drelevo.volume=N} draws from another number of messages.
 */
@Tag("long")
final class NightlyVolumeIT {
    /** The fixture draws by lot: so many give about a million messages on the day. */
    private static final int DRAWN = Integer.getInteger("relevo.volume", 2_600_000);

    @TempDir
    Path temp;

    @Test
    void shouldReportAMillionMessages() throws IOException {
        TenantKey tenant = TenantKey.of(new byte[32]);
        try (ContactKeys keys = ContactKeys.open(temp.resolve("contact-keys"), tenant)) {
            JournalConfig config = JournalConfig.small(temp.resolve("journal")).with(Durability.PROCESS);
            try (LocalLog log = LocalLog.open(config, InstantSource.system(), keys)) {
                new DayFixture(log).busy(DRAWN, 1);
            }
            keys.force();
        }
        Folders folders = new Folders(temp, temp.resolve("out"));
        long started = System.nanoTime();
        long cpuStarted = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        ContactKeys reading = ContactKeys.openReadOnly(temp.resolve("contact-keys"), tenant);
        NightlyRun.Outcome outcome = Nights.counting(
                        folders,
                        () -> new JournalView(LogView.open(temp.resolve("journal"), reading), reading),
                        InstantSource.system(),
                        new Progress(System.err, false, System::nanoTime))
                .run(DayFixture.DAY, false);
        double seconds = (System.nanoTime() - started) / 1e9;
        double cpuSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStarted) / 1e9;
        assertEquals(new NightlyRun.Outcome.Done(false, 1), outcome);
        DayFigures figures = FigureFile.read(folders.json(DayFixture.DAY));
        assertTrue(
                figures.volumes().messages() > DRAWN / 3,
                "only " + figures.volumes().messages());
        System.out.printf(
                "%,d messages in %.1f s, %.1f s of processor%n",
                figures.volumes().messages(), seconds, cpuSeconds);
    }
}
