package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameProperties {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private ContactKeys keys;
    private FrameEncoder encoder;
    private final CRC32C crc = new CRC32C();

    @BeforeEach
    void open() {
        keys = ContactKeys.open(directory.resolve("keys"), Fixture.TENANT);
        encoder = new FrameEncoder(keys);
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void shouldReadBackAnyEntry() {
        RandomGenerator random = Fixture.seeded("frame round trip", System.nanoTime());
        for (int round = 0; round < 2_000; round++) {
            Entry entry = anyEntry(random);
            long sequence = random.nextLong(Long.MAX_VALUE);
            byte[] frame = encode(sequence, entry);

            assertNull(Frame.fault(crc, frame, 0, frame.length));
            LogRecord record = Frame.record(frame, keys);

            assertEquals(sequence, record.sequence());
            assertEquals(entry.type(), record.type());
            assertEquals(entry.atMs(), record.atMs());
            assertEquals(entry.sections().size(), record.sections().size());
            for (int i = 0; i < entry.sections().size(); i++) {
                Section section = entry.sections().get(i);
                LogRecord.Stored stored = record.sections().get(i);
                assertEquals(section.kind(), stored.kind());
                assertEquals(section.contact(), stored.contact());
                assertEquals(section.key(), stored.key());
                assertEquals(section.ref(), stored.ref());
                assertArrayEquals(section.payload(), stored.open());
            }
        }
    }

    @Test
    void shouldSeeAnyChangedBit() {
        RandomGenerator random = Fixture.seeded("frame bit flips", System.nanoTime());
        byte[] frame = encode(7, anyEntry(random));
        for (int bit = 0; bit < frame.length * 8; bit++) {
            frame[bit / 8] ^= (byte) (1 << bit % 8);
            assertNotNull(Frame.fault(crc, frame, 0, frame.length), "bit " + bit);
            frame[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertNull(Frame.fault(crc, frame, 0, frame.length));
    }

    @Test
    void shouldTakeAnyBytesWithoutFailing() {
        RandomGenerator random = Fixture.seeded("frame garbage", System.nanoTime());
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (bytes.length >= Frame.HEADER_BYTES && random.nextBoolean()) {
                // With a checksum that fits, so that what lies behind it is looked at too.
                BigEndian.putInt(bytes, 0, Frame.MAGIC);
                BigEndian.putInt(bytes, Frame.LENGTH_AT, bytes.length);
                BigEndian.putShort(bytes, Frame.COUNT_AT, random.nextInt(4));
                if (bytes.length >= Frame.HEADER_BYTES + 8) {
                    BigEndian.putInt(bytes, Frame.HEADER_BYTES + 4, random.nextInt(-2, 300));
                }
                BigEndian.putInt(bytes, Frame.CRC_AT, Frame.crc(crc, bytes, 0, bytes.length));
            }
            if (Frame.fault(crc, bytes, 0, bytes.length) == null) {
                assertEquals(bytes.length, BigEndian.getInt(bytes, Frame.LENGTH_AT));
            }
        }
    }

    @Test
    void shouldNotOpenAPayloadUnderAnotherPlaceInTheLog() {
        Entry entry = Fixture.entry(Fixture.contact(1), "secreto");
        byte[] frame = encode(7, entry);
        BigEndian.putLong(frame, Frame.SEQUENCE_AT, 8);
        BigEndian.putInt(frame, Frame.CRC_AT, Frame.crc(crc, frame, 0, frame.length));
        assertNull(Frame.fault(crc, frame, 0, frame.length));

        LogRecord record = Frame.record(frame, keys);

        assertThrows(JournalException.class, () -> record.sections().getFirst().open());
    }

    @Test
    void shouldNotOpenAPayloadWhoseKeyWasDestroyed() {
        byte[] frame = encode(7, Fixture.entry(Fixture.contact(1), "secreto"));
        keys.destroy(Fixture.contact(1));
        assertNull(Frame.record(frame, keys).sections().getFirst().open());

        byte[] later = encode(8, Fixture.entry(Fixture.contact(1), "de nuevo"));

        assertNull(
                Frame.record(frame, keys).sections().getFirst().open(), "erased for good, though there is a new key");
        assertNotNull(Frame.record(later, keys).sections().getFirst().open());
    }

    @Test
    void shouldRefuseAnEntryOverABound() {
        assertThrows(
                IllegalArgumentException.class, () -> FrameEncoder.length(new Entry(EntryType.RECEIVED, 0, List.of())));
        Section section = new Section(SectionKind.RAW, Tag.NONE, Tag.NONE, 0, new byte[Log.SECTION_BYTES_MAX]);
        FrameEncoder.length(new Entry(EntryType.RECEIVED, 0, section));
        assertThrows(
                IllegalArgumentException.class,
                () -> FrameEncoder.length(new Entry(EntryType.RECEIVED, 0, List.of(section, section, section))));
        Section longer = new Section(SectionKind.RAW, Tag.NONE, Tag.NONE, 0, new byte[Log.SECTION_BYTES_MAX + 1]);
        assertThrows(
                IllegalArgumentException.class, () -> FrameEncoder.length(new Entry(EntryType.RECEIVED, 0, longer)));
    }

    private byte[] encode(long sequence, Entry entry) {
        int length = FrameEncoder.length(entry);
        encoder.encode(sequence, sequence - 1, entry, length);
        return Arrays.copyOf(encoder.buffer(), length);
    }

    private static Entry anyEntry(RandomGenerator random) {
        List<Section> sections = new ArrayList<>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            byte[] payload = new byte[random.nextInt(random.nextInt(10) == 0 ? 20_000 : 200)];
            random.nextBytes(payload);
            sections.add(new Section(
                    SectionKind.values()[random.nextInt(SectionKind.values().length)],
                    random.nextInt(5) == 0 ? Tag.NONE : Fixture.contact(random.nextInt(50)),
                    new Tag(random.nextLong(), random.nextLong()),
                    random.nextLong(),
                    payload));
        }
        EntryType type = EntryType.values()[random.nextInt(EntryType.values().length)];
        return new Entry(type, random.nextLong(), sections);
    }
}
