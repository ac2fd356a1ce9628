package relevo.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** A nightly job in a JVM of its own that dies in the middle: {@code DATA OUT MESSAGES SEED HALT-AT-SEQUENCE}. */
final class NightlyChild {
    static final int HALTED = 77;

    private NightlyChild() {}

    public static void main(String[] args) throws IOException {
        long haltAt = Long.parseLong(args[4]);
        MemoryLog log = new MemoryLog() {
            private boolean inOrder;

            @Override
            void reading(long sequence) {
                // The bisection for the day's beginning jumps about; only the reading proper goes one by one to there.
                inOrder |= sequence == haltAt - 1;
                if (inOrder && sequence == haltAt) {
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
