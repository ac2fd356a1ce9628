package relevo.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes over everything in a log's directory that counts, in order, and over what is damaged, without opening a payload.
 * Used by the tools; the log may be in use.
 */
final class LogWalk {
    /** Takes what is met. */
    interface Visitor {
        /** A sound entry. {@link ExcerptCursor#frame} has its bytes. */
        void entry(RollFile file, ExcerptCursor cursor);
    }

    private final List<RollFile> files;
    private final List<Damage> damages = new ArrayList<>();
    private long last;
    private long entries;
    private long discarded;

    private LogWalk(List<RollFile> files) {
        this.files = files;
    }

    /** Walks from the file that has this sequence to the end. */
    static LogWalk over(Path directory, long fromSequence, Visitor visitor) throws IOException {
        List<Generation> generations = Generation.list(directory);
        List<RollFile> files = Generation.rollFiles(generations);
        Recovery tail = files.isEmpty()
                ? new Recovery(true, 0, 0, 0, 0, "", List.of())
                : TailScan.of(files.subList(Math.max(0, files.size() - 2), files.size()), false);
        LogWalk walk = new LogWalk(files);
        walk.discarded = tail.discardedEntries();
        RollFile first = new FileList(files).from(fromSequence);
        for (int i = first == null ? 0 : files.indexOf(first); i < files.size(); i++) {
            long end = i + 1 < files.size() ? files.get(i + 1).firstSequence() - 1 : tail.lastSequence();
            walk.file(files.get(i), Math.min(end, tail.lastSequence()), visitor);
        }
        return walk;
    }

    private void file(RollFile file, long end, Visitor visitor) throws IOException {
        long expected = last == 0 ? file.firstSequence() : last + 1;
        try (ExcerptCursor cursor = new ExcerptCursor(file.path())) {
            while (expected <= end) {
                long offset = cursor.offset();
                ExcerptCursor.Step step = cursor.next();
                String fault = step == ExcerptCursor.Step.BAD ? cursor.fault() : "entries are missing";
                boolean found = step == ExcerptCursor.Step.FRAME;
                if (!found) {
                    cursor.moveTo(offset);
                    found = cursor.seekFrame(cursor.size());
                    cursor.passFound();
                }
                long sequence = found ? cursor.sequence() : end + 1;
                if (sequence > expected) {
                    damages.add(new Damage(file.path(), offset, expected, Math.min(sequence - 1, end), fault));
                    expected = Math.min(sequence - 1, end) + 1;
                }
                if (found && sequence == expected && sequence <= end) {
                    entries++;
                    visitor.entry(file, cursor);
                    expected++;
                }
            }
        }
        last = Math.max(last, end);
    }

    long entries() {
        return entries;
    }

    long last() {
        return last;
    }

    long discarded() {
        return discarded;
    }

    List<Damage> damages() {
        return damages;
    }

    List<RollFile> files() {
        return files;
    }

    @Nullable
    RollFile first() {
        return files.isEmpty() ? null : files.getFirst();
    }
}
