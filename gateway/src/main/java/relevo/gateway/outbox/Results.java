package relevo.gateway.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * Results on their way into the ring: kept until it takes them, several in one entry, in order. Owned by the outbox thread;
 * only {@code refused} calls come from elsewhere.
 */
final class Results {
    private static final int SECTIONS_MAX = 64;
    private static final int WAITING_MAX = 8_192;
    private static final long REFUSED_PAUSE_MS = 200;

    private final ResultSink sink;
    private final LongAdder delayed;
    private final Deque<Section> waiting = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Entry> refused = new ConcurrentLinkedQueue<>();
    private final Runnable wake;
    private long notBeforeMs = Long.MIN_VALUE;

    Results(ResultSink sink, LongAdder delayed, Runnable wake) {
        this.sink = sink;
        this.delayed = delayed;
        this.wake = wake;
    }

    void add(Tag contact, long causedBy, SendResult result) {
        waiting.add(new Section(SectionKind.RESULT, contact, Tag.NONE, causedBy, OutboxJson.encode(result)));
    }

    /** Whether so many wait that no more should be caused. */
    boolean crowded() {
        return waiting.size() >= WAITING_MAX;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && refused.isEmpty();
    }

    int waiting() {
        return waiting.size();
    }

    /** Hands over what the ring takes. True when anything was. */
    boolean flush(long nowMs) {
        for (Entry entry = refused.poll(); entry != null; entry = refused.poll()) {
            entry.sections().reversed().forEach(waiting::addFirst);
            notBeforeMs = nowMs + REFUSED_PAUSE_MS;
        }
        boolean moved = false;
        while (!waiting.isEmpty() && nowMs >= notBeforeMs) {
            List<Section> sections = new ArrayList<>();
            for (Section section : waiting) {
                if (sections.size() == SECTIONS_MAX) {
                    break;
                }
                sections.add(section);
            }
            Entry entry = new Entry(EntryType.SEND_RESULT, nowMs, List.copyOf(sections));
            if (!sink.tryEnter(entry, () -> again(entry))) {
                delayed.increment();
                return moved;
            }
            sections.forEach(section -> waiting.remove());
            moved = true;
        }
        return moved;
    }

    private void again(Entry entry) {
        refused.add(entry);
        wake.run();
    }
}
