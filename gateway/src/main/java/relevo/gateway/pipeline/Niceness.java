package relevo.gateway.pipeline;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much a thread leaves to the others when there is not enough processor for all. What acknowledges goes first: the
 * provider repeats what is not acknowledged in time, while a decision that waits stands safely in the journal.
 *
 * <p>On Linux it is {@code setpriority(2)} of one thread, which anyone may make nicer (the C library and the kernel take
 * "process 0" as the calling thread, man page, "C library/kernel differences"); the JVM's own thread priorities do nothing
 * there without special rights. Elsewhere nothing happens.
 */
final class Niceness {
    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;

    private Niceness() {}

    /** Makes the calling thread this nice, 0 to 19; 0 leaves it as it is. Says in the log when it could not. */
    static void ofThisThread(int niceness) {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
        if (niceness == 0 || !linux) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> function = linker.defaultLookup().find("setpriority");
        if (function.isEmpty()) {
            LOG.info("no setpriority here: all threads have the same claim to the processor");
            return;
        }
        MethodHandle setPriority = linker.downcallHandle(
                function.get(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        if (call(setPriority, niceness) != 0) {
            LOG.info(
                    "the thread {} could not be made nicer",
                    Thread.currentThread().getName());
        }
    }

    @SuppressWarnings("IllegalCatch") // a method handle declares Throwable; this one calls C, which throws nothing
    private static int call(MethodHandle setPriority, int niceness) {
        try {
            return (int) setPriority.invokeExact(PRIO_PROCESS, THIS_THREAD, niceness);
        } catch (Throwable cannotBe) {
            throw new IllegalStateException("setpriority", cannotBe);
        }
    }
}
