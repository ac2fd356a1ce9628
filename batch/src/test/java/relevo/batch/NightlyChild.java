package relevo.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A nightly job in a JVM of its own that dies when both parts have read to there: {@code DATA OUT
 * MESSAGES SEED HALT-AT-SEQUENCE}. */
final class NightlyChild {
    static final int HALTED = 77;

    private NightlyChild() {}

    public static void main(String[] args) throws IOException {
        long haltAt = Long.parseLong(args[4]);
        Set<Long> there = ConcurrentHashMap.newKeySet();
        MemoryLog log = new MemoryLog() {
            @Override
            void reading(long sequence) {
                // Both parts of the contacts are read at once: one may not have begun when the other is there already.
                if (sequence == haltAt && there.add(Thread.currentThread().threadId()) && there.size() == 2) {
                    Runtime.getRuntime().halt(HALTED);
                }
            }
        };
        new DayFixture(log).busy(Integer.parseInt(args[2]), Long.parseLong(args[3]));
        NightlyRun.Outcome outcome = Nights.counting(
                        new Folders(Path.of(args[0]), Path.of(args[1])),
                        log::source,
                        InstantSource.fixed(Instant.ofEpochMilli(DayFixture.DAY.untilMs() + 1)),
                        new Progress(System.err, false, System::nanoTime))
                .run(DayFixture.DAY, false);
        System.out.println(outcome);
    }
}
