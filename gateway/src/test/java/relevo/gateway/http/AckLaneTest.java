package relevo.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import relevo.gateway.whatsapp.Parsers;
import relevo.gateway.whatsapp.Samples;

class AckLaneTest {

    @Test
    void shouldWakeTheEventLoopOnceForAWholeBatch() throws Exception {
        DefaultEventLoop loop = new DefaultEventLoop();
        try {
            CountDownLatch isBusy = new CountDownLatch(1);
            CountDownLatch mayGoOn = new CountDownLatch(1);
            loop.execute(() -> {
                isBusy.countDown();
                awaitQuietly(mayGoOn);
            });
            isBusy.await();
            AckLane lane = new AckLane(loop);
            List<Slot> slots = slots(lane, 1_000);
            slots.forEach(Slot::durable);
            assertEquals(1, loop.pendingTasks());
            mayGoOn.countDown();
            loop.submit(() -> {}).get(10, TimeUnit.SECONDS);
            slots.forEach(slot -> assertEquals(Answer.OK, slot.answer()));
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
        }
    }

    @Test
    void shouldBringHomeWhatManyThreadsAcknowledge() throws Exception {
        DefaultEventLoop loop = new DefaultEventLoop();
        try {
            AckLane lane = new AckLane(loop);
            List<Slot> slots = slots(lane, 20_000);
            loop.submit(() -> slots.forEach(slot -> lane.waits())).get(10, TimeUnit.SECONDS);
            CompletableFuture<Void> emptied = lane.emptied();
            assertFalse(emptied.isDone());
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                List<Slot> mine = slots.subList(t * 5_000, (t + 1) * 5_000);
                boolean isGood = t % 2 == 0;
                threads.add(Thread.ofPlatform().start(() -> mine.forEach(isGood ? Slot::durable : Slot::refused)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            emptied.get(10, TimeUnit.SECONDS);
            for (int i = 0; i < slots.size(); i++) {
                boolean isGood = i / 5_000 % 2 == 0;
                assertEquals(
                        isGood ? Answer.OK : Answer.UNAVAILABLE, slots.get(i).answer(), "slot " + i);
            }
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
        }
    }

    @Test
    void shouldDropAcknowledgementsWhenTheEventLoopHasEnded() throws Exception {
        DefaultEventLoop loop = new DefaultEventLoop();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
        Slot slot = slots(new AckLane(loop), 1).getFirst();
        slot.durable();
        assertEquals(null, slot.answer());
    }

    @Test
    void shouldRefuseToBeAcknowledgedTwice() {
        Slot slot = slots(new AckLane(new EmbeddedChannel().eventLoop()), 1).getFirst();
        slot.durable();
        assertThrows(IllegalStateException.class, slot::durable);
        assertThrows(IllegalStateException.class, slot::refused);
    }

    @Test
    void shouldKeepTheAnswerThatWasGivenInItsStead() {
        EventLoop loop = new EmbeddedChannel().eventLoop();
        Slot slot = slots(new AckLane(loop), 1).getFirst();
        slot.answer(Answer.UNAVAILABLE);
        slot.durable();
        slot.decide();
        assertEquals(Answer.UNAVAILABLE, slot.answer());
        assertTrue(slot.sinceNanos() == 0);
    }

    /** Slots of a handler that was never put in a pipeline: there is nothing to write. */
    private static List<Slot> slots(AckLane lane, int count) {
        HttpConfig config = WebhookPort.quick();
        WebhookServer.Parts parts = new WebhookServer.Parts(
                config,
                () -> new Signatures(List.of(Signatures.App.of(Samples.SECRET))),
                new Handshake(List.of("t")),
                Parsers.parser(),
                (webhook, acknowledgement) -> false,
                () -> 0,
                new WebhookCounters(),
                new Answers(),
                () -> false);
        WebhookHandler handler = new WebhookHandler(parts, lane, new Deadlines(config, parts.counters()));
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            slots.add(new Slot(handler, lane, false, 0));
        }
        parts.answers().close();
        return slots;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
