package relevo.gateway.http;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings acknowledgements home to one event loop. The journal acknowledges in batches and from its own thread; waking an
 * event loop costs more than all the rest, so only the first acknowledgement that finds the lane empty does it, and the
 * loop then takes all that have gathered:
 *
 * <pre>
 * journal thread   complete(a) complete(b) complete(c) ...        push on a stack; a wakes the loop
 * event loop                        take all: c b a               settle each connection once, in request order
 * </pre>
 *
 * <p>{@link #complete} from any thread, everything else on the event loop.
 */
final class AckLane {
    private final EventLoop loop;
    private final AtomicReference<@Nullable Slot> done = new AtomicReference<>();
    private int waiting;
    private @Nullable CompletableFuture<Void> whenEmpty;

    AckLane(EventLoop loop) {
        this.loop = loop;
    }

    void complete(Slot slot) {
        Slot newest;
        do {
            newest = done.get();
            slot.below = newest;
        } while (!done.compareAndSet(newest, slot));
        if (newest == null) {
            try {
                loop.execute(this::settleAll);
            } catch (RejectedExecutionException e) {
                // The port is closed and with it every connection: nobody is left to be answered.
            }
        }
    }

    void waits() {
        waiting++;
    }

    void waitsNoMore() {
        waiting--;
        CompletableFuture<Void> future = whenEmpty;
        if (future != null && waiting == 0) {
            future.complete(null);
        }
    }

    /** Completes once nobody on this event loop waits for an acknowledgement; no new ones may be taken any more. */
    CompletableFuture<Void> emptied() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        loop.execute(() -> {
            whenEmpty = future;
            if (waiting == 0) {
                future.complete(null);
            }
        });
        return future;
    }

    private void settleAll() {
        Slot all = done.getAndSet(null);
        for (Slot slot = all; slot != null; slot = slot.below) {
            slot.decide();
            waitsNoMore();
        }
        for (Slot slot = all; slot != null; ) {
            Slot next = slot.below;
            slot.below = null;
            slot.owner().settle();
            slot = next;
        }
    }
}
