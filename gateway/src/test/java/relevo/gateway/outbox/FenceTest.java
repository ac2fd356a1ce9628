package relevo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import relevo.journal.Tag;

class FenceTest {
    private static final Tag ANA = new Tag(1, 1);
    private static final Tag LUIS = new Tag(2, 2);

    @Test
    void shouldAllowOnlyTheNewestEpochAndLater() {
        Fence fence = new Fence();
        assertTrue(fence.allows(ANA, 0));
        fence.raise(ANA, 3);
        fence.raise(ANA, 2);
        assertFalse(fence.allows(ANA, 2));
        assertTrue(fence.allows(ANA, 3));
        assertTrue(fence.allows(ANA, 4));
        assertTrue(fence.allows(LUIS, 0));
    }

    @Test
    void shouldKeepMarksUntilEverythingOfThatTimeIsRead() {
        Fence fence = new Fence();
        fence.raise(ANA, 3);
        fence.age(0, () -> 10);
        fence.age(9, () -> 11);
        assertFalse(fence.allows(ANA, 2));
        fence.age(10, () -> 11);
        assertFalse(fence.allows(ANA, 2), "the older generation still counts");
        fence.raise(ANA, 4);
        fence.age(11, () -> 12);
        fence.age(12, () -> 13);
        assertTrue(fence.allows(LUIS, 0));
        assertFalse(fence.allows(ANA, 3), "marked again meanwhile");
        fence.age(13, () -> 14);
        fence.age(14, () -> 15);
        assertTrue(fence.allows(ANA, 0));
        assertEquals(0, fence.size());
    }

    @Test
    void shouldAllowNothingWhenThereAreMoreMarksThanItMayKeep() {
        Fence fence = new Fence(1);
        fence.raise(ANA, 1);
        fence.raise(LUIS, 1);
        assertTrue(fence.overflowed());
        assertFalse(fence.allows(ANA, 9));
        fence.reread();
        assertTrue(fence.allows(ANA, 9));
        assertEquals(1, fence.size());
    }

    @Test
    void shouldNeverLoseARaiseToAChangeOfGenerations() throws InterruptedException {
        // Every raise is for an entry that the outbox has not read, so none may be forgotten.
        Fence fence = new Fence();
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger lost = new AtomicInteger();
        Thread ages = new Thread(() -> {
            while (done.getCount() > 0) {
                fence.age(0, () -> 1);
            }
        });
        ages.start();
        for (int i = 1; i <= 200_000; i++) {
            Tag contact = new Tag(i % 100, 7);
            fence.raise(contact, i);
            if (fence.allows(contact, i - 1L)) {
                lost.incrementAndGet();
            }
        }
        done.countDown();
        ages.join();
        assertEquals(0, lost.get());
    }
}
