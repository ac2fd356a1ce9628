package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalToolsTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private void write(Log log) {
        log.append(Fixture.entry(Fixture.contact(1), "¿Cuál es el \"horario\"?\n"));
        log.append(new Entry(
                EntryType.DECIDED,
                Fixture.START_MS,
                List.of(
                        new Section(
                                SectionKind.DECISION,
                                Fixture.contact(2),
                                Tag.NONE,
                                1,
                                "{}".getBytes(StandardCharsets.UTF_8)),
                        new Section(SectionKind.RAW, Tag.NONE, Tag.NONE, 0, new byte[] {(byte) 0xFF}))));
        log.force();
    }

    @Test
    void shouldVerifyCountAndDumpALogInUse() {
        try (Fixture fixture = new Fixture(directory)) {
            write(fixture.log);

            JournalTools.Verification verification = JournalTools.verify(directory);
            assertTrue(verification.sound());
            assertEquals(2, verification.entries());
            assertEquals(1, verification.firstSequence());
            assertEquals(2, verification.lastSequence());

            JournalTools.Stats stats = JournalTools.stats(directory);
            assertEquals(2, stats.entries());
            assertEquals(2, stats.contacts());
            assertEquals(1, stats.entriesByType().get(EntryType.DECIDED));
            assertEquals(1, stats.sectionsByKind().get(SectionKind.RAW));

            String text = dump(1, 2, false, fixture.keys);
            assertTrue(text.contains("¿Cuál es el \\\"horario\\\"?\\u000a"), text);
            assertTrue(text.contains("0xff"), text);
            String closed = dump(1, 2, true, null);
            assertFalse(closed.contains("horario"), closed);
            assertEquals(2, closed.lines().count());
            assertTrue(closed.startsWith("{\"sequence\":1,\"at\":\"2026-11-18T"), closed);
            assertEquals(1, dump(2, 2, true, fixture.keys).lines().count());
        }
    }

    @Test
    void shouldSayErasedOfAnErasedContact() {
        try (Fixture fixture = new Fixture(directory)) {
            write(fixture.log);
            fixture.keys.destroy(Fixture.contact(1));
            assertTrue(dump(1, 1, true, fixture.keys).contains("\"payload\":\"(erased)\""));
        }
    }

    @Test
    void shouldSayWhenThereIsNoLog() {
        assertThrows(JournalException.class, () -> JournalTools.verify(directory.resolve("nowhere")));
        assertEquals(0, JournalTools.verify(directory).entries());
    }

    @Test
    void shouldLetAnotherProcessReadAndReleaseBesideTheWriter() {
        try (Fixture fixture = new Fixture(directory)) {
            write(fixture.log);
            try (ContactKeys keys = ContactKeys.openReadOnly(directory.resolve("keys"), Fixture.TENANT);
                    LogView view = LogView.open(directory, keys)) {
                assertEquals(2, view.lastSequence());
                fixture.log.append(Fixture.entry(Fixture.contact(9), "más tarde"));
                fixture.log.force();
                List<LogRecord> seen = Fixture.readAll(view, 0);
                assertEquals(2, seen.size());
                assertEquals("¿Cuál es el \"horario\"?\n", Fixture.text(seen.getFirst()));
                assertThrows(JournalException.class, () -> view.append(Fixture.entry(Tag.NONE, "x")));
                assertFalse(view.admits());
                view.release("nightly", 2);
                try (LogView later = LogView.open(directory, keys)) {
                    assertEquals(2, later.released("nightly"));
                    assertEquals(
                            "más tarde", Fixture.text(Fixture.readAll(later, 2).getFirst()));
                }
            }
        }
    }

    @Test
    void shouldRefuseAKeyThatWasLostButNotDestroyed() throws IOException {
        byte[] before;
        try (Fixture fixture = new Fixture(directory)) {
            write(fixture.log);
            before = Files.readAllBytes(directory.resolve("keys"));
            fixture.log.append(Fixture.entry(Fixture.contact(5), "sin llave"));
        }
        Files.write(directory.resolve("keys"), before);
        try (Fixture fixture = new Fixture(directory)) {
            LogRecord record = Fixture.readAll(fixture.log, 2).getFirst();
            JournalException refused = assertThrows(
                    JournalException.class, () -> record.sections().getFirst().open());
            assertTrue(refused.getMessage().contains("missing"), refused.getMessage());
        }
    }

    /** The files are what Chronicle says they are: its own tailer reads the same frames in the same order. */
    @Test
    void shouldWriteWhatAChronicleTailerReads() throws IOException {
        try (Fixture fixture = new Fixture(directory)) {
            for (int i = 1; i <= 2_000; i++) {
                if (i % 700 == 0) {
                    fixture.wallMs.addAndGet(3_600_000);
                    fixture.log.force();
                }
                fixture.log.append(Fixture.entry(Fixture.contact(i % 9), i, Fixture.payload(i, i % 500)));
            }
        }
        List<byte[]> tailed = new ArrayList<>();
        Path generation = Generation.list(directory).getFirst().path();
        try (SingleChronicleQueue queue = SingleChronicleQueueBuilder.binary(generation)
                        .rollCycle(RollCycles.FAST_HOURLY)
                        .build();
                ExcerptTailer tailer = queue.createTailer()) {
            for (byte[] frame = next(tailer); frame != null; frame = next(tailer)) {
                tailed.add(frame);
            }
        }
        List<byte[]> walked = new ArrayList<>();
        LogWalk.over(directory, 0, (file, cursor) -> walked.add(cursor.frame()));
        assertEquals(2_000, tailed.size());
        for (int i = 0; i < tailed.size(); i++) {
            assertArrayEquals(walked.get(i), tailed.get(i));
        }
    }

    private static byte @Nullable [] next(ExcerptTailer tailer) {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return null;
            }
            assertNotNull(document.wire());
            Bytes<?> bytes = document.wire().bytes();
            byte[] frame = new byte[(int) bytes.readRemaining()];
            bytes.read(frame);
            return frame;
        }
    }

    private String dump(long from, long to, boolean json, @Nullable ContactKeys keys) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JournalTools.dump(directory, from, to, new PrintStream(out, true, StandardCharsets.UTF_8), json, keys);
        return out.toString(StandardCharsets.UTF_8);
    }
}
