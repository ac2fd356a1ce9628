package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashImageTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private int holes;
    private int shortened;

    @Test
    void shouldKeepEveryForcedEntryWhateverTheDiskKeptOfTheRest() throws IOException {
        crash(20, 10, Long.getLong("relevo.seed", System.nanoTime()));
    }

    @Test
    @Tag("long")
    void shouldKeepEveryForcedEntryInFiveThousandImages() throws IOException {
        crash(250, 20, System.nanoTime());
    }

    private void crash(int runs, int imagesEach, long seed) throws IOException {
        RandomGenerator random = Fixture.seeded("crash images", seed);
        for (int run = 0; run < runs; run++) {
            Path source = directory.resolve("run-" + run);
            Map<String, byte[]> forced;
            Map<String, byte[]> now;
            long durable;
            long last;
            try (Fixture fixture = new Fixture(source)) {
                append(fixture, random, random.nextInt(60), true);
                fixture.log.force();
                durable = fixture.log.durableSequence();
                forced = CrashImage.read(source);
                append(fixture, random, random.nextInt(1, 60), false);
                last = fixture.log.lastSequence();
                now = CrashImage.read(source);
            }
            for (int i = 0; i < imagesEach; i++) {
                Path image = directory.resolve("image-" + run + "-" + i);
                CrashImage.write(forced, now, random, image);
                recover(image, durable, last, random, random.nextInt(2));
                delete(image);
            }
            delete(source);
        }
        System.out.println("images with a hole " + holes + ", with entries lost that were not forced " + shortened);
        assertTrue(holes > runs * imagesEach / 20 && shortened > runs * imagesEach / 5, "the images were too tame");
    }

    /** Opens the image, checks it, appends behind it, and crashes it {@code again} times more. */
    private void recover(Path image, long durable, long last, RandomGenerator random, int again) throws IOException {
        Map<String, byte[]> forced;
        Map<String, byte[]> now;
        long newDurable;
        long newLast;
        try (Fixture fixture = new Fixture(image)) {
            Recovery recovery = fixture.log.recovery();
            assertEquals(List.of(), recovery.damages());
            assertTrue(
                    recovery.lastSequence() >= durable && recovery.lastSequence() <= last,
                    recovery + " but forced was " + durable + " and appended " + last);
            holes += recovery.discardedEntries() > 0 ? 1 : 0;
            shortened += recovery.lastSequence() < last ? 1 : 0;
            check(fixture.log, recovery.lastSequence());
            append(fixture, random, random.nextInt(1, 20), true);
            fixture.log.force();
            check(fixture.log, fixture.log.lastSequence());
            newDurable = fixture.log.durableSequence();
            forced = CrashImage.read(image);
            append(fixture, random, random.nextInt(20), false);
            newLast = fixture.log.lastSequence();
            now = CrashImage.read(image);
        }
        try (Fixture fixture = new Fixture(image)) {
            assertTrue(fixture.log.recovery().clean());
            check(fixture.log, newLast);
        }
        if (again > 0) {
            Path next = image.resolveSibling(image.getFileName() + "-again");
            CrashImage.write(forced, now, random, next);
            recover(next, newDurable, newLast, random, again - 1);
            delete(next);
        }
    }

    private static void check(Log log, long last) {
        List<LogRecord> records = Fixture.readAll(log, 0);
        assertEquals(last, records.size());
        for (int i = 0; i < records.size(); i++) {
            assertEquals(i + 1, records.get(i).sequence());
            byte[] payload = records.get(i).sections().getFirst().open();
            assertNotNull(payload);
            assertTrue(Fixture.isPayload(payload, i + 1), "entry " + (i + 1) + " has the wrong content");
        }
        assertEquals(last, log.lastSequence());
    }

    private static void append(Fixture fixture, RandomGenerator random, int count, boolean force) {
        for (int i = 0; i < count; i++) {
            if (random.nextInt(30) == 0) {
                fixture.wallMs.addAndGet(TimeUnit.HOURS.toMillis(1));
            }
            long next = fixture.log.lastSequence() + 1;
            int length = random.nextInt(random.nextInt(20) == 0 ? 30_000 : 1_500);
            fixture.log.append(Fixture.entry(Fixture.contact(random.nextInt(10)), next, Fixture.payload(next, length)));
            if (force && random.nextInt(15) == 0) {
                fixture.log.force();
            }
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
