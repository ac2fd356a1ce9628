package relevo.journal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a log, oldest first. Written under the append lock, read by any thread. */
final class FileList {
    private volatile RollFile[] files;

    FileList(List<RollFile> files) {
        this.files = files.toArray(new RollFile[0]);
    }

    List<RollFile> all() {
        return List.of(files);
    }

    @Nullable
    RollFile first() {
        RollFile[] now = files;
        return now.length == 0 ? null : now[0];
    }

    @Nullable
    RollFile newest() {
        RollFile[] now = files;
        return now.length == 0 ? null : now[now.length - 1];
    }

    /** The file that has this sequence, or the first one that has a later one; null when none has. */
    @Nullable
    RollFile from(long sequence) {
        RollFile found = null;
        for (RollFile file : files) {
            if (file.firstSequence() > sequence) {
                return found == null ? file : found;
            }
            found = file;
        }
        return found;
    }

    /** The file behind this one; null when there is none yet. */
    @Nullable
    RollFile after(RollFile file) {
        for (RollFile candidate : files) {
            if (candidate.firstSequence() > file.firstSequence()) {
                return candidate;
            }
        }
        return null;
    }

    void add(RollFile file) {
        RollFile[] now = files;
        RollFile[] longer = Arrays.copyOf(now, now.length + 1);
        longer[now.length] = file;
        files = longer;
    }

    void removeFirst(int count) {
        RollFile[] now = files;
        files = Arrays.copyOfRange(now, count, now.length);
    }
}
