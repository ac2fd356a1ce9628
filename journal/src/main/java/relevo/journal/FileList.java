package relevo.journal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log, oldest first, and the first sequence that is kept: what is missing from there on was lost. Written
 * under the append lock, read by any thread.
 */
final class FileList {
    private static final String KEPT_FROM = "kept-from";

    private volatile RollFile[] files;
    private volatile long firstSequence;

    /** @param firstSequence the first that is kept */
    FileList(List<RollFile> files, long firstSequence) {
        this.files = files.toArray(new RollFile[0]);
        this.firstSequence = firstSequence;
    }

    /** The files of a log's directory that begin at or before this sequence and are kept. */
    static FileList of(Path directory, List<RollFile> found, long lastSequence) {
        List<RollFile> counting = found.stream()
                .filter(file -> file.firstSequence() <= lastSequence)
                .toList();
        String line = SmallFile.readLine(directory.resolve(KEPT_FROM));
        // Without a sound note what is there is taken for what was kept.
        long first = line == null
                ? 1
                : line.matches("\\d{1,18}")
                        ? Long.parseLong(line)
                        : counting.isEmpty()
                                ? lastSequence + 1
                                : counting.getFirst().firstSequence();
        FileList list = new FileList(counting, first);
        list.removeFirst(list.countBefore(first));
        return list;
    }

    /** Notes durably what is kept; before files are deleted. */
    static void keepFrom(Path directory, long firstSequence) {
        SmallFile.replaceLine(directory.resolve(KEPT_FROM), Long.toString(firstSequence));
    }

    long firstSequence() {
        return firstSequence;
    }

    private int countBefore(long first) {
        int count = 0;
        while (count + 1 < files.length && files[count + 1].firstSequence() <= first) {
            count++;
        }
        return count;
    }

    List<RollFile> all() {
        return List.of(files);
    }

    @Nullable
    RollFile newest() {
        RollFile[] now = files;
        return now.length == 0 ? null : now[now.length - 1];
    }

    /** The file that has this sequence, or the first one that has a later one; null when there is no file. */
    @Nullable
    RollFile from(long sequence) {
        RollFile[] now = files;
        return now.length == 0 ? null : now[Math.max(0, countUpTo(now, sequence) - 1)];
    }

    /** The file behind this one; null when there is none yet. */
    @Nullable
    RollFile after(RollFile file) {
        RollFile[] now = files;
        if (now.length > 0 && now[now.length - 1] == file) {
            return null;
        }
        int next = countUpTo(now, file.firstSequence());
        return next == now.length ? null : now[next];
    }

    /** How many files begin at or before this sequence. */
    private static int countUpTo(RollFile[] files, long sequence) {
        int low = 0;
        int high = files.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (files[middle].firstSequence() <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
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
        if (count > 0) {
            firstSequence = Math.max(firstSequence, files[0].firstSequence());
        }
    }
}
