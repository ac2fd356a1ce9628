package relevo.gateway.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How the stages wait. The journal stage, on which every acknowledgement hangs, sleeps until a publisher wakes it. The
 * decide shards look for it every fraction of a millisecond and sleep in between: the library's blocking strategies spin
 * while the stage before is busy, and here that is a disk's force, on cores that the event loops need.
 *
 * <p>Both report a timeout after {@code idleMs}, which is when shards see to their timers.
 */
final class StagedWait implements WaitStrategy {
    private static final long LOOK_NANOS = 2_000_000;
    private static final long LOOK_IDLE_NANOS = 5_000_000;
    private static final int LOOKS_UNTIL_IDLE = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    private final AtomicBoolean wakeNeeded = new AtomicBoolean();
    private final long idleNanos;

    StagedWait(long idleMs) {
        idleNanos = TimeUnit.MILLISECONDS.toNanos(idleMs);
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException, InterruptedException, TimeoutException {
        return dependent == cursor
                ? sleepUntilPublished(sequence, cursor, barrier)
                : lookUntilJournaled(sequence, dependent, barrier);
    }

    private long sleepUntilPublished(long sequence, Sequence cursor, SequenceBarrier barrier)
            throws AlertException, InterruptedException, TimeoutException {
        if (cursor.get() < sequence) {
            long leftNanos = idleNanos;
            lock.lock();
            try {
                // The wish to be woken must be seen by a publisher before the cursor is looked at again.
                wakeNeeded.getAndSet(true);
                while (cursor.get() < sequence) {
                    barrier.checkAlert();
                    leftNanos = published.awaitNanos(leftNanos);
                    if (leftNanos <= 0) {
                        throw TimeoutException.INSTANCE;
                    }
                    wakeNeeded.getAndSet(true);
                }
            } finally {
                lock.unlock();
            }
        }
        return cursor.get();
    }

    private long lookUntilJournaled(long sequence, Sequence dependent, SequenceBarrier barrier)
            throws AlertException, TimeoutException {
        long startedNanos = 0;
        long available = dependent.get();
        for (int looks = 0; available < sequence; looks++) {
            barrier.checkAlert();
            long nowNanos = System.nanoTime();
            if (looks == 0) {
                startedNanos = nowNanos;
            } else if (nowNanos - startedNanos > idleNanos) {
                throw TimeoutException.INSTANCE;
            }
            LockSupport.parkNanos(looks < LOOKS_UNTIL_IDLE ? LOOK_NANOS : LOOK_IDLE_NANOS);
            available = dependent.get();
        }
        return available;
    }

    @Override
    public void signalAllWhenBlocking() {
        if (wakeNeeded.getAndSet(false)) {
            lock.lock();
            try {
                published.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
