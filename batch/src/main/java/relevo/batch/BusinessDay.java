package relevo.batch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * One day as the business counts it. It has 23, 24 or 25 hours where clocks are changed.
 *
 * @param date of the calendar
 * @param zone whose midnight begins and ends it
 */
record BusinessDay(LocalDate date, ZoneId zone) {
    static final int HOURS = 24;

    /** Its first millisecond since 1970 UTC. */
    long fromMs() {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The first millisecond of the next day. */
    long untilMs() {
        return date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    boolean contains(long atMs) {
        return atMs >= fromMs() && atMs < untilMs();
    }

    /** The hour on the wall, 0 to 23. */
    int hour(long atMs) {
        return Instant.ofEpochMilli(atMs).atZone(zone).getHour();
    }
}
