package relevo.journal;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link LocalLog} or {@link LogView} from one place onwards. When entries are damaged, {@link #poll} throws once and the reader then
 * stands behind them: whoever can do without may go on polling.
 */
final class LocalReader implements LogReader {
    private final ReadSource log;
    private final ContactKeys keys;
    private volatile long position;
    private @Nullable RollFile file;
    private @Nullable ExcerptCursor cursor;
    private boolean closed;

    LocalReader(ReadSource log, ContactKeys keys, long afterSequence) {
        this.log = log;
        this.keys = keys;
        this.position = Math.max(afterSequence, log.firstSequence() - 1);
    }

    @Override
    public @Nullable LogRecord poll() {
        if (closed) {
            throw new JournalException("the reader is closed");
        }
        long last = log.lastSequence();
        if (position >= last) {
            return null;
        }
        try {
            return read(last);
        } catch (IOException e) {
            throw new JournalException("cannot read the log at entry " + (position + 1), e);
        }
    }

    private LogRecord read(long last) throws IOException {
        while (true) {
            ExcerptCursor at = cursor == null ? place(last) : cursor;
            RollFile here = Objects.requireNonNull(file);
            RollFile next = log.files().after(here);
            long limit = Math.min(next == null ? last : Math.min(last, next.firstSequence() - 1), here.limit());
            if (next != null && position >= limit) {
                move(next);
                continue;
            }
            long offset = at.offset();
            boolean found = at.next() == ExcerptCursor.Step.FRAME;
            String fault = found ? "entries are missing" : "there is no sound entry";
            if (!found) {
                at.moveTo(offset);
                found = at.seekFrame(log.endOf(here, at));
                offset = at.offset();
                if (found) {
                    at.passFound();
                }
            }
            long sequence = found ? at.sequence() : Long.MAX_VALUE;
            if (sequence == position + 1) {
                return record(at, offset, sequence);
            }
            if (sequence > position) {
                at.moveTo(offset);
                long expected = position + 1;
                position = Math.min(sequence - 1, limit);
                throw new JournalException(new Damage(here.path(), offset, expected, position, fault).toString());
            }
        }
    }

    private LogRecord record(ExcerptCursor at, long offset, long sequence) {
        boolean read = false;
        try {
            LogRecord record = Frame.record(at.frame(), keys);
            position = sequence;
            read = true;
            return record;
        } finally {
            if (!read) {
                at.moveTo(offset);
            }
        }
    }

    /** Opens the file of the next entry, not far before it. */
    private ExcerptCursor place(long last) throws IOException {
        RollFile containing = log.files().from(position + 1);
        if (containing == null) {
            long expected = position + 1;
            position = last;
            throw new JournalException(
                    "entries " + expected + " to " + last + " are gone: there is no file of the log");
        }
        ExcerptCursor placed = move(containing);
        if (position >= containing.firstSequence()) {
            placed.moveTo(RollFile.offsetBefore(placed, position + 1, log.endOf(containing, placed)));
        }
        return placed;
    }

    private ExcerptCursor move(RollFile to) throws IOException {
        if (cursor != null) {
            cursor.close();
        }
        cursor = new ExcerptCursor(to.path());
        file = to;
        return cursor;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        log.forget(this);
        try {
            if (cursor != null) {
                cursor.close();
            }
        } catch (IOException e) {
            throw new JournalException("cannot close a reader", e);
        }
    }
}
