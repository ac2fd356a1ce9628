package relevo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import relevo.gateway.outbox.RecentEntries.Said;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

class RecentEntriesTest {
    private final RecentEntries recent = new RecentEntries();

    @Test
    void shouldGiveEachEntryOnceByItsPlace() {
        recent.received(7, List.of());
        recent.appended(8, entry(EntryType.SEND_RESULT));
        recent.appended(9, entry(EntryType.TIMER));
        assertNull(recent.take(6));
        assertInstanceOf(Said.Results.class, recent.take(8));
        assertEquals(new Said.Nothing(7), recent.take(7));
        assertEquals(new Said.Nothing(9), recent.take(9));
        assertNull(recent.take(7));
    }

    @Test
    void shouldNeverGiveOneEntryForAnotherInTheSameSlot() {
        recent.received(7, List.of());
        recent.received(7 + RecentEntries.SLOTS, List.of());
        assertNull(recent.take(7), "overwritten");
        assertEquals(new Said.Nothing(7 + RecentEntries.SLOTS), recent.take(7 + RecentEntries.SLOTS));
        // A thread that was held up for a whole lap.
        recent.received(8 + RecentEntries.SLOTS, List.of());
        recent.received(8, List.of());
        assertNull(recent.take(8 + RecentEntries.SLOTS), "overwritten by an older one: it is in the journal");
    }

    @Test
    void shouldExpectOnlyWhatMayStillBeNoted() {
        assertFalse(recent.isExpected(1), "nobody notes anything");
        recent.received(100, List.of());
        assertFalse(recent.isExpected(99), "from before the start");
        assertTrue(recent.isExpected(101));
        recent.received(100 + RecentEntries.SLOTS, List.of());
        assertFalse(recent.isExpected(101), "long overwritten");
    }

    private static Entry entry(EntryType type) {
        return new Entry(type, 1, new Section(SectionKind.TIMER, Tag.NONE, Tag.NONE, 0, new byte[0]));
    }
}
