package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DedupeWindowProperties {
    private static final long WINDOW_SECONDS = 100;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    /** A stand-in for the journal: what was appended, with the time it was. */
    private record Seen(Tag key, long atMs) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldAgreeWithAMapThroughRestartsCrashesAndExpiry(long seed) throws IOException {
        RandomGenerator random = Fixture.seeded("dedupe", seed);
        DedupeWindow.Limits limits = new DedupeWindow.Limits(WINDOW_SECONDS * 1_000, 16);
        Map<Tag, Long> model = new HashMap<>();
        List<Seen> journal = new ArrayList<>();
        long nowMs = 1_000_000;
        int runsMost = 0;
        DedupeWindow window = DedupeWindow.open(directory, limits);
        for (int step = 0; step < 6_000; step++) {
            nowMs += random.nextInt(40) == 0 ? random.nextInt(20_000) : random.nextInt(100);
            // Few values, also in the first half, so that blocks, ties and neighbours are all met.
            Tag key = new Tag(random.nextInt(40) - 20, random.nextInt(30) + 1);
            Long before = model.get(key);
            boolean isNew = before == null || nowMs / 1_000 - before >= WINDOW_SECONDS;

            assertEquals(isNew, window.admit(key, nowMs), "step " + step + " key " + key);

            if (isNew) {
                model.put(key, nowMs / 1_000);
                journal.add(new Seen(key, nowMs));
            }
            if (random.nextInt(5) == 0) {
                window.forced(journal.size());
            }
            if (random.nextInt(300) == 0) {
                if (random.nextBoolean()) {
                    window.flush(journal.size());
                }
                window.close();
                if (random.nextInt(4) == 0) {
                    damageOne(random);
                }
                window = DedupeWindow.open(directory, limits);
                for (int i = (int) window.coveredSequence(); i < journal.size(); i++) {
                    window.admit(journal.get(i).key(), journal.get(i).atMs());
                }
            }
            runsMost = Math.max(runsMost, window.runCount());
        }
        window.close();
        assertTrue(journal.size() > 1_000, "too little happened: " + journal.size());
        assertTrue(runsMost > 3 && runsMost < 40, "runs: " + runsMost);
    }

    private void damageOne(RandomGenerator random) throws IOException {
        List<Path> files;
        try (Stream<Path> children = Files.list(directory)) {
            files = children.sorted().toList();
        }
        if (!files.isEmpty()) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
        }
    }

    @Test
    void shouldRebuildFromTheJournalWhatWasNotWritten() {
        Tag first = new Tag(1, 1);
        Tag second = new Tag(2, 2);
        Path window = directory.resolve("dedupe");
        try (Fixture fixture = new Fixture(directory.resolve("log"))) {
            for (Tag key : List.of(first, second)) {
                fixture.log.append(new Entry(
                        EntryType.RECEIVED,
                        Fixture.START_MS,
                        new Section(SectionKind.STATUS, Fixture.contact(0), key, 0, new byte[0])));
            }
            try (DedupeWindow dedupe = DedupeWindow.open(window, DedupeWindow.Limits.standard())) {
                dedupe.rebuild(fixture.log);
                assertEquals(0, dedupe.coveredSequence());
                assertEquals(false, dedupe.admit(first, Fixture.START_MS + 1));
                assertEquals(false, dedupe.admit(second, Fixture.START_MS + 1));
                assertEquals(true, dedupe.admit(new Tag(3, 3), Fixture.START_MS + 1));
                assertEquals(true, dedupe.admit(Tag.NONE, Fixture.START_MS + 1));
                dedupe.flush(2);
            }
            try (DedupeWindow dedupe = DedupeWindow.open(window, DedupeWindow.Limits.standard())) {
                assertEquals(2, dedupe.coveredSequence());
                assertEquals(false, dedupe.admit(first, Fixture.START_MS + 2));
            }
        }
    }
}
