package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relevo.batch.DayFixture.DAY;
import static relevo.batch.DayFixture.answer;
import static relevo.batch.DayFixture.at;
import static relevo.batch.DayFixture.contact;
import static relevo.batch.DayFixture.escalate;
import static relevo.batch.DayFixture.fallback;
import static relevo.batch.DayFixture.menu;
import static relevo.batch.DayFixture.silent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.batch.DayFigures.Count;
import relevo.dialog.Decision;
import relevo.dialog.Input;
import relevo.dialog.Reason;
import relevo.journal.EntryType;
import relevo.journal.JournalException;
import relevo.journal.SectionKind;

final class NightlyJobIT {
    private static final int BUSY_MESSAGES = 8_000;
    private static final long SEED = 20_261_120;

    @TempDir
    Path temp;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldReportWhatTheJournalHolds() throws IOException {
        MemoryLog log = new MemoryLog();
        DayFixture day = new DayFixture(log);
        day.ask(1, at(0, 0) - 1, "ayer", answer("horarios"));
        day.ask(1, at(0, 0), "¿a qué hora abren?", answer("horarios"));
        day.ask(1, at(9, 1), "gracias", answer("horarios"));
        day.ask(2, at(9, 2), "quiero una persona", escalate("general", "normal", Reason.EXPLICIT_REQUEST));
        day.ask(2, at(9, 3), "¿hola?", silent());
        day.ask(3, at(10, 0), "¿Venden camellos?", fallback());
        day.ask(4, at(10, 1), "VENDEN CAMELLOS", fallback());
        day.ask(4, at(10, 2), "venden camellos!!", escalate("ventas", "high", Reason.FAILED_ATTEMPTS, Reason.SHOUTING));
        day.ask(5, at(11, 0), "me llamo Zoraida y vendo cuadros", fallback());
        day.ask(6, at(12, 0), "hola", menu());
        day.ask(7, at(13, 0), "otra cosa", answer("pago"));
        day.decide(7, at(13, 1), 1, new Input.Agent("reply", "Marta", "hola", null), silent());
        day.ask(8, at(14, 0), "sigo esperando", silent());
        day.message(9, at(15, 0));
        day.status(1, at(16, 0), "sent");
        day.status(1, at(16, 1), "read");
        day.status(2, at(16, 2), "sent");
        day.append(EntryType.SEND_INTENT, SectionKind.SEND, 1, at(16, 3), "{}");
        day.append(EntryType.SEND_RESULT, SectionKind.RESULT, 1, at(16, 4), "{\"outcome\":\"accepted\"}");
        day.append(EntryType.QUARANTINED, SectionKind.RAW, 1, at(16, 5), "no json");
        day.append(EntryType.RECEIVED, SectionKind.ECHO, 1, at(16, 6), "{}");
        day.status(10, at(16, 7), "read");
        log.erase(contact(10));
        day.ask(1, DAY.untilMs(), "mañana", answer("horarios"));

        run(log, "a", false);
        DayFigures figures = figures("a");

        assertEquals("2026-11-20", figures.date());
        assertEquals("Europe/Madrid", figures.zone());
        assertFalse(figures.partial());
        assertEquals(12, figures.volumes().messages());
        assertEquals(9, figures.volumes().conversations());
        assertEquals(
                List.of(new Count("sent", 2), new Count("read", 1)),
                figures.volumes().statuses());
        assertEquals(1, figures.volumes().sends());
        assertEquals(List.of(new Count("accepted", 1)), figures.volumes().sendResults());
        assertEquals(List.of(new Count("echo", 1)), figures.volumes().otherUpdates());
        // 1 automated; 2 and 4 escalated; 7 taken by Marta; 3 and 5 unanswered; 6 greeted; 8 and 9 without the bot
        assertEquals(new DayFigures.Automation(7, 2, 1, 1, 2, 1, 2, 14.3, 28.6), figures.automation());
        assertEquals(2, figures.escalations().total());
        assertEquals(
                List.of(new Count("explicit-request", 1), new Count("failed-attempts", 1)),
                figures.escalations().byReason());
        assertEquals(
                List.of(new Count("general", 1), new Count("ventas", 1)),
                figures.escalations().byQueue());
        assertEquals(
                List.of(new Count("high", 1), new Count("normal", 1)),
                figures.escalations().byPriority());
        assertEquals(List.of(new Count("es", 2)), figures.escalations().byLanguage());
        assertEquals(4, figures.unanswered().total());
        assertEquals(
                List.of(new DayFigures.Question("VENDEN CAMELLOS", 3, 2, "es", "envio-plazo")),
                figures.unanswered().top());
        assertEquals(1, figures.unanswered().others());
        assertEquals(0, figures.unanswered().more());
        assertEquals(List.of(new Count("horarios", 2), new Count("pago", 1)), figures.faqs());
        assertEquals(
                List.of(
                        new Count("answer", 3),
                        new Count("fallback", 3),
                        new Count("silent", 3),
                        new Count("escalate", 2),
                        new Count("menu", 1)),
                figures.decisions());
        assertEquals(new DayFigures.Hour(9, 3, 1, 1), figures.hours().get(9));
        assertEquals(new DayFigures.Hour(10, 3, 0, 1), figures.hours().get(10));
        assertEquals(new DayFigures.Soundness(1, 1, 1, List.of(new Count("retail-7f3a", 12))), figures.soundness());
        assertFalse(html("a").contains("Zoraida"), "what one person wrote is not quoted");
    }

    /** The engine waits a moment before it answers; what it then says answers the customer, though a timer caused it. */
    @Test
    void shouldCountWhatWasAnsweredWhenItWasQuiet() throws IOException {
        MemoryLog log = new MemoryLog();
        DayFixture day = new DayFixture(log);
        Input quiet = new Input.Timer("quiet", 0);
        day.hold(1, at(9, 0), "hola", "hola");
        day.hold(1, at(9, 1), "¿a qué hora abren?", "hola\n¿a qué hora abren?");
        day.decide(1, at(9, 2), 1, quiet, answer("horarios"));
        for (int contact = 2; contact < 4; contact++) {
            day.hold(contact, at(10, contact), "¿venden", "¿venden");
            day.hold(contact, at(10, contact), "camellos?", "¿venden\ncamellos?");
            day.decide(contact, at(10, 10 + contact), 1, quiet, fallback());
        }
        day.hold(4, at(11, 0), "¿venden", "¿venden");
        day.ask(4, at(11, 1), "camellos?", escalate("general", "normal", Reason.OUT_OF_KNOWLEDGE));
        day.hold(5, at(12, 0), "sigo aquí", "sigo aquí");
        day.decide(5, at(12, 1), 1, new Input.Timer("still-waiting", 0), new Decision.Notice("waiting", List.of()));

        day.hold(6, at(13, 0), "gracias", "gracias");
        day.decide(6, at(13, 1), 1, quiet, new Decision.Notice("courtesy", List.of()));

        run(log, "a", false);
        DayFigures figures = figures("a");
        assertEquals(new DayFigures.Automation(5, 1, 0, 1, 2, 1, 1, 20.0, 20.0), figures.automation());
        assertEquals(
                List.of(new DayFigures.Question("¿venden camellos?", 3, 3, "es", "envio-plazo")),
                figures.unanswered().top());
        assertEquals(3, figures.unanswered().total());
        assertEquals(0, figures.soundness().undecided());
    }

    @Test
    void shouldWriteTheSameBytesInAnotherFolder() throws IOException {
        run(busy(), "one", false);
        run(busy(), "two", false);
        assertSameReport("one", "two");
        assertTrue(figures("one").volumes().messages() > BUSY_MESSAGES / 4, "seed " + SEED);
    }

    @Test
    void shouldGoOnWhereAKilledRunStopped() throws Exception {
        run(busy(), "whole", false);
        // So far that each part has left chunks behind: half of the entries are a part's, nearly all of them are
        // wanted.
        long late = busy().lastSequence() * 3 / 4;

        assertEquals(NightlyChild.HALTED, child("killed", late));
        assertTrue(Files.exists(temp.resolve("killed/data/nightly")), "it had begun");
        assertFalse(Files.exists(temp.resolve("killed/out")), "no report yet");

        MemoryLog log = new MemoryLog() {
            @Override
            void reading(long sequence) {
                assertTrue(sequence > 5_000, "read " + sequence + " again instead of going on");
            }
        };
        new DayFixture(log).busy(BUSY_MESSAGES, SEED);
        NightlyRun.Outcome outcome = run(log, "killed", false);
        assertEquals(new NightlyRun.Outcome.Done(true, 1), outcome, err.toString(StandardCharsets.UTF_8));
        assertSameReport("whole", "killed");
    }

    @Test
    void shouldGoOnAfterAFaultOfTheJournal() throws IOException {
        run(busy(), "whole", false);
        long middle = busy().lastSequence() / 2;
        MemoryLog failing = new MemoryLog() {
            private long last;

            @Override
            void reading(long sequence) {
                if (sequence == middle && last == middle - 1) {
                    throw new JournalException("the disk is gone");
                }
                last = sequence;
            }
        };
        new DayFixture(failing).busy(BUSY_MESSAGES, SEED);

        NightlyRun.Outcome.Failed failed =
                assertInstanceOf(NightlyRun.Outcome.Failed.class, run(failing, "failed", false));
        assertTrue(failed.because().contains("the disk is gone"), failed.because());
        assertEquals(new NightlyRun.Outcome.Done(true, 1), run(busy(), "failed", false));
        assertSameReport("whole", "failed");
    }

    @Test
    void shouldRefuseANightThatIsDoneUnlessAskedToRunAgain() throws IOException {
        run(busy(), "a", false);
        byte[] before = Files.readAllBytes(folders("a").html(DAY));
        assertInstanceOf(NightlyRun.Outcome.Refused.class, run(busy(), "a", false));
        assertEquals(new NightlyRun.Outcome.Done(false, 2), run(busy(), "a", true));
        assertArrayEquals(before, Files.readAllBytes(folders("a").html(DAY)));
        try (Stream<Path> left = Files.list(temp.resolve("a/data/nightly"))) {
            assertEquals(
                    List.of("jobs.mv.db", "lock", "metrics.prom"),
                    left.map(file -> file.getFileName().toString()).sorted().toList(),
                    "work files must go");
        }
    }

    @Test
    void shouldRefuseWhileAnotherJobRuns() throws IOException {
        Files.createDirectories(folders("a").nightly());
        try (FileChannel channel =
                        FileChannel.open(folders("a").lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            assertInstanceOf(NightlyRun.Outcome.Refused.class, run(busy(), "a", false));
        }
        assertInstanceOf(NightlyRun.Outcome.Done.class, run(busy(), "a", false));
    }

    @Test
    void shouldMarkADayThatIsNotOverAndReportItAgainLater() throws IOException {
        MemoryLog log = new MemoryLog();
        DayFixture day = new DayFixture(log);
        day.ask(1, at(9, 0), "¿abren hoy?", answer("horarios"));
        assertEquals(new NightlyRun.Outcome.Done(false, 1), run(log, "a", false, at(12, 0)));
        assertTrue(figures("a").partial());
        assertTrue(html("a").contains("Día incompleto"));

        day.ask(2, at(18, 0), "¿abren mañana?", answer("horarios"));
        assertEquals(new NightlyRun.Outcome.Done(false, 2), run(log, "a", false, DAY.untilMs() + 1));
        assertFalse(figures("a").partial());
        assertEquals(2, figures("a").volumes().messages());
        assertInstanceOf(NightlyRun.Outcome.Refused.class, run(log, "a", false, DAY.untilMs() + 2));
    }

    @Test
    void shouldRefuseADayThatHasNotBegun() throws IOException {
        assertInstanceOf(NightlyRun.Outcome.Refused.class, run(new MemoryLog(), "a", false, DAY.fromMs() - 1));
    }

    @Test
    void shouldReportADayWithoutTraffic() throws IOException {
        assertInstanceOf(NightlyRun.Outcome.Done.class, run(new MemoryLog(), "a", false));
        assertEquals(0, figures("a").volumes().messages());
        assertTrue(html("a").contains("</html>"));
    }

    @Test
    void shouldEscapeWhatCustomersWrite() throws IOException {
        MemoryLog log = new MemoryLog();
        DayFixture day = new DayFixture(log);
        for (int contact = 0; contact < 2; contact++) {
            day.ask(contact, at(9, contact), "<script>alert('x')</script> \"&\" 600 123 456", fallback());
        }
        run(log, "a", false);
        assertTrue(html("a").contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &quot;&amp;&quot; [phone]"));
        assertFalse(html("a").contains("<script"));
    }

    private static MemoryLog busy() {
        MemoryLog log = new MemoryLog();
        new DayFixture(log).busy(BUSY_MESSAGES, SEED);
        return log;
    }

    private NightlyRun.Outcome run(MemoryLog log, String name, boolean rerun) throws IOException {
        return run(log, name, rerun, DAY.untilMs() + 1);
    }

    private NightlyRun.Outcome run(MemoryLog log, String name, boolean rerun, long nowMs) throws IOException {
        return Nights.counting(
                        folders(name),
                        log::source,
                        InstantSource.fixed(Instant.ofEpochMilli(nowMs)),
                        new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), rerun, System::nanoTime))
                .run(DAY, rerun);
    }

    private int child(String name, long haltAt) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NightlyChild.class.getName(),
                        folders(name).data().toString(),
                        folders(name).out().toString(),
                        Integer.toString(BUSY_MESSAGES),
                        Long.toString(SEED),
                        Long.toString(haltAt))
                .inheritIO()
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the child hangs");
        return process.exitValue();
    }

    private Folders folders(String name) {
        return new Folders(
                temp.resolve(name).resolve("data"), temp.resolve(name).resolve("out"));
    }

    private DayFigures figures(String name) throws IOException {
        return FigureFile.read(folders(name).json(DAY));
    }

    private String html(String name) throws IOException {
        return Files.readString(folders(name).html(DAY));
    }

    private void assertSameReport(String one, String two) throws IOException {
        assertArrayEquals(
                Files.readAllBytes(folders(one).html(DAY)),
                Files.readAllBytes(folders(two).html(DAY)));
        assertArrayEquals(
                Files.readAllBytes(folders(one).json(DAY)),
                Files.readAllBytes(folders(two).json(DAY)));
    }
}
