package relevo.gateway.outbox;

import java.util.ArrayDeque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import relevo.gateway.whatsapp.ErrorRule;
import relevo.gateway.whatsapp.RetryClass;
import relevo.gateway.whatsapp.TokenBucket;

/**
 * One business number: how fast it may send, and whether it may at all. A hold (its limit is reached, its token refused, the
 * API out of reach) stops all its messages and loses none; when it ends, one message goes ahead to try, and the next hold
 * is longer until one gets through. Owned by the outbox thread.
 */
final class NumberGate {
    private static final double SLOWEST_SHARE = 1.0 / 16;
    private static final int DOUBTS_MAX = 3;
    private static final ErrorRule OUT_OF_REACH =
            new ErrorRule(0, 0, RetryClass.HOLD, 500, 2, 30_000, Integer.MAX_VALUE, "out of reach");
    private static final ErrorRule NO_ANSWERS =
            new ErrorRule(0, 0, RetryClass.HOLD, 2_000, 2, 60_000, Integer.MAX_VALUE, "does not answer");

    final String number;
    final ArrayDeque<Lane> ready = new ArrayDeque<>();
    int pending;

    @Nullable
    Backlog backlog;

    private final double perSecond;
    private final boolean inboundCounts;
    private final TokenBucket bucket;
    private final RandomGenerator random;
    private int inFlight;
    private int holds;
    private long heldUntilMs = Long.MIN_VALUE;
    private String heldBecause = "";
    private int doubts;
    private double inboundPerSecond;
    private long inboundMs;
    private int inboundCount;
    private double share = 1;

    NumberGate(String number, OutboxConfig.Pacing pacing, RandomGenerator random, long nowMs) {
        this.number = number;
        this.perSecond = pacing.perSecondOf(number);
        this.inboundCounts = pacing.inboundCounts();
        this.random = random;
        this.bucket = new TokenBucket(perSecond, perSecond, nowMs);
        this.inboundMs = nowMs;
    }

    /** 0 when a message may go out now, else in how many milliseconds to ask again; NEVER when only an answer can tell. */
    long waitMs(long nowMs) {
        if (nowMs < heldUntilMs) {
            return heldUntilMs - nowMs;
        }
        return holds > 0 && inFlight > 0 ? Lane.NEVER : bucket.waitMs(nowMs);
    }

    /** A message goes out. */
    void begin(long nowMs) {
        bucket.take(nowMs);
        inFlight++;
    }

    /** Its answer came, whatever it was, or it did not go out after all. */
    void end() {
        inFlight--;
    }

    /** The API dealt with a message: the way is free. */
    void reached(long nowMs) {
        holds = 0;
        doubts = 0;
        if (share < 1) {
            share = Math.min(1, share + 0.01);
            adjust(nowMs);
        }
    }

    /** Stops for as long as the rule says; longer each time in a row. What was already under way does not count again. */
    void hold(ErrorRule rule, long nowMs) {
        if (nowMs < heldUntilMs) {
            return;
        }
        holds++;
        long pause = rule.pauseMs(holds);
        heldUntilMs = nowMs + pause + random.nextLong(pause / 4 + 1);
        heldBecause = rule.meaning();
    }

    /** The API says too fast: half the rate, then little by little more again. */
    void slower(long nowMs) {
        if (nowMs >= heldUntilMs) {
            share = Math.max(SLOWEST_SHARE, share / 2);
            adjust(nowMs);
        }
    }

    /** Nothing left this process. */
    void outOfReach(long nowMs) {
        hold(OUT_OF_REACH, nowMs);
    }

    /** No answer came. Each time means a message of unknown fate, so after a few it is no use to go on. */
    void doubt(long nowMs) {
        if (++doubts >= DOUBTS_MAX) {
            hold(NO_ANSWERS, nowMs);
        }
    }

    /** Ends a hold by hand. */
    void resume() {
        holds = 0;
        doubts = 0;
        heldUntilMs = Long.MIN_VALUE;
    }

    /** A message came in: the API counts both ways together. */
    void inbound(long nowMs) {
        if (!inboundCounts) {
            return;
        }
        inboundCount++;
        if (nowMs - inboundMs >= 1_000 || nowMs < inboundMs) {
            inboundPerSecond = nowMs > inboundMs ? inboundCount * 1_000.0 / (nowMs - inboundMs) : 0;
            inboundCount = 0;
            inboundMs = nowMs;
            adjust(nowMs);
        }
    }

    private void adjust(long nowMs) {
        double left = Math.max(perSecond / 2, perSecond - inboundPerSecond);
        bucket.rate(left * share, nowMs);
    }

    boolean held(long nowMs) {
        return nowMs < heldUntilMs || holds > 0;
    }

    NumberState state(long nowMs) {
        return new NumberState(
                number, pending, inFlight, held(nowMs), held(nowMs) ? heldBecause : "", heldUntilMs, bucket.rate());
    }
}
