package relevo.matcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Finds the data sets beside the repository; the test that wants one that is not there is skipped with a message. */
final class PublicSets {
    private PublicSets() {}

    static Path file(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        Assumptions.abort("../shared/data/" + name + " is not on this machine");
        throw new IllegalStateException("abort throws");
    }

    static List<TaggedText> read(String name) throws IOException {
        return TaggedText.read(file(name));
    }
}
