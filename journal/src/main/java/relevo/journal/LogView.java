package relevo.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A log as it stood when it was opened, for another process than the one that appends: the nightly job, the tools. Takes no
 * lock and changes nothing but the positions it releases. What the other process appends later is not seen; what its
 * retention removes under an open reader stays readable until the reader moves to another file.
 */
public final class LogView implements Log, ReadSource {
    private final Path directory;
    private final ContactKeys keys;
    private final FileList files;
    private final ReleasedPositions released;
    private final Recovery tail;

    private LogView(Path directory, ContactKeys keys) throws IOException {
        this.directory = directory;
        this.keys = keys;
        this.released = new ReleasedPositions(directory.resolve("readers"));
        List<Generation> generations = Generation.list(directory);
        List<RollFile> found = Generation.rollFiles(generations);
        this.tail = TailScan.of(directory, generations, found, keys, false);
        this.files = FileList.of(directory, found, tail.lastSequence());
    }

    /** Opens the log in this directory as it stands now; a JournalException when there is none. */
    public static LogView open(Path directory, ContactKeys keys) {
        try {
            if (!Files.isDirectory(directory)) {
                throw new JournalException("there is no log in " + directory);
            }
            return new LogView(directory, keys);
        } catch (IOException e) {
            throw new JournalException("cannot read the log in " + directory, e);
        }
    }

    @Override
    public LogReader reader(long afterSequence) {
        return new LocalReader(this, keys, afterSequence);
    }

    @Override
    public long lastSequence() {
        return tail.lastSequence();
    }

    /** Not known here: what can be read may not be on the medium yet. */
    @Override
    public long durableSequence() {
        return 0;
    }

    @Override
    public long firstSequence() {
        return files.firstSequence();
    }

    @Override
    public void release(String readerName, long throughSequence) {
        released.release(readerName, throughSequence);
    }

    @Override
    public long released(String readerName) {
        return released.released(readerName);
    }

    @Override
    public long append(Entry entry) {
        throw readingOnly();
    }

    @Override
    public void force() {
        throw readingOnly();
    }

    @Override
    public boolean admits() {
        return false;
    }

    @Override
    public FileList files() {
        return files;
    }

    @Override
    public long endOf(RollFile file, ExcerptCursor cursor) throws IOException {
        return cursor.size();
    }

    @Override
    public void forget(LocalReader reader) {}

    @Override
    public void close() {}

    /** What was found at the end of the log: damage among its newest entries, and entries that do not count. */
    public Recovery tail() {
        return tail;
    }

    private JournalException readingOnly() {
        return new JournalException("the log in " + directory + " is open for reading only");
    }
}
