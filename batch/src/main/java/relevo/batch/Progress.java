package relevo.batch;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says on stderr how far a long step is: a bar on a terminal, one plain line every tenth elsewhere. Safe for use from any thread.
 */
class Progress {
    private static final int BAR = 30;
    private static final long REDRAW_NS = 100_000_000;

    /** Says nothing. */
    static final Progress SILENT = new Progress(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false, () -> 0);

    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private String step = "";
    private long startNs;
    private long drawnNs;
    private int tenths;

    Progress(PrintStream err, boolean terminal, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    /** A step begins. */
    synchronized void begin(String name) {
        step = name;
        startNs = nanoTime.getAsLong();
        drawnNs = startNs - REDRAW_NS;
        tenths = 0;
    }

    /** So many of so many are done. */
    synchronized void at(long done, long of) {
        double part = of <= 0 ? 1 : Math.min(1, done / (double) of);
        if (terminal) {
            long now = nanoTime.getAsLong();
            if (now - drawnNs >= REDRAW_NS) {
                drawnNs = now;
                int filled = (int) (part * BAR);
                err.print("\r\033[K" + String.format("%-7s", step) + "█".repeat(filled) + "░".repeat(BAR - filled)
                        + String.format(Locale.ROOT, " %3d %%  %,d entries", (int) (part * 100), done));
                err.flush();
            }
        } else if ((int) (part * 10) > tenths) {
            tenths = (int) (part * 10);
            err.printf(Locale.ROOT, "%s: %d %%, %,d entries%n", step, tenths * 10, done);
        }
    }

    /** The step is over. */
    synchronized void end(String outcome) {
        double seconds = (nanoTime.getAsLong() - startNs) / 1e9;
        err.print(terminal ? "\r\033[K" : "");
        err.printf(Locale.ROOT, "%s: %s (%.1f s)%n", step, outcome, seconds);
    }
}
