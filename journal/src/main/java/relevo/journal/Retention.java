package relevo.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Deletes whole files at the old end of a log. Called by one thread at a time. */
final class Retention {
    private final Path directory;
    private final FileList files;
    private final int liveGeneration;

    Retention(Path directory, FileList files, int liveGeneration) {
        this.directory = directory;
        this.files = files;
        this.liveGeneration = liveGeneration;
    }

    /** How many files may go: closed, all entries before this time and at or before this sequence. */
    int removable(long beforeMs, long through) {
        List<RollFile> all = files.all();
        int count = 0;
        while (count + 1 < all.size()
                && all.get(count + 1).firstSequence() - 1 <= through
                && all.get(count + 1).firstAtMs() < beforeMs) {
            count++;
        }
        return count;
    }

    /** Notes that the first files are not kept any more; a crash from here on leaves files that do not count. */
    void note(int count) {
        FileList.keepFrom(directory, files.all().get(count).firstSequence());
    }

    /** Deletes what is not on the list, also what an earlier crash left: whole generations and single files. */
    void delete() throws IOException {
        long first = files.firstSequence();
        List<Generation> generations = Generation.list(directory);
        for (int i = 0; i + 1 < generations.size(); i++) {
            if (generations.get(i + 1).from() <= first && generations.get(i).number() < liveGeneration) {
                generations.get(i).delete();
            }
        }
        List<RollFile> left = Generation.rollFiles(Generation.list(directory));
        for (int i = 0; i + 1 < left.size() && left.get(i + 1).firstSequence() <= first; i++) {
            Files.deleteIfExists(left.get(i).path());
        }
        SmallFile.syncDirectory(directory);
    }
}
