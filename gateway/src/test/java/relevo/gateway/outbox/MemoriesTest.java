package relevo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import relevo.journal.Tag;

/** The small tables against the plain collections that they stand for. */
class MemoriesTest {
    private static final long HOUR_MS = 3_600_000L;

    @Test
    void shouldHoldTheSameNumbersAsASet() {
        Random dice = new Random(1);
        LongSet set = new LongSet();
        Set<Long> plain = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            long value = 1 + dice.nextInt(20_000);
            assertEquals(plain.add(value), set.add(value));
            long asked = 1 + dice.nextInt(20_000);
            assertEquals(plain.contains(asked), set.contains(asked));
        }
        assertEquals(plain.size(), set.size());
        assertFalse(set.contains(0));
        set.clear();
        assertFalse(set.contains(1));
    }

    @Test
    void shouldRememberTheSendsOfTheLastGenerations() {
        LongSet before = new LongSet();
        before.add(1);
        RecentKeys recent = new RecentKeys(100, before);
        for (long key = 2; key <= 101; key++) {
            recent.add(key);
        }
        assertTrue(recent.contains(1));
        recent.add(102);
        assertFalse(recent.contains(1));
        for (long key = 2; key <= 102; key++) {
            assertTrue(recent.contains(key));
        }
    }

    @Test
    void shouldKnowTheWindowOfEveryCustomerWhileThereIsRoom() {
        Random dice = new Random(2);
        LastInbound windows = new LastInbound(100_000);
        Map<Tag, Long> plain = new HashMap<>();
        long now = 1_000 * HOUR_MS;
        for (int i = 0; i < 20_000; i++) {
            Tag contact = new Tag(dice.nextInt(5_000) * 0x9E3779B97F4A7C15L, 3);
            long at = now - dice.nextLong(48 * HOUR_MS);
            windows.wrote(contact, at);
            plain.merge(contact, at, Math::max);
        }
        plain.forEach(
                (contact, at) -> assertEquals(now - at <= LastInbound.WINDOW_MS, windows.windowOpen(contact, now)));
    }

    @Test
    void shouldTakeUnknownCustomersAsInsideAndHeedTheApi() {
        LastInbound windows = new LastInbound(100);
        Tag ana = new Tag(5, 6);
        assertTrue(windows.windowOpen(ana, 0));
        windows.closed(ana, 100 * HOUR_MS);
        assertFalse(windows.windowOpen(ana, 100 * HOUR_MS));
        windows.wrote(ana, 100 * HOUR_MS);
        assertTrue(windows.windowOpen(ana, 100 * HOUR_MS));
        windows.wrote(ana, 1);
        assertTrue(windows.windowOpen(ana, 123 * HOUR_MS), "an older message that comes late closes nothing");
        assertFalse(windows.windowOpen(ana, 124 * HOUR_MS));
    }

    @Test
    void shouldNotGrowBeyondItsBoundAndForgetTheLongestSilent() {
        LastInbound windows = new LastInbound(1_000);
        for (int i = 1; i <= 100_000; i++) {
            windows.wrote(new Tag(i * 0x9E3779B97F4A7C15L, i), i);
        }
        assertTrue(windows.capacity() <= 2_048, "capacity " + windows.capacity());
        long now = 100_000 + LastInbound.WINDOW_MS;
        int remembered = 0;
        for (int i = 99_900; i < 100_000; i++) {
            remembered += windows.windowOpen(new Tag(i * 0x9E3779B97F4A7C15L, i), now) ? 0 : 1;
        }
        assertEquals(100, remembered, "the newest are there");
    }

    @Test
    void shouldHoldTheLowestPlaceUntilEveryReasonIsGone() {
        Holds holds = new Holds();
        assertEquals(Long.MAX_VALUE, holds.lowest());
        holds.hold(7);
        holds.hold(7);
        holds.hold(9);
        holds.drop(7);
        assertEquals(7, holds.lowest());
        holds.drop(7);
        assertEquals(9, holds.lowest());
        holds.drop(9);
        holds.drop(9);
        assertEquals(0, holds.size());
    }
}
