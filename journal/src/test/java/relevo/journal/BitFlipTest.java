package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One changed bit anywhere in a roll file: whatever is read is right, and what is not read is reported with its place. */
class BitFlipTest {
    private static final int ENTRIES = 120;
    private static final int LOST_TO_ONE_BIT_MAX = 16;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void shouldReportOrSurviveAnyChangedBit() throws IOException {
        RandomGenerator random = Fixture.seeded("journal bit flips", System.nanoTime());
        write();
        List<Path> files = new ArrayList<>();
        for (Generation generation : Generation.list(directory)) {
            files.addAll(generation.paths());
        }
        assertEquals(3, files.size());
        Map<Path, byte[]> sound = new TreeMap<>();
        for (Path file : files) {
            sound.put(file, Files.readAllBytes(file));
        }
        byte[] note = Files.readAllBytes(directory.resolve(CleanStop.FILE));
        int reported = 0;
        try (ContactKeys keys = ContactKeys.openReadOnly(directory.resolve("keys"), Fixture.TENANT)) {
            for (int round = 0; round < 500; round++) {
                Path file = files.get(random.nextInt(files.size()));
                byte[] whole = Objects.requireNonNull(sound.get(file));
                byte[] bytes = whole.clone();
                int bit = random.nextInt(bytes.length * 8);
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(file, bytes);
                boolean orderly = random.nextBoolean();
                if (orderly) {
                    Files.write(directory.resolve(CleanStop.FILE), note);
                } else {
                    Files.deleteIfExists(directory.resolve(CleanStop.FILE));
                }

                reported += check(keys, file + " bit " + bit + (orderly ? " orderly" : " not closed"));

                Files.write(file, whole);
            }
        }
        System.out.println("of 500 changed bits " + reported + " cost an entry, all of them reported");
        assertTrue(reported > 50, "most bits of a frame matter: " + reported);
    }

    /** Returns 1 when an entry was lost. */
    private int check(ContactKeys keys, String where) {
        Set<Long> read = new HashSet<>();
        int thrown = 0;
        String tail;
        long last;
        try (LogView view = LogView.open(directory, keys);
                LogReader reader = view.reader(0)) {
            tail = view.tail().tail();
            last = view.lastSequence();
            while (reader.position() < last) {
                try {
                    LogRecord record = reader.poll();
                    assertNotNull(record, where);
                    byte[] payload = record.sections().getFirst().open();
                    assertNotNull(payload, where);
                    assertTrue(Fixture.isPayload(payload, record.sequence()), where + ": wrong content");
                    assertTrue(read.add(record.sequence()), where + ": twice");
                } catch (JournalException e) {
                    thrown++;
                    assertTrue(e.getMessage().contains("at offset"), where + ": " + e.getMessage());
                }
            }
        }
        JournalTools.Verification verification = JournalTools.verify(directory);
        long damaged = verification.damages().stream()
                .mapToLong(damage -> damage.lastSequence() - damage.firstSequence() + 1)
                .sum();
        assertEquals(read.size(), verification.entries(), where);
        assertEquals(last, verification.entries() + damaged, where);
        int lost = ENTRIES - read.size();
        // A changed length word can hide the few entries up to the next place where a frame is recognised again.
        assertTrue(lost <= LOST_TO_ONE_BIT_MAX, where + ": one bit cost " + lost + " entries");
        if (lost == 0) {
            return 0;
        }
        boolean inside = thrown == 1 && damaged == lost;
        boolean atTheEnd = last == ENTRIES - lost && !tail.isEmpty();
        assertTrue(inside || atTheEnd, where + ": " + lost + " entries are missing and nobody says so");
        return 1;
    }

    private void write() {
        for (int part = 0; part < 2; part++) {
            try (Fixture fixture = new Fixture(directory)) {
                for (int i = 0; i < ENTRIES / 2; i++) {
                    if (part == 0 && i == ENTRIES / 4) {
                        fixture.wallMs.addAndGet(TimeUnit.HOURS.toMillis(1));
                    }
                    long next = fixture.log.lastSequence() + 1;
                    fixture.log.append(
                            Fixture.entry(Fixture.contact(i % 7), next, Fixture.payload(next, 900 + i * 13)));
                    fixture.log.force();
                }
            }
        }
    }
}
