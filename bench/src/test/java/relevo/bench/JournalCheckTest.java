package relevo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relevo.journal.EntryType;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

final class JournalCheckTest {
    private static final int RUN = 5;
    private static final int SENT = 40;

    // One contact, so that every exchange is one of order; no statuses but for every second request.
    private final Shape shape = new Shape(1, 1, 1, 1, 1, 1);
    private final List<LogRecord> journal = new ArrayList<>();
    private BareServer server;
    private LoadGenerator generator;
    private Traffic traffic;

    @BeforeEach
    void send() throws IOException {
        server = new BareServer(1, null);
        traffic = new Traffic(shape, RUN, server.webhook(), new byte[] {1}, InstantSource.system());
        generator = new LoadGenerator(shape, traffic, server.webhook());
        assertEquals(SENT, generator.run(new Phase(1_000, SENT / 1_000.0)).sent());
    }

    @AfterEach
    void stop() throws IOException {
        generator.close();
        server.close();
    }

    @Test
    void shouldFindNothingWrongWhenAllIsThereInOrderAndDecided() {
        for (long k = 0; k < SENT; k++) {
            receive(k);
        }
        JournalCheck.Verdict verdict = verdict();
        assertTrue(verdict.clean(), verdict.toString());
        assertEquals(SENT, verdict.acknowledged());
        assertEquals(SENT, verdict.journaled());
        assertEquals(SENT / 2, verdict.messages());
        assertEquals(SENT / 2, verdict.decisions());
    }

    @Test
    void shouldMissWhatWasAcknowledgedButIsNotInTheJournal() {
        for (long k = 0; k < SENT; k++) {
            if (k != 7) {
                receive(k);
            }
        }
        assertEquals(1, verdict().missing());
        assertFalse(verdict().clean());
    }

    @Test
    void shouldNoticeABodyThatIsThereTwice() {
        for (long k = 0; k < SENT; k++) {
            receive(k);
        }
        receive(11);
        assertEquals(1, verdict().twice());
        assertFalse(verdict().clean());
    }

    @Test
    void shouldNoticeBodiesOfOneContactOutOfOrder() {
        receive(1);
        receive(0);
        for (long k = 2; k < SENT; k++) {
            receive(k);
        }
        assertEquals(1, verdict().outOfOrder());
        assertFalse(verdict().clean());
    }

    @Test
    void shouldNoticeAMessageThatWasNeverDecided() {
        for (long k = 0; k < SENT; k++) {
            receive(k);
        }
        journal.removeLast();
        journal.removeLast();
        receiveUndecided(SENT - 2L);
        receiveUndecided(SENT - 1L);
        assertEquals(1, verdict().undecided());
        assertFalse(verdict().clean());
    }

    @Test
    void shouldNoticeAMessageThatWasDecidedTwice() {
        for (long k = 0; k < SENT; k++) {
            receive(k);
        }
        journal.add(journal.get(1));
        assertEquals(1, verdict().decidedTwice());
        assertFalse(verdict().clean());
    }

    @Test
    void shouldPassOverBodiesOfOtherRuns() {
        for (long k = 0; k < SENT; k++) {
            receive(k);
        }
        Traffic other = new Traffic(
                shape, RUN + 1, URI.create("http://127.0.0.1:1/webhook"), new byte[] {1}, InstantSource.system());
        append(EntryType.RECEIVED, SectionKind.MESSAGE, 0, body(other, 0));
        assertTrue(verdict().clean());
    }

    private void receive(long k) {
        receiveUndecided(k);
        if (traffic.isMessage(k)) {
            append(EntryType.DECIDED, SectionKind.DECISION, journal.size(), "{}".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void receiveUndecided(long k) {
        SectionKind kind = traffic.isMessage(k) ? SectionKind.MESSAGE : SectionKind.STATUS;
        append(EntryType.RECEIVED, kind, 0, body(traffic, k));
    }

    private void append(EntryType type, SectionKind kind, long ref, byte[] payload) {
        journal.add(new LogRecord(journal.size() + 1L, type, 1, List.of(new Stored(kind, ref, payload))));
    }

    private static byte[] body(Traffic traffic, long k) {
        byte[] request = new byte[traffic.requestBytesMax()];
        return Arrays.copyOf(request, traffic.compose(0, k, request, 0));
    }

    private JournalCheck.Verdict verdict() {
        JournalCheck check = new JournalCheck(traffic, RUN, shape, generator.connections());
        check.advance(new Reader(journal));
        return check.verdict();
    }

    private record Stored(SectionKind kind, long ref, byte[] payload) implements LogRecord.Stored {
        @Override
        public Tag contact() {
            return Tag.NONE;
        }

        @Override
        public Tag key() {
            return Tag.NONE;
        }

        @Override
        public byte[] open() {
            return payload;
        }
    }

    private static final class Reader implements LogReader {
        private final List<LogRecord> records;
        private int next;

        Reader(List<LogRecord> records) {
            this.records = records;
        }

        @Override
        public @Nullable LogRecord poll() {
            return next < records.size() ? records.get(next++) : null;
        }

        @Override
        public long position() {
            return next;
        }

        @Override
        public void close() {}
    }
}
