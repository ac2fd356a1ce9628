package relevo.bench;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Says on stderr what is going on: one line a step, and on a terminal a bar that moves meanwhile. Used from one thread;
 * the bar is drawn by a daemon thread of its own that sleeps most of the time.
 */
final class Progress {
    private static final int BAR = 24;

    private final PrintStream err;
    private final boolean terminal;
    private final int steps;
    private int step;

    Progress(PrintStream err, boolean terminal, int steps) {
        this.err = err;
        this.terminal = terminal;
        this.steps = steps;
    }

    /** A step begins that takes about so long; close it with what came out. */
    Step begin(String what, double seconds) {
        step++;
        String title = "[%d/%d] %s".formatted(step, steps, what);
        if (!terminal) {
            err.println(title + String.format(Locale.ROOT, " (%.0f s)", seconds));
        }
        return new Step(title, seconds);
    }

    /** A step under way. */
    final class Step {
        private final String title;
        private final Thread drawer;

        private Step(String title, double seconds) {
            this.title = title;
            long startNs = System.nanoTime();
            this.drawer = Thread.ofPlatform().daemon().name("progress").unstarted(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    double done = Math.min(1, (System.nanoTime() - startNs) / 1e9 / Math.max(0.001, seconds));
                    int filled = (int) (done * BAR);
                    err.print("\r\033[K" + title + " " + "█".repeat(filled) + "░".repeat(BAR - filled) + " "
                            + (int) (done * 100) + " %");
                    err.flush();
                    try {
                        Thread.sleep(500);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            if (terminal) {
                drawer.start();
            }
        }

        void end(String outcome) {
            if (terminal) {
                drawer.interrupt();
                try {
                    drawer.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                err.print("\r\033[K" + title + ": ");
                err.println(outcome);
            } else {
                err.println("      " + outcome);
            }
        }
    }
}
