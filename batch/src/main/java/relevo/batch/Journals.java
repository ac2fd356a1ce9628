package relevo.batch;

import java.nio.file.Path;
import relevo.journal.Log;

/** Opens the gateway's journal for reading, beside the gateway that writes it. */
final class Journals {
    private Journals() {}

    static Log open(Path dataFolder) {
        throw new UnsupportedOperationException("no journal can be read from " + dataFolder + " yet");
    }
}
