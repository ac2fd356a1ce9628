package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process dies at any instant while it appends: what it said was forced is there, and the next goes on behind it. */
class KillIT {
    @TempDir
    Path directory;

    private long forced;
    private Durability durability = Durability.DISK;

    @Test
    void shouldKeepWhatWasForcedWhenKilled() throws Exception {
        killRounds(4);
    }

    @Test
    @Tag("long")
    void shouldKeepWhatWasForcedInThreeHundredKills() throws Exception {
        killRounds(300);
    }

    private void killRounds(int rounds) throws Exception {
        RandomGenerator random = Fixture.seeded("kill", System.nanoTime());
        for (int round = 0; round < rounds; round++) {
            boolean byItself = round > 0 && random.nextBoolean();
            long haltMicros = byItself ? random.nextInt(1_000, 400_000) : 0;
            RollEvery roll = random.nextBoolean() ? RollEvery.SECOND : RollEvery.HOUR;
            int lines = random.nextInt(3, 300);
            try (ChildJvm child = child(List.of(), random.nextInt(), haltMicros, roll)) {
                read(child, byItself ? Integer.MAX_VALUE : lines);
                child.kill();
                read(child, Integer.MAX_VALUE);
            }
            long before = check();
            assertTrue(before >= forced);
        }
        assertTrue(forced > 0, "no child ever forced");
    }

    @Test
    void shouldKeepWhatWasForcedToThePageCacheOnly() throws Exception {
        durability = Durability.PROCESS;
        killRounds(2);
    }

    @Test
    void shouldStartWhenTheDeadProcessHadTheSameId() throws Exception {
        String[] namespace = {"unshare", "--pid", "--fork", "--kill-child"};
        assumeTrue(
                ChildJvm.canRun("unshare", "--pid", "--fork", "true"), "process id namespaces are not permitted here");
        for (int round = 0; round < 3; round++) {
            try (ChildJvm child = child(List.of(namespace), round, 50_000 + round * 17_000, RollEvery.HOUR)) {
                read(child, Integer.MAX_VALUE);
                child.await();
            }
        }
        assertTrue(forced > 0);
        check();
    }

    @Test
    void shouldRefuseASecondProcess() throws Exception {
        try (ChildJvm first = child(List.of(), 1, 0, RollEvery.HOUR)) {
            read(first, 2);
            try (ChildJvm second = child(List.of(), 2, 0, RollEvery.HOUR)) {
                String line = second.line();
                assertNotNull(line);
                assertTrue(line.startsWith("refused") && line.contains("another process has the key store open"), line);
                assertEquals(0, second.await());
            }
            read(first, 2);
            first.kill();
            read(first, Integer.MAX_VALUE);
        }
        check();
    }

    private ChildJvm child(List<String> before, int seed, long haltMicros, RollEvery roll) throws IOException {
        return new ChildJvm(
                before,
                LogChild.class,
                directory.toString(),
                Integer.toString(seed),
                Long.toString(haltMicros),
                "2",
                roll.toString(),
                durability.toString());
    }

    private void read(ChildJvm child, int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            String line = child.line();
            if (line == null) {
                return;
            }
            assertTrue(line.startsWith("opened") || line.startsWith("forced"), line);
            // The kill may have cut the last line.
            if (line.matches("forced \\d+")) {
                forced = Math.max(forced, Long.parseLong(line.substring("forced ".length())));
            }
        }
    }

    /** Opens the log in this process, reads all of it, appends a little, and returns what the last entry was before. */
    private long check() {
        try (ContactKeys keys = ContactKeys.open(directory.resolve("keys"), Fixture.TENANT);
                LocalLog log = LocalLog.open(Fixture.config(directory), InstantSource.system(), keys)) {
            long before = log.lastSequence();
            assertTrue(before >= forced, "forced " + forced + " but the log ends with " + before);
            assertEquals(List.of(), log.recovery().damages());
            log.append(Fixture.entry(Fixture.contact(1), log.clock().atMs(), new byte[10]));
            log.force();
            long expected = 1;
            for (LogRecord record : Fixture.readAll(log, 0)) {
                assertEquals(expected++, record.sequence());
                assertNotNull(record.sections().getFirst().open());
            }
            assertEquals(before + 2, expected);
            return before;
        }
    }
}
