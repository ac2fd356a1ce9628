package relevo.gateway.desk;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Those who listen to one live source: at most so many at a time, each until it leaves or the source closes. What a listener
 * has yet to see is its own affair; here it waits for it. Everything happens under the source's lock, which every method
 * takes by itself, so that the source may call them with or without it.
 *
 * @param <L> a listener; told apart by identity
 */
final class Audience<L> {
    private final ReentrantLock lock;
    private final Condition news;
    private final Condition departures;
    private final Set<L> listeners = new LinkedHashSet<>();
    private final int max;
    private final String what;
    private boolean closed;

    /**
     * @param lock guards the source
     * @param max listeners at a time
     * @param what their plural, for who is turned away
     */
    Audience(ReentrantLock lock, int max, String what) {
        this.lock = lock;
        this.news = lock.newCondition();
        this.departures = lock.newCondition();
        this.max = max;
        this.what = what;
    }

    /** @throws RefusedException FULL, or UNAVAILABLE after {@link #close} */
    L join(L listener) {
        lock.lock();
        try {
            if (closed) {
                throw new RefusedException(RefusedException.Why.UNAVAILABLE, "stopping");
            }
            if (listeners.size() == max) {
                throw new RefusedException(
                        RefusedException.Why.FULL, "no more than " + max + " " + what + " at a time");
            }
            listeners.add(listener);
            return listener;
        } finally {
            lock.unlock();
        }
    }

    /** A second time does nothing. */
    void leave(L listener) {
        lock.lock();
        try {
            listeners.remove(listener);
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    boolean includes(L listener) {
        lock.lock();
        try {
            return listeners.contains(listener);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return listeners.size();
        } finally {
            lock.unlock();
        }
    }

    /** Lets all leave and none join any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            listeners.clear();
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Does this to each listener, and wakes those who wait. */
    void tell(Consumer<L> each) {
        lock.lock();
        try {
            if (!listeners.isEmpty()) {
                listeners.forEach(each);
                news.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something for this listener, it has left, or the time is over. */
    void await(L listener, BooleanSupplier something, long timeoutMs) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long leftNs = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
            while (!something.getAsBoolean() && listeners.contains(listener) && leftNs > 0) {
                leftNs = news.awaitNanos(leftNs);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits out this time whatever happens, unless the listener leaves. */
    void rest(L listener, long forMs) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long leftNs = TimeUnit.MILLISECONDS.toNanos(forMs);
            while (leftNs > 0 && listeners.contains(listener)) {
                leftNs = departures.awaitNanos(leftNs);
            }
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        news.signalAll();
        departures.signalAll();
    }
}
