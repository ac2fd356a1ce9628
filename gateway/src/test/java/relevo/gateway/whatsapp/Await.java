package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition with a deadline. */
public final class Await {
    private static final long DEADLINE_NS = 60_000_000_000L;

    private Await() {}

    public static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    public static void until(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("not within 60 s: " + what.get());
            }
            LockSupport.parkNanos(500_000);
        }
    }
}
