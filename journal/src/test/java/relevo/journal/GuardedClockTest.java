package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuardedClockTest {
    private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);
    private long wallMs = 1_000_000_000_000L;
    private long nanos;

    private GuardedClock clock(long floorMs, long jumpMaxMs) {
        return new GuardedClock(() -> Instant.ofEpochMilli(wallMs), () -> nanos, floorMs, jumpMaxMs);
    }

    private void pass(long ms) {
        wallMs += ms;
        nanos += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    @Test
    void shouldFollowTheWallClockInGoodTimes() {
        GuardedClock clock = clock(0, HOUR_MS);
        pass(5);
        assertEquals(wallMs, clock.atMs());
        pass(48 * HOUR_MS);
        assertEquals(wallMs, clock.atMs(), "nothing was asked for two days, but they really passed");
        assertEquals(0, clock.offByMs());
    }

    @Test
    void shouldNeverGoBackButGoOn() {
        GuardedClock clock = clock(0, HOUR_MS);
        long before = clock.atMs();
        wallMs -= 48 * HOUR_MS;
        assertEquals(before, clock.atMs());
        pass(1_000);
        assertEquals(before + 500, clock.atMs());
        assertTrue(clock.offByMs() < -47 * HOUR_MS);
        pass(96 * HOUR_MS);
        clock.atMs();
        pass(1);
        assertEquals(wallMs, clock.atMs(), "caught up");
    }

    @Test
    void shouldRefuseALeapForwardUntilTheWallClockReturns() {
        GuardedClock clock = clock(0, HOUR_MS);
        long before = clock.atMs();
        wallMs += 48 * HOUR_MS;
        pass(1_000);
        assertEquals(before + 1_000, clock.atMs());
        assertTrue(clock.offByMs() > 47 * HOUR_MS);
        wallMs -= 48 * HOUR_MS;
        pass(500);
        assertEquals(before + 1_500, clock.atMs());
        assertEquals(0, clock.offByMs());
    }

    @Test
    void shouldFollowALeapWithConsent() {
        GuardedClock clock = clock(0, Long.MAX_VALUE);
        clock.atMs();
        wallMs += 48 * HOUR_MS;
        assertEquals(wallMs, clock.atMs());
    }

    @Test
    void shouldNotStartBeforeTheNewestEntry() {
        GuardedClock clock = clock(wallMs + 48 * HOUR_MS, HOUR_MS);
        assertEquals(wallMs + 48 * HOUR_MS, clock.atMs());
    }
}
