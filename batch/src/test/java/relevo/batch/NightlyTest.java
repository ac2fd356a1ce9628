package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.journal.ContactKeys;
import relevo.journal.JournalConfig;
import relevo.journal.LocalLog;
import relevo.journal.TenantKey;

final class NightlyTest {
    @TempDir
    Path temp;

    private final StringWriter err = new StringWriter();

    @Test
    void shouldExitWith2OnWrongUsage() {
        String data = temp.toString();
        assertEquals(2, run("nightly"));
        assertEquals(2, run("nightly", "--date", "ayer", "--data", data));
        assertEquals(2, run("nightly", "--date", "2026-11-20", "--data", data, "--zone", "Marte/Olimpo"));
        assertTrue(err.toString().contains("--zone is no time zone: Marte/Olimpo"), err.toString());
        assertEquals(
                2,
                run(
                        "nightly",
                        "--date",
                        "2026-11-20",
                        "--data",
                        temp.resolve("none").toString()));
        assertTrue(err.toString().contains("there is no data folder"), err.toString());
    }

    @Test
    void shouldReadTheJournalOfAGatewayThatIsRunning() throws IOException {
        TenantKey tenant = TenantKey.of(new byte[32]);
        Files.writeString(temp.resolve("tenant-key"), "00".repeat(32));
        MemoryLog same = new MemoryLog();
        new DayFixture(same).busy(2_000, 3);
        try (ContactKeys keys = ContactKeys.open(temp.resolve("contact-keys"), tenant);
                LocalLog log =
                        LocalLog.open(JournalConfig.small(temp.resolve("journal")), InstantSource.system(), keys)) {
            new DayFixture(log).busy(2_000, 3);
            log.force();

            assertEquals(
                    0,
                    run("nightly", "--date", "2026-11-20", "--zone", "Europe/Madrid", "--data", temp.toString()),
                    err.toString());
        }
        Folders expected = new Folders(temp.resolve("other"), temp.resolve("expected"));
        Nights.counting(
                        expected,
                        same::source,
                        InstantSource.system(),
                        new Progress(System.err, false, System::nanoTime))
                .run(DayFixture.DAY, false);
        assertEquals(
                Files.readString(expected.json(DayFixture.DAY)),
                Files.readString(temp.resolve("reports/nightly-2026-11-20.json")));
    }

    @Test
    void shouldSayWhatIsMissingWhenTheJournalCannotBeRead() throws IOException {
        String data = temp.toString();
        assertEquals(2, run("nightly", "--date", "2026-11-20", "--data", data));
        assertTrue(err.toString().contains("RELEVO_TENANT_KEY"), err.toString());
        Files.writeString(temp.resolve("tenant-key"), "00".repeat(32));
        assertEquals(1, run("nightly", "--date", "2026-11-20", "--data", data));
        assertTrue(err.toString().contains("contact-keys"), err.toString());
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
