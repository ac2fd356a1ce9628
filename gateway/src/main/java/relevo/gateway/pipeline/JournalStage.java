package relevo.gateway.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import relevo.gateway.whatsapp.Update;
import relevo.gateway.whatsapp.Webhook;
import relevo.journal.DedupeWindow;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.Log;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * First stage of the ring: dedupe, append one entry a webhook. What was appended is passed on in small pieces, so that the
 * disk never waits for the end of a long batch.
 *
 * <p>A fault of the journal is final: nothing more is taken, and the fault handler stops the process. Runs on the {@code
 * journal} thread, which alone touches the dedupe window and the identities.
 */
final class JournalStage implements EventHandler<RingEvent> {
    /** What was appended is passed on after so many events at most. */
    private static final long PASS_ON_MASK = 31;

    private final Log log;
    private final DedupeWindow seen;
    private final Identities identities;
    private final StagedWait waiting;
    private final PipelineCounters counters;
    private final Consumer<Throwable> fault;
    private @Nullable Sequence done;
    private boolean broken;
    private volatile long dedupeCovered;

    JournalStage(
            Log log,
            DedupeWindow seen,
            Identities identities,
            StagedWait waiting,
            PipelineCounters counters,
            Consumer<Throwable> fault) {
        this.log = log;
        this.seen = seen;
        this.identities = identities;
        this.waiting = waiting;
        this.counters = counters;
        this.fault = fault;
    }

    @Override
    public void onStart() {
        Niceness.shortSlices();
    }

    @Override
    public void onEvent(RingEvent event, long ringSequence, boolean endOfBatch) {
        if (broken || !log.admits()) {
            event.refuse(counters);
        } else {
            try {
                append(event);
            } catch (RuntimeException | Error e) {
                event.refuse(counters);
                breakDown(e);
            }
        }
        if (endOfBatch && !broken) {
            keepKeys();
        }
        if (endOfBatch || (ringSequence & PASS_ON_MASK) == 0) {
            passOn(ringSequence);
        }
    }

    @Override
    public void setSequenceCallback(Sequence sequenceCallback) {
        done = sequenceCallback;
    }

    private void passOn(long ringSequence) {
        if (done != null) {
            // With a full fence: the force stage must not fall asleep between our look at it and this store.
            done.setVolatile(ringSequence);
            waiting.appended();
        }
    }

    /** Up to where the dedupe window no longer needs the log. */
    long dedupeCovered() {
        return dedupeCovered;
    }

    private void append(RingEvent event) {
        Entry internal = event.internal;
        if (internal != null) {
            event.type = internal.type();
            event.sequence = log.append(internal);
            event.inputs = inputsOf(event.sequence, internal);
            return;
        }
        Webhook webhook = event.webhook;
        if (webhook == null) {
            throw new IllegalStateException("a ring slot without content");
        }
        event.type = EntryType.RECEIVED;
        appendUpdates(event, webhook);
        if (!webhook.quarantined().isEmpty()) {
            List<Section> sections = new ArrayList<>();
            for (Webhook.Quarantined item : webhook.quarantined()) {
                sections.add(new Section(SectionKind.RAW, Tag.NONE, Tag.NONE, 0, item.raw()));
            }
            log.append(new Entry(EntryType.QUARANTINED, webhook.receivedAtMs(), sections));
            counters.quarantined.add(webhook.quarantined().size());
        }
    }

    private void appendUpdates(RingEvent event, Webhook webhook) {
        List<Section> sections = new ArrayList<>(event.arrivals.size());
        List<Arrival> fresh = new ArrayList<>(event.arrivals.size());
        List<Tag> contacts = new ArrayList<>(event.arrivals.size());
        for (Arrival arrival : event.arrivals) {
            Update update = arrival.update();
            if (!update.key().isNone() && !seen.admit(update.key(), webhook.receivedAtMs())) {
                counters.duplicates.increment();
                continue;
            }
            Tag contact = identities.resolve(arrival.names());
            fresh.add(arrival);
            contacts.add(contact);
            sections.add(new Section(update.kind(), contact, update.key(), update.ref(), arrival.payload()));
        }
        if (sections.isEmpty()) {
            return;
        }
        event.sequence = log.append(new Entry(EntryType.RECEIVED, webhook.receivedAtMs(), sections));
        counters.updates.add(sections.size());
        List<StoredInput> inputs = new ArrayList<>(fresh.size());
        for (int index = 0; index < fresh.size(); index++) {
            Update update = fresh.get(index).update();
            if (update.input() != null && StoredInput.mayMove(update.kind())) {
                inputs.add(StoredInput.of(
                        event.sequence, index, contacts.get(index), webhook.receivedAtMs(), update, update.input()));
            }
        }
        event.inputs = inputs;
    }

    private static List<StoredInput> inputsOf(long sequence, Entry entry) {
        List<StoredInput> inputs = new ArrayList<>(1);
        for (int index = 0; index < entry.sections().size(); index++) {
            Section section = entry.sections().get(index);
            StoredInput input = StoredInput.decode(
                    sequence, index, section.kind(), section.contact(), entry.atMs(), section.payload());
            if (input != null) {
                inputs.add(input);
            }
        }
        return inputs;
    }

    /** When enough keys have come for a file of their own, they must all be in the log and forced first. */
    private void keepKeys() {
        try {
            if (seen.isDue()) {
                log.force();
                seen.forced(log.durableSequence());
            }
            dedupeCovered = seen.coveredSequence();
        } catch (RuntimeException | Error e) {
            breakDown(e);
        }
    }

    /** The journal can no longer be trusted: the log refuses every force, so nothing that waits is acknowledged either. */
    private void breakDown(Throwable cause) {
        broken = true;
        fault.accept(cause);
    }
}
