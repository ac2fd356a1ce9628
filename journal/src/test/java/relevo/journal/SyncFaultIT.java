package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The disk answers EIO to a sync, once or for ever: nothing is said to be forced from then on, and nothing is tried again. */
class SyncFaultIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"fdatasync, 9+", "fdatasync, 14", "fdatasync, 1", "fsync, 6", "fsync, 2+"})
    void shouldStopForGoodWhenASyncFails(String call, String when) throws Exception {
        assumeTrue(
                ChildJvm.canRun("strace", "-f", "-o", "/dev/null", "-e", "trace=fdatasync", "true"),
                "strace is absent or may not trace here");
        List<String> strace = List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                directory.resolve("strace.txt").toString(),
                "-e",
                "trace=" + call,
                "-e",
                "inject=" + call + ":error=EIO:when=" + when);
        long forced = 0;
        List<String> lines = new ArrayList<>();
        try (ChildJvm child = new ChildJvm(
                strace, LogChild.class, directory.resolve("log").toString(), "1", "0", "1", "SECOND", "DISK")) {
            for (String line = child.line(); line != null; line = child.line()) {
                lines.add(line);
                if (line.startsWith("forced ")) {
                    forced = Long.parseLong(line.substring("forced ".length()));
                }
            }
            child.await();
        }
        String said = String.join("\n", lines);
        boolean refused = lines.getLast().startsWith("refused");
        if (!refused) {
            assertTrue(said.contains("stopped"), said);
            assertEquals(
                    3, lines.stream().filter("again  refused refused"::equals).count(), said);
            assertTrue(said.contains("admits false"), said);
        }
        try (ContactKeys keys = ContactKeys.open(directory.resolve("log/keys"), Fixture.TENANT);
                LocalLog log = LocalLog.open(Fixture.config(directory.resolve("log")), InstantSource.system(), keys)) {
            assertTrue(log.lastSequence() >= forced, said);
            assertEquals(log.lastSequence(), Fixture.readAll(log, 0).size());
        }
    }
}
