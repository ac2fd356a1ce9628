package relevo.gateway.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.dialog.Address;
import relevo.dialog.Decided;
import relevo.dialog.Json;
import relevo.gateway.outbox.Fence;
import relevo.gateway.pipeline.Conversations.Live;
import relevo.journal.DedupeWindow;
import relevo.journal.JournalException;
import relevo.journal.Log;
import relevo.journal.LogReader;
import relevo.journal.LogRecord;
import relevo.journal.Tag;

/**
 * Rebuilds what the process held in memory: newest snapshot, then every entry behind it through the same {@code replay} that
 * runs live. What was journaled but not decided is returned to be decided once, now.
 *
 * <p>Used by one thread, before the pipeline starts.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Log log;
    private final PipelineConfig config;
    private final Engines engines;
    private final Function<String, Tag> tags;
    private final Fence fence;
    private final DedupeWindow seen;

    private final Identities identities;
    private final List<Conversations> conversations;
    /** Where inputs stand that no DECIDED has been seen for; in journal order. */
    private final Set<Place> open = new LinkedHashSet<>();

    private record Place(long sequence, int index) {}

    private Recovery(
            Log log,
            PipelineConfig config,
            Engines engines,
            Function<String, Tag> tags,
            Fence fence,
            DedupeWindow seen) {
        this.log = log;
        this.config = config;
        this.engines = engines;
        this.tags = tags;
        this.fence = fence;
        this.seen = seen;
        this.identities = new Identities(2 * config.conversationsMax());
        this.conversations = Conversations.ofShards(config);
    }

    /**
     * Replays the log behind the newest usable snapshot.
     *
     * @param seen opened, not yet rebuilt: takes the keys it lacks on the way
     */
    public static Recovered run(
            Log log,
            ConversationSnapshots snapshots,
            PipelineConfig config,
            Engines engines,
            Function<String, Tag> tags,
            Fence fence,
            DedupeWindow seen) {
        Recovery recovery = new Recovery(log, config, engines, tags, fence, seen);
        long covered = snapshots.load((contact, live) -> recovery.put(contact, live));
        return recovery.replayAfter(covered);
    }

    private Recovered replayAfter(long covered) {
        long from = Math.min(covered, seen.coveredSequence());
        long through = log.lastSequence();
        try (LogReader reader = log.reader(Math.max(from, log.firstSequence() - 1))) {
            for (LogRecord record = next(reader); record != null; record = next(reader)) {
                if (record.sequence() > seen.coveredSequence()) {
                    seen.note(record);
                }
                if (record.sequence() > covered) {
                    replay(record);
                }
            }
        }
        return new Recovered(identities, conversations, undecided(), through);
    }

    /** Damage in the middle of the log is said loudly and stepped over: what stands behind it is sound. */
    private static @Nullable LogRecord next(LogReader reader) {
        while (true) {
            try {
                return reader.poll();
            } catch (JournalException damage) {
                LOG.error(
                        "damage in the journal behind entry {}: recovery goes on behind it", reader.position(), damage);
            }
        }
    }

    private void replay(LogRecord record) {
        switch (record.type()) {
            case RECEIVED, ACTION, TIMER, SEND_RESULT -> {
                for (int index = 0; index < record.sections().size(); index++) {
                    LogRecord.Stored section = record.sections().get(index);
                    if (StoredInput.mayMove(section.kind())
                            && !section.contact().isNone()) {
                        open.add(new Place(record.sequence(), index));
                    }
                }
            }
            case DECIDED -> replayDecided(record);
            case SEND_INTENT, QUARANTINED, MARK -> {}
        }
    }

    private void replayDecided(LogRecord record) {
        LogRecord.Stored section = record.sections().getFirst();
        byte[] payload = section.open();
        if (payload == null) {
            return;
        }
        Decided decided = Json.decided(payload);
        open.remove(new Place(decided.inputSequence(), decided.inputIndex()));
        Tag contact = section.contact();
        Live before = of(contact).get(contact);
        if (before == null) {
            before = new Live(
                    decided.number(),
                    decided.address(),
                    engines.of(decided.number()).fresh());
        }
        put(contact, before.replay(decided));
    }

    private void put(Tag contact, Live live) {
        of(contact).put(contact, live);
        fence.raise(contact, live.state().epoch());
        Address address = live.address();
        identities.restore(contact, Arrival.Names.of(live.number(), address.userId(), null, address.phone(), tags));
    }

    private Conversations of(Tag contact) {
        return conversations.get(contact.shard(config.decideShards()));
    }

    /** Reads the inputs that are still open, in one pass over what is behind the first of them. */
    private List<StoredInput> undecided() {
        List<StoredInput> inputs = new ArrayList<>();
        if (open.isEmpty()) {
            return inputs;
        }
        long first = open.stream().mapToLong(Place::sequence).min().orElseThrow();
        try (LogReader reader = log.reader(first - 1)) {
            for (LogRecord record = next(reader); record != null; record = next(reader)) {
                for (int index = 0; index < record.sections().size(); index++) {
                    StoredInput input = open.contains(new Place(record.sequence(), index))
                            ? StoredInput.decode(record, index)
                            : null;
                    if (input != null) {
                        inputs.add(input);
                    }
                }
            }
        }
        return inputs;
    }
}
