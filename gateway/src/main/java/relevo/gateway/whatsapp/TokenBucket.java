package relevo.gateway.whatsapp;

/**
 * So many at once, then so many a second. Time comes in with each call and may step back, which adds nothing. Owned by
 * one thread.
 */
public final class TokenBucket {
    private final double capacity;
    private double perSecond;
    private double tokens;
    private long filledMs;

    /** A full bucket. */
    public TokenBucket(double capacity, double perSecond, long nowMs) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.tokens = capacity;
        this.filledMs = nowMs;
    }

    /** Takes one token if there is one. */
    public boolean take(long nowMs) {
        fill(nowMs);
        // A hair under one counts as one: adding up fractions must not cost a millisecond.
        if (tokens < 1 - 1e-9) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    /** How long until {@link #take} would succeed, milliseconds; 0 when it would now. */
    public long waitMs(long nowMs) {
        fill(nowMs);
        return tokens >= 1 - 1e-9 ? 0 : (long) Math.ceil((1 - tokens) / perSecond * 1_000);
    }

    /** Whether nothing is remembered that a new bucket would not know. */
    public boolean isFull(long nowMs) {
        fill(nowMs);
        return tokens >= capacity;
    }

    /** Changes the rate from now on. */
    public void rate(double newPerSecond, long nowMs) {
        fill(nowMs);
        perSecond = newPerSecond;
    }

    public double rate() {
        return perSecond;
    }

    private void fill(long nowMs) {
        if (nowMs > filledMs) {
            tokens = Math.min(capacity, tokens + (nowMs - filledMs) * perSecond / 1_000);
        }
        filledMs = nowMs;
    }
}
