package relevo.batch;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import relevo.journal.Log;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;

/**
 * Reads the part of the log in which entries of the day may stand, and remembers how far it got. Starts an hour before
 * the day and ends an hour after it, since entries of several threads do not stand in the exact order of their times.
 * Used from one thread.
 */
final class DayReader implements ItemStreamReader<LogRecord> {
    private static final long SLACK_MS = 3_600_000;
    private static final String POSITION = "position";

    private final Log log;
    private final BusinessDay day;
    private final long through;
    private final Progress progress;
    private @Nullable LogReader reader;
    private long from;

    /** @param through the last sequence to read, fixed when the job was first started */
    DayReader(Log log, BusinessDay day, long through, Progress progress) {
        this.log = log;
        this.day = day;
        this.through = through;
        this.progress = progress;
    }

    @Override
    public void open(ExecutionContext context) {
        from = context.containsKey(POSITION) ? context.getLong(POSITION) : placeBefore(day.fromMs() - SLACK_MS);
        reader = log.reader(from);
    }

    @Override
    public @Nullable LogRecord read() {
        if (reader == null) {
            throw new IllegalStateException("open comes first");
        }
        if (reader.position() >= through) {
            return null;
        }
        LogRecord record = reader.poll();
        if (record == null || record.atMs() >= day.untilMs() + SLACK_MS) {
            return null;
        }
        progress.at(record.sequence() - from, through - from);
        return record;
    }

    @Override
    public void update(ExecutionContext context) {
        if (reader != null) {
            context.putLong(POSITION, reader.position());
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /** A sequence behind which all entries from this time on stand: bisection, since times grow but for the slack. */
    private long placeBefore(long atMs) {
        long before = log.firstSequence() - 1;
        long end = through;
        while (before < end) {
            long middle = before + (end - before) / 2;
            try (LogReader probe = log.reader(middle)) {
                LogRecord record = probe.poll();
                if (record != null && record.atMs() < atMs) {
                    before = record.sequence();
                } else {
                    end = middle;
                }
            }
        }
        return before;
    }
}
