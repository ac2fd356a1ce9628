package relevo.gateway;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the process ends: in order on SIGTERM, at once on a fault. */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    /** Time for the 503s of requests that were waiting; the journal is already closed to everything. */
    private static final long LAST_ANSWERS_MS = 300;

    private Shutdown() {}

    /** Closes in order when the JVM is told to end; an orderly stop is status 0, not the signal's. */
    static void closeAtExit(AutoCloseable process) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                process.close();
                                System.out.flush();
                                Runtime.getRuntime().halt(0);
                            } catch (Exception e) {
                                // The last place that can say what went wrong.
                                LOG.error("the orderly stop failed", e);
                                Runtime.getRuntime().halt(Main.FAULT);
                            }
                        },
                        "stop"));
    }

    /** Ends the process without any further write: what is not on the medium must not be acknowledged. */
    static void onFault(Throwable cause) {
        Thread.ofPlatform().daemon().name("fault").start(() -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LAST_ANSWERS_MS));
            Runtime.getRuntime().halt(Main.FAULT);
        });
    }
}
