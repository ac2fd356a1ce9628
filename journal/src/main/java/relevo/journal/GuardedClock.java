package relevo.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The gateway's time: a wall clock that never goes back and does not follow leaps. Chronicle derives file names from the
 * time, so a clock that steps would write behind what is already written, or into a file of the future that stops every
 * later append.
 *
 * <ul>
 *   <li>Wall clock behind what was already said (stepped back, or the newest entry on disk is of the future): time goes on
 *       at half speed until the wall clock has caught up, so that timers still fire.
 *   <li>Wall clock further ahead than the time that really passed (monotonic clock) plus the permitted leap: refused, time
 *       goes on by the monotonic clock until the wall clock returns. A restart follows it.
 * </ul>
 *
 * <p>May be called from any thread.
 */
public final class GuardedClock implements InstantSource {
    private final InstantSource wall;
    private final LongSupplier nanoTime;
    private final long forwardJumpMaxMs;
    private long lastMs;
    private long lastNanos;
    private long heldNanos;
    private long offByMs;

    /**
     * @param nanoTime a monotonic clock, nanoseconds, as System::nanoTime
     * @param floorMs time of the newest entry on disk: never less than this is said
     */
    public GuardedClock(InstantSource wall, LongSupplier nanoTime, long floorMs, long forwardJumpMaxMs) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.forwardJumpMaxMs = forwardJumpMaxMs;
        this.lastNanos = nanoTime.getAsLong();
        this.lastMs = Math.max(floorMs, wall.millis());
    }

    /** Milliseconds since 1970 UTC, never less than it said before. */
    public synchronized long atMs() {
        long wallMs = wall.millis();
        long nanos = nanoTime.getAsLong();
        long passedNanos = Math.max(0, nanos - lastNanos);
        lastNanos = nanos;
        offByMs = wallMs - lastMs;
        if (wallMs < lastMs) {
            advance(passedNanos / 2);
        } else if (wallMs - lastMs > passedNanos / 1_000_000 + forwardJumpMaxMs
                && forwardJumpMaxMs < Long.MAX_VALUE / 2) {
            advance(passedNanos);
        } else {
            heldNanos = 0;
            lastMs = wallMs;
            offByMs = 0;
        }
        return lastMs;
    }

    /**
     * How far the wall clock stood from what was said when last asked: 0 in good times, negative when it is behind, positive
     * when it leapt ahead and is not followed. For an alarm.
     */
    public synchronized long offByMs() {
        return offByMs;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(atMs());
    }

    @Override
    public long millis() {
        return atMs();
    }

    /** Moves on without the wall clock; what is less than a millisecond is kept for the next time. */
    private void advance(long nanos) {
        heldNanos += nanos;
        long ms = TimeUnit.NANOSECONDS.toMillis(heldNanos);
        heldNanos -= TimeUnit.MILLISECONDS.toNanos(ms);
        lastMs += ms;
    }
}
