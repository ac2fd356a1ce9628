package relevo.gateway.outbox;

import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Answers from other threads, done by the outbox thread in its own time. As many as there are requests under way, so it
 * needs no bound of its own.
 */
final class Inbox {
    /** Something to do on the outbox thread. */
    interface Task {
        void run(long nowMs);
    }

    private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final Runnable wake;

    Inbox(Runnable wake) {
        this.wake = wake;
    }

    void add(Task task) {
        tasks.add(task);
        wake.run();
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** True when there was anything. */
    boolean work(long nowMs) {
        boolean any = false;
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run(nowMs);
            any = true;
        }
        return any;
    }
}
