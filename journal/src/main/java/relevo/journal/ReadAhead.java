package relevo.journal;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.OS;
import net.openhft.posix.MAdviseFlag;
import net.openhft.posix.PosixAPI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the kernel not to read ahead where a file is being appended to, neither for the writer's page faults (madvise(2),
 * MADV_RANDOM) nor for those who follow it (posix_fadvise(2), POSIX_FADV_RANDOM). Reading ahead fills the pages before the
 * writer with folios of up to 2 MiB, and then every small append to one of them puts all of it on the disk with the next
 * force: measured, 200 MB/s for 2,000 webhooks a second. Linux; elsewhere nothing happens.
 */
final class ReadAhead {
    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);
    private static final int POSIX_FADV_RANDOM = 1;
    /** posix_fadvise; null where there is none. Readers are opened often, so it is looked up once. */
    private static final @Nullable MethodHandle ADVISE = Linker.nativeLinker()
            .defaultLookup()
            .find("posix_fadvise")
            .map(address -> Linker.nativeLinker()
                    .downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT)))
            .orElse(null);

    private ReadAhead() {}

    /** For page faults in this part of a mapping. */
    static void off(long address, long length) {
        if (OS.isLinux() && PosixAPI.posix().madvise(address, length, MAdviseFlag.MADV_RANDOM) != 0) {
            LOG.info("the kernel may read ahead of what is appended to the journal");
        }
    }

    /** For reads through this channel alone. */
    static void off(FileChannel channel) {
        if (!OS.isLinux()) {
            return;
        }
        Integer descriptor = Jvm.getValue(channel, "fd/fd");
        if (descriptor == null || ADVISE == null || !isAdvised(ADVISE, descriptor)) {
            LOG.info("the kernel may read ahead of those who follow the journal");
        }
    }

    /** A method handle declares Throwable; this one calls C, which throws nothing. */
    private static boolean isAdvised(MethodHandle advise, int descriptor) {
        try {
            return (int) advise.invokeExact(descriptor, 0L, 0L, POSIX_FADV_RANDOM) == 0;
        } catch (Throwable cannotBe) {
            throw new IllegalStateException("a call of the C library", cannotBe);
        }
    }
}
