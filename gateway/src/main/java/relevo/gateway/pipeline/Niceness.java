package relevo.gateway.pipeline;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much a thread leaves to the others when there is not enough processor for all. What acknowledges goes first: the
 * provider repeats what is not acknowledged in time, while a decision that waits stands safely in the journal.
 *
 * <p>Linux only, by system calls that need no special rights; elsewhere, and where the kernel refuses, nothing happens. The
 * JVM's own thread priorities do nothing on Linux without such rights.
 */
public final class Niceness {
    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
    private static final int PRIO_PROCESS = 0;
    /** The C library and the kernel take "process 0" as the calling thread: setpriority(2), "C library/kernel differences". */
    private static final int THIS_THREAD = 0;
    /** sched_setattr(2): SCHED_OTHER tasks may ask for a slice of 0.1 to 100 ms since Linux 6.12; before, it is ignored. */
    private static final long SLICE_NANOS = 100_000;

    private static final int SCHED_ATTR_BYTES = 48;

    private Niceness() {}

    /** Makes the calling thread this nice, 0 to 19; 0 leaves it as it is. */
    static void ofThisThread(int niceness) {
        if (niceness == 0 || !isLinux()) {
            return;
        }
        MethodHandle setPriority =
                function("setpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        if (setPriority == null || (int) call(setPriority, PRIO_PROCESS, THIS_THREAD, niceness) != 0) {
            LOG.info(
                    "the thread {} could not be made nicer",
                    Thread.currentThread().getName());
        }
    }

    /**
     * Lets the calling thread, which has little to do each time it wakes, go before those that are at long work: with a short
     * time slice its deadline is near, so the scheduler takes it at once instead of after the slices of the others.
     */
    public static void shortSlices() {
        long number = callNumber();
        if (number == 0) {
            return;
        }
        MethodHandle getPriority = function("getpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        MethodHandle systemCall = function(
                "syscall",
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
        if (getPriority == null || systemCall == null) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            // struct sched_attr: size, policy, flags, nice, priority, runtime, deadline, period; SCHED_OTHER is 0.
            MemorySegment attributes = arena.allocate(SCHED_ATTR_BYTES, Long.BYTES);
            attributes.set(JAVA_INT, 0, SCHED_ATTR_BYTES);
            attributes.set(JAVA_INT, 16, (int) call(getPriority, PRIO_PROCESS, THIS_THREAD));
            attributes.set(JAVA_LONG, 24, SLICE_NANOS);
            if ((long) call(systemCall, number, (long) THIS_THREAD, attributes, 0L) != 0) {
                LOG.info(
                        "the thread {} keeps its time slice",
                        Thread.currentThread().getName());
            }
        }
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
    }

    /** The number of sched_setattr; 0 where we do not know it. */
    private static long callNumber() {
        if (!isLinux()) {
            return 0;
        }
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> 314;
            case "aarch64" -> 274;
            default -> 0;
        };
    }

    private static @Nullable MethodHandle function(
            String name, FunctionDescriptor signature, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(address -> linker.downcallHandle(address, signature, options))
                .orElse(null);
    }

    /** A method handle declares Throwable; this one calls C, which throws nothing. */
    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable cannotBe) {
            throw new IllegalStateException("a call of the C library", cannotBe);
        }
    }
}
