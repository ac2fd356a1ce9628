package relevo.batch;

/**
 * The days that a night looks at: the business day and some before it.
 *
 * @param last the business day
 * @param days how many in all, 1 to 92
 */
record Span(BusinessDay last, int days) {
    static final int DAYS_MAX = 92;

    Span {
        if (days < 1 || days > DAYS_MAX) {
            throw new IllegalArgumentException("a night looks back at 1 to " + DAYS_MAX + " days, not " + days);
        }
    }

    BusinessDay first() {
        return new BusinessDay(last.date().minusDays(days - 1L), last.zone());
    }

    /** Its first millisecond since 1970 UTC. */
    long fromMs() {
        return first().fromMs();
    }

    /** The first millisecond after it. */
    long untilMs() {
        return last.untilMs();
    }

    boolean contains(long atMs) {
        return atMs >= fromMs() && atMs < untilMs();
    }
}
