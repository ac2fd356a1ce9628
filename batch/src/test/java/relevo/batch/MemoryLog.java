package relevo.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.journal.Entry;
import relevo.journal.Log;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/** A log in memory, unsealed; contacts can be erased. Not thread safe. */
class MemoryLog implements Log {
    private final List<LogRecord> records = new ArrayList<>();
    private final Map<Tag, Boolean> erased = new HashMap<>();

    NightlyRun.Source source() {
        return new NightlyRun.Source() {
            @Override
            public Log log() {
                return MemoryLog.this;
            }

            @Override
            public void close() {}
        };
    }

    void erase(Tag contact) {
        erased.put(contact, true);
    }

    @Override
    public long append(Entry entry) {
        List<LogRecord.Stored> sections = new ArrayList<>();
        for (Section section : entry.sections()) {
            sections.add(new Stored(section));
        }
        records.add(new LogRecord(records.size() + 1L, entry.type(), entry.atMs(), sections));
        return records.size();
    }

    @Override
    public void force() {}

    @Override
    public long lastSequence() {
        return records.size();
    }

    @Override
    public long durableSequence() {
        return records.size();
    }

    @Override
    public long firstSequence() {
        return 1;
    }

    @Override
    public boolean admits() {
        return true;
    }

    @Override
    public LogReader reader(long afterSequence) {
        return new Reader(afterSequence);
    }

    @Override
    public void release(String readerName, long throughSequence) {}

    @Override
    public long released(String readerName) {
        return 0;
    }

    @Override
    public void close() {}

    /** Called before each entry is handed out. */
    void reading(long sequence) {}

    private final class Reader implements LogReader {
        private long position;

        Reader(long after) {
            position = after;
        }

        @Override
        public @Nullable LogRecord poll() {
            if (position >= records.size()) {
                return null;
            }
            reading(position + 1);
            return records.get((int) position++);
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void close() {}
    }

    private final class Stored implements LogRecord.Stored {
        private final Section section;

        Stored(Section section) {
            this.section = section;
        }

        @Override
        public SectionKind kind() {
            return section.kind();
        }

        @Override
        public Tag contact() {
            return section.contact();
        }

        @Override
        public Tag key() {
            return section.key();
        }

        @Override
        public long ref() {
            return section.ref();
        }

        @Override
        public byte @Nullable [] open() {
            return erased.containsKey(section.contact()) ? null : section.payload();
        }
    }
}
