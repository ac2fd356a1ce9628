package relevo.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** A directory in memory where there is one: for tests that force thousands of times and prove nothing about a disk. */
final class MemoryDirectory implements TempDirFactory {
    private static final long ROOM_BYTES = 256L << 20;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        File memory = new File("/dev/shm");
        return memory.canWrite() && memory.getUsableSpace() > ROOM_BYTES
                ? Files.createTempDirectory(memory.toPath(), "relevo")
                : Files.createTempDirectory("relevo");
    }
}
