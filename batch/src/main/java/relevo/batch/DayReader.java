package relevo.batch;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import relevo.journal.Log;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;

/**
 * Reads the part of the log in which entries of a span of days may stand, and remembers how far it got. Starts an hour
 * before it and ends an hour after it, since entries of several threads do not stand in the exact order of their times.
 * Used from one thread.
 */
final class DayReader implements ItemStreamReader<LogRecord> {
    private static final long SLACK_MS = 3_600_000;
    private static final String POSITION = "position";

    private final Log log;
    private final Span span;
    private final long through;
    private final Predicate<LogRecord> wanted;
    private final Progress progress;
    private @Nullable LogReader reader;
    private long from;

    /**
     * @param through the last sequence to read, fixed when the job was first started
     * @param wanted entries that are passed over here cost no more than their frame
     */
    DayReader(Log log, Span span, long through, Predicate<LogRecord> wanted, Progress progress) {
        this.log = log;
        this.span = span;
        this.through = through;
        this.wanted = wanted;
        this.progress = progress;
    }

    @Override
    public void open(ExecutionContext context) {
        from = context.containsKey(POSITION) ? context.getLong(POSITION) : placeBefore(log, span, through);
        reader = log.reader(from);
    }

    @Override
    public @Nullable LogRecord read() {
        if (reader == null) {
            throw new IllegalStateException("open comes first");
        }
        while (reader.position() < through) {
            LogRecord record = reader.poll();
            if (record == null || isBehind(record, span)) {
                return null;
            }
            progress.at(record.sequence() - from, through - from);
            if (wanted.test(record)) {
                return record;
            }
        }
        return null;
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

    /** Whether no entry of the span can stand behind this one. */
    static boolean isBehind(LogRecord record, Span span) {
        return record.atMs() >= span.untilMs() + SLACK_MS;
    }

    /** A sequence behind which all entries from this time on stand: bisection, since times grow but for the slack. */
    static long placeBefore(Log log, Span span, long through) {
        long atMs = span.fromMs() - SLACK_MS;
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
