package relevo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Json;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.gateway.RepositoryRoot;
import relevo.gateway.outbox.RecentEntries.Said;
import relevo.gateway.outbox.RecentEntries.Status;
import relevo.gateway.pipeline.ConversationSnapshots;
import relevo.gateway.pipeline.DecisionListener;
import relevo.gateway.pipeline.Engines;
import relevo.gateway.pipeline.Intake;
import relevo.gateway.pipeline.Pipeline;
import relevo.gateway.pipeline.PipelineConfig;
import relevo.gateway.pipeline.PipelineCounters;
import relevo.gateway.pipeline.Recovered;
import relevo.gateway.whatsapp.Parsers;
import relevo.gateway.whatsapp.Samples;
import relevo.gateway.whatsapp.StatusReport;
import relevo.gateway.whatsapp.Webhook;
import relevo.journal.ContactKeys;
import relevo.journal.DedupeWindow;
import relevo.journal.EntryType;
import relevo.journal.JournalConfig;
import relevo.journal.LocalLog;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.SectionKind;
import relevo.journal.Snapshots;
import relevo.journal.Tag;
import relevo.journal.TenantKey;
import relevo.matcher.Match;
import relevo.matcher.Matcher;

/** Every sample webhook through the real ring and journal: what is noted in memory is what the journal says. */
class RecentEntriesIT {
    @TempDir
    private Path dir;

    private final RecentEntries recent = new RecentEntries();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();

    @Test
    void shouldNoteOfEveryEntryWhatTheJournalSays() {
        TenantKey tenant = TenantKey.of(new byte[32]);
        try (ContactKeys keys = ContactKeys.open(dir.resolve("keys"), tenant);
                LocalLog log =
                        LocalLog.open(JournalConfig.small(dir.resolve("journal")), InstantSource.system(), keys);
                DedupeWindow seen = DedupeWindow.open(dir.resolve("dedupe"), DedupeWindow.Limits.standard())) {
            run(log, keys, seen);
            assertNull(fault.get());
            check(log);
        }
    }

    private void run(LocalLog log, ContactKeys keys, DedupeWindow seen) {
        PipelineConfig config = new PipelineConfig(1_024, 2, 64, 5, 4, 10_000);
        Pack pack = PackLoader.load(RepositoryRoot.path().resolve("config/packs/retail"));
        Engines engines = new Engines(Parsers.NUMBERS.stream()
                .collect(Collectors.toMap(number -> number, number -> new Engines.Content(pack, new NoMatcher()))));
        Recovered recovered = relevo.gateway.pipeline.Recovery.run(
                log,
                new ConversationSnapshots(new Snapshots(dir.resolve("snapshots"), keys)),
                config,
                engines,
                Parsers::tag,
                new Fence(),
                seen);
        DecisionListener listener = new DecisionListener() {
            @Override
            public void decided(long sequence, Tag contact, Decided decided, Conversation after) {
                recent.decided(sequence, contact, decided);
            }

            @Override
            public void messagesDecided() {}
        };
        Pipeline pipeline = new Pipeline(
                config,
                log,
                seen,
                Parsers::tag,
                engines,
                new Fence(),
                recent,
                listener,
                new PipelineCounters(),
                log.clock()::atMs,
                recovered,
                cause -> fault.compareAndSet(null, cause));
        pipeline.start(recovered);
        for (Samples.Sample sample : Samples.samples()) {
            Webhook webhook = Parsers.parser().parse(Samples.bytes(sample.file()), Parsers.NOW_MS);
            assertTrue(pipeline.offer(webhook, Intake.Acknowledgement.NONE));
        }
        pipeline.drain(30_000);
    }

    private void check(LocalLog log) {
        int statuses = 0;
        int decisions = 0;
        try (LogReader reader = log.reader(0)) {
            for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
                Said said = recent.take(record.sequence());
                assertNotNull(said, record.type() + " at " + record.sequence() + " was not noted");
                List<Status> expected = statusesOf(record);
                if (!expected.isEmpty()) {
                    assertEquals(new Said.Statuses(record.sequence(), expected), said);
                    statuses += expected.size();
                } else if (record.type() == EntryType.DECIDED) {
                    LogRecord.Stored section = record.sections().getFirst();
                    byte[] payload = section.open();
                    assertNotNull(payload);
                    assertEquals(new Said.Decision(record.sequence(), section.contact(), Json.decided(payload)), said);
                    decisions++;
                } else {
                    assertEquals(new Said.Nothing(record.sequence()), said);
                }
            }
        }
        assertTrue(statuses > 1 && decisions > 20, statuses + " statuses, " + decisions + " decisions");
    }

    private static List<Status> statusesOf(LogRecord record) {
        List<Status> statuses = new ArrayList<>();
        for (LogRecord.Stored section : record.sections()) {
            byte[] payload = section.kind() == SectionKind.STATUS && section.ref() != 0 ? section.open() : null;
            StatusReport report = payload == null ? null : StatusReport.parse(payload);
            if (report != null) {
                statuses.add(new Status(section.contact(), report));
            }
        }
        return statuses;
    }

    /** Knows nothing. */
    private static final class NoMatcher implements Matcher {
        @Override
        public Match match(String text, String conversationLang) {
            return new Match(conversationLang, List.of(), List.of(), 0, Map.of(), version());
        }

        @Override
        public String version() {
            return "none";
        }
    }
}
