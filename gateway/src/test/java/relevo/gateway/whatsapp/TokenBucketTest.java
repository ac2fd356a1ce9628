package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

    @Test
    void shouldGiveBurstThenRate() {
        TokenBucket bucket = new TokenBucket(45, 1.0 / 6, 0);
        for (int i = 0; i < 45; i++) {
            assertTrue(bucket.take(0));
        }
        assertFalse(bucket.take(0));
        assertEquals(6_000, bucket.waitMs(0));
        assertFalse(bucket.take(5_999));
        assertTrue(bucket.take(6_000));
        assertFalse(bucket.take(6_000));
    }

    @Test
    void shouldGrantExactlyTheRateOverALongTime() {
        TokenBucket bucket = new TokenBucket(80, 80, 0);
        int granted = 0;
        for (long now = 0; now <= 60_000; now++) {
            while (bucket.take(now)) {
                granted++;
            }
        }
        assertEquals(80 + 80 * 60, granted);
    }

    @Test
    void shouldSayTheWaitAfterWhichATokenIsThere() {
        TokenBucket bucket = new TokenBucket(1, 80, 0);
        assertTrue(bucket.take(0));
        long wait = bucket.waitMs(0);
        assertFalse(bucket.take(wait - 1));
        assertTrue(bucket.take(wait));
    }

    @Test
    void shouldSurviveClockThatStepsBack() {
        TokenBucket bucket = new TokenBucket(1, 1, 1_000_000);
        assertTrue(bucket.take(1_000_000));
        assertFalse(bucket.take(10));
        assertTrue(bucket.take(1_010));
    }

    @Test
    void shouldFollowChangedRate() {
        TokenBucket bucket = new TokenBucket(10, 10, 0);
        for (int i = 0; i < 10; i++) {
            assertTrue(bucket.take(0));
        }
        bucket.rate(1, 0);
        assertEquals(1_000, bucket.waitMs(0));
        assertFalse(bucket.isFull(9_999));
        assertTrue(bucket.isFull(10_000));
    }
}
