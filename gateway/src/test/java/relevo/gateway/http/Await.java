package relevo.gateway.http;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something another thread does, never longer than a generous deadline. */
final class Await {
    private static final long DEADLINE_NANOS = Duration.ofSeconds(60).toNanos();

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("never happened: " + what);
            }
            LockSupport.parkNanos(500_000);
        }
    }
}
