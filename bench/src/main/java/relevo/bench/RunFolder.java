package relevo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Where one run keeps its files.
 *
 * @param path absolute; made by whoever writes there first
 */
record RunFolder(Path path) {
    /** The folder of this run, which has a number of its own. */
    static RunFolder of(Path dir, int run) {
        return new RunFolder(
                dir.toAbsolutePath().resolve("run-" + HexFormat.of().toHexDigits(run)));
    }

    void delete() throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
