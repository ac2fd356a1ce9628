package relevo.journal;

import java.nio.file.Path;

/**
 * How a {@link LocalLog} is kept.
 *
 * @param directory where it lives; made when absent. One process at a time writes there
 * @param durability what force waits for
 * @param rollEvery how often a new file begins
 * @param preallocateBytes how much disk is claimed ahead of the writer, at least 1 MiB; claimed space that a closed file
 *     did not need is given back
 * @param freeFloorBytes below this much free disk {@link Log#admits} says no
 * @param reserveBytes size of a ballast file that is given up when the disk is full, so that what is already in work can
 *     still be written; 0 for none
 * @param retentionDays how long closed files are kept by {@link LocalLog#retain}, at least 1
 * @param clockForwardJumpMaxMs a wall clock that leaps further than this ahead of the time that really passed is not
 *     followed; raise it to consent to a leap
 */
public record JournalConfig(
        Path directory,
        Durability durability,
        RollEvery rollEvery,
        long preallocateBytes,
        long freeFloorBytes,
        long reserveBytes,
        int retentionDays,
        long clockForwardJumpMaxMs) {
    private static final long MIB = 1L << 20;

    public JournalConfig {
        require(preallocateBytes >= MIB, "preallocate-bytes", preallocateBytes, "at least 1048576");
        require(freeFloorBytes >= 0, "free-floor-bytes", freeFloorBytes, "not negative");
        require(reserveBytes >= 0, "reserve-bytes", reserveBytes, "not negative");
        require(retentionDays >= 1, "retention-days", retentionDays, "at least 1");
        require(clockForwardJumpMaxMs >= 0, "clock-forward-jump-max-ms", clockForwardJumpMaxMs, "not negative");
    }

    /** What a single machine wants: on the disk, hourly, 30 days, 2 GiB kept free, 512 MiB of ballast. */
    public static JournalConfig production(Path directory) {
        return new JournalConfig(
                directory, Durability.DISK, RollEvery.HOUR, 64 * MIB, 2048 * MIB, 512 * MIB, 30, 3_600_000);
    }

    /** What a test or a sandbox wants: as {@link #production} but claiming little disk. */
    public static JournalConfig small(Path directory) {
        return new JournalConfig(directory, Durability.DISK, RollEvery.HOUR, 4 * MIB, 64 * MIB, 0, 30, 3_600_000);
    }

    public JournalConfig with(Durability other) {
        return new JournalConfig(
                directory,
                other,
                rollEvery,
                preallocateBytes,
                freeFloorBytes,
                reserveBytes,
                retentionDays,
                clockForwardJumpMaxMs);
    }

    public JournalConfig with(RollEvery other) {
        return new JournalConfig(
                directory,
                durability,
                other,
                preallocateBytes,
                freeFloorBytes,
                reserveBytes,
                retentionDays,
                clockForwardJumpMaxMs);
    }

    private static void require(boolean holds, String key, long value, String bound) {
        if (!holds) {
            throw new IllegalArgumentException("journal " + key + " is " + value + ", must be " + bound);
        }
    }
}
