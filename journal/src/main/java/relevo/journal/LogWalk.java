package relevo.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    private final FileList files;
    private final List<Damage> damages = new ArrayList<>();
    private long last;
    private long entries;
    private long discarded;

    private LogWalk(FileList files) {
        this.files = files;
    }

    /** Walks from the file that has this sequence to the end. */
    static LogWalk over(Path directory, long fromSequence, Visitor visitor) throws IOException {
        List<Generation> generations = Generation.list(directory);
        List<RollFile> files = Generation.rollFiles(generations);
        Recovery tail = TailScan.of(directory, generations, files, null, false);
        FileList list = FileList.of(directory, files, tail.lastSequence());
        LogWalk walk = new LogWalk(list);
        walk.discarded = tail.discardedEntries();
        RollFile first = list.from(fromSequence);
        files = list.all();
        boolean whole = !files.isEmpty() && files.getFirst().equals(first);
        walk.last = whole ? list.firstSequence() - 1 : first == null ? tail.lastSequence() : first.firstSequence() - 1;
        for (int i = first == null ? 0 : files.indexOf(first); i < files.size(); i++) {
            long end = i + 1 < files.size() ? files.get(i + 1).firstSequence() - 1 : tail.lastSequence();
            walk.file(files.get(i), Math.min(Math.min(end, files.get(i).limit()), tail.lastSequence()), visitor);
        }
        return walk;
    }

    private void file(RollFile file, long end, Visitor visitor) throws IOException {
        long expected = last + 1;
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

    /** The first sequence that is kept. */
    long first() {
        return files.firstSequence();
    }

    List<RollFile> files() {
        return files.all();
    }
}
