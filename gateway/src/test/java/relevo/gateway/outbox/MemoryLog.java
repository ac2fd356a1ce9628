package relevo.gateway.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.journal.Entry;
import relevo.journal.JournalException;
import relevo.journal.Log;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/** A log in memory that forgets what was not forced when it crashes. */
final class MemoryLog implements Log {
    private final List<LogRecord> records = new ArrayList<>();
    private final Map<String, Long> releases = new HashMap<>();
    private long durable;
    private boolean admits = true;
    private boolean broken;
    private int forces;
    private int readersOpen;
    private int reads;
    private Runnable onForce = () -> {};

    private record Kept(SectionKind kind, Tag contact, Tag key, long ref, byte[] payload) implements LogRecord.Stored {
        @Override
        public byte[] open() {
            return payload.clone();
        }
    }

    @Override
    public synchronized long append(Entry entry) {
        List<LogRecord.Stored> sections = new ArrayList<>();
        for (Section s : entry.sections()) {
            sections.add(new Kept(
                    s.kind(), s.contact(), s.key(), s.ref(), s.payload().clone()));
        }
        records.add(new LogRecord(records.size() + 1L, entry.type(), entry.atMs(), List.copyOf(sections)));
        return records.size();
    }

    @Override
    public synchronized void force() {
        if (broken) {
            throw new JournalException("disk gone");
        }
        durable = records.size();
        forces++;
        onForce.run();
    }

    /** Run at the end of every force. */
    void onForce(Runnable hook) {
        onForce = hook;
    }

    @Override
    public synchronized long lastSequence() {
        return records.size();
    }

    @Override
    public synchronized long durableSequence() {
        return durable;
    }

    @Override
    public long firstSequence() {
        return 1;
    }

    @Override
    public synchronized boolean admits() {
        return admits;
    }

    synchronized void admits(boolean room) {
        admits = room;
    }

    /** Every force fails from now on. */
    synchronized void breakOnForce() {
        broken = true;
    }

    /** The process dies: what was not forced is gone, or is not (the page cache of a machine that lives on). */
    synchronized void crash(boolean machineToo) {
        readersOpen = 0;
        while (machineToo && records.size() > durable) {
            records.removeLast();
        }
    }

    synchronized List<LogRecord> records() {
        return List.copyOf(records);
    }

    synchronized int forces() {
        return forces;
    }

    /** Entries that were read back. */
    synchronized int reads() {
        return reads;
    }

    synchronized int readersOpen() {
        return readersOpen;
    }

    @Override
    public synchronized LogReader reader(long afterSequence) {
        readersOpen++;
        return new LogReader() {
            private long position = afterSequence;

            @Override
            public @Nullable LogRecord poll() {
                synchronized (MemoryLog.this) {
                    if (position >= records.size()) {
                        return null;
                    }
                    reads++;
                    return records.get((int) position++);
                }
            }

            @Override
            public long position() {
                return position;
            }

            @Override
            public void close() {
                synchronized (MemoryLog.this) {
                    readersOpen--;
                }
            }
        };
    }

    @Override
    public synchronized void release(String readerName, long throughSequence) {
        releases.put(readerName, throughSequence);
    }

    @Override
    public synchronized long released(String readerName) {
        return releases.getOrDefault(readerName, 0L);
    }

    @Override
    public void close() {}
}
