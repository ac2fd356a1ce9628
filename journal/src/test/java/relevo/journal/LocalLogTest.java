package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLogTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void shouldReadBackWhatWasAppended() {
        try (Fixture fixture = new Fixture(directory)) {
            Section first =
                    new Section(SectionKind.MESSAGE, Fixture.contact(1), Fixture.contact(2), 0, new byte[] {1, 2});
            Section second = new Section(SectionKind.STATUS, Tag.NONE, Tag.NONE, -7, new byte[0]);
            assertEquals(1, fixture.log.append(new Entry(EntryType.RECEIVED, 5, List.of(first, second))));
            assertEquals(2, fixture.log.append(Fixture.entry(Fixture.contact(1), "hola")));
            fixture.log.force();
            assertEquals(2, fixture.log.durableSequence());

            List<LogRecord> records = Fixture.readAll(fixture.log, 0);

            assertEquals(2, records.size());
            LogRecord record = records.getFirst();
            assertEquals(1, record.sequence());
            assertEquals(EntryType.RECEIVED, record.type());
            assertEquals(5, record.atMs());
            LogRecord.Stored stored = record.sections().getFirst();
            assertEquals(SectionKind.MESSAGE, stored.kind());
            assertEquals(Fixture.contact(1), stored.contact());
            assertEquals(Fixture.contact(2), stored.key());
            assertArrayEquals(new byte[] {1, 2}, stored.open());
            assertEquals(-7, record.sections().get(1).ref());
            assertArrayEquals(new byte[0], record.sections().get(1).open());
            assertEquals("hola", Fixture.text(records.get(1)));
        }
    }

    @Test
    void shouldGoOnWhereItStoppedWhenReopened() {
        for (int round = 0; round < 3; round++) {
            try (Fixture fixture = new Fixture(directory)) {
                assertTrue(fixture.log.recovery().clean());
                assertEquals(round * 10L, fixture.log.lastSequence());
                for (int i = 0; i < 10; i++) {
                    fixture.log.append(Fixture.entry(Fixture.contact(i), "entry " + (round * 10 + i + 1)));
                }
                List<LogRecord> all = Fixture.readAll(fixture.log, 0);
                assertEquals(round * 10 + 10, all.size());
                all.forEach(record -> assertEquals("entry " + record.sequence(), Fixture.text(record)));
            }
        }
    }

    @Test
    void shouldFollowAcrossRollsAndPositionByAnySequence() {
        try (Fixture fixture = new Fixture(directory)) {
            LogReader follower = fixture.log.reader(0);
            for (int hour = 0; hour < 4; hour++) {
                fixture.wallMs.set(Fixture.START_MS + TimeUnit.HOURS.toMillis(hour));
                for (int i = 0; i < 500; i++) {
                    long sequence = fixture.log.append(Fixture.entry(
                            Fixture.contact(i), Fixture.START_MS, Fixture.payload(hour * 500L + i + 1, 700)));
                    LogRecord record = follower.poll();
                    assertNotNull(record);
                    assertEquals(sequence, record.sequence());
                }
                fixture.log.force();
            }
            assertNull(follower.poll());
            assertEquals(4, fixture.log.files().all().size());
            for (long after : new long[] {0, 1, 499, 500, 501, 999, 1000, 1500, 1777, 1999, 2000}) {
                List<LogRecord> records = Fixture.readAll(fixture.log, after);
                assertEquals(2000 - after, records.size());
                for (LogRecord record : records) {
                    byte[] payload = record.sections().getFirst().open();
                    assertNotNull(payload);
                    assertTrue(Fixture.isPayload(payload, record.sequence()));
                }
            }
        }
    }

    @Test
    void shouldRefuseASecondOpen() {
        try (Fixture fixture = new Fixture(directory)) {
            JournalException refused = assertThrows(
                    JournalException.class,
                    () -> LocalLog.open(JournalConfig.small(directory), fixture.log.clock(), fixture.keys));
            assertTrue(refused.getMessage().contains("another process"), refused.getMessage());
            assertFalse(fixture.log.lastSequence() > 0);
        }
    }
}
