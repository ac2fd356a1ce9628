package relevo.gateway.pipeline;

import com.lmax.disruptor.EventHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import relevo.gateway.outbox.RecentEntries;
import relevo.gateway.whatsapp.StatusReport;
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
 * First stage of the ring: dedupe, append one entry a webhook, force once a batch, then release the acknowledgements.
 *
 * <p>A fault of the journal is final: everything waiting is refused, nothing is acknowledged any more, and the fault
 * handler stops the process. Runs on the {@code journal} thread, which alone touches the dedupe window and the identities.
 */
final class JournalStage implements EventHandler<RingEvent> {
    private final Log log;
    private final DedupeWindow seen;
    private final Identities identities;
    private final int groupMax;
    private final RecentEntries recent;
    private final PipelineCounters counters;
    private final Consumer<Throwable> fault;
    private final List<RingEvent> group = new ArrayList<>();
    private boolean broken;
    private volatile long dedupeCovered;

    JournalStage(
            Log log,
            DedupeWindow seen,
            Identities identities,
            int groupMax,
            RecentEntries recent,
            PipelineCounters counters,
            Consumer<Throwable> fault) {
        this.log = log;
        this.seen = seen;
        this.identities = identities;
        this.groupMax = groupMax;
        this.recent = recent;
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
            refuse(event);
        } else {
            group.add(event);
            try {
                append(event);
            } catch (RuntimeException | Error e) {
                breakDown(e);
            }
        }
        if (!group.isEmpty() && (endOfBatch || group.size() >= groupMax)) {
            commit();
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
            recent.appended(event.sequence, internal);
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
            Entry entry = new Entry(EntryType.QUARANTINED, webhook.receivedAtMs(), sections);
            recent.appended(log.append(entry), entry);
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
        recent.received(event.sequence, statusesOf(fresh, contacts));
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

    private static List<RecentEntries.Status> statusesOf(List<Arrival> fresh, List<Tag> contacts) {
        List<RecentEntries.Status> statuses = List.of();
        for (int index = 0; index < fresh.size(); index++) {
            StatusReport report = fresh.get(index).update().status();
            if (report != null) {
                statuses = statuses.isEmpty() ? new ArrayList<>(fresh.size() - index) : statuses;
                statuses.add(new RecentEntries.Status(contacts.get(index), report));
            }
        }
        return statuses;
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

    private void commit() {
        if (!broken) {
            try {
                log.force();
                seen.forced(log.durableSequence());
                dedupeCovered = seen.coveredSequence();
            } catch (RuntimeException | Error e) {
                breakDown(e);
                return;
            }
            long nowNanos = System.nanoTime();
            for (RingEvent event : group) {
                if (event.acknowledgement != null) {
                    event.acknowledgement.durable();
                    counters.ackNanos.recordValue(Math.clamp(nowNanos - event.offeredNanos, 0, 60_000_000_000L));
                    counters.acknowledged.increment();
                }
            }
            counters.groups.increment();
            group.clear();
        }
    }

    /** The journal can no longer be trusted: nothing of this group is acknowledged or decided, nor anything after it. */
    private void breakDown(Throwable cause) {
        broken = true;
        group.forEach(this::refuse);
        group.clear();
        fault.accept(cause);
    }

    private void refuse(RingEvent event) {
        event.sequence = 0;
        event.inputs = List.of();
        counters.refused.increment();
        if (event.acknowledgement != null) {
            event.acknowledgement.refused();
        }
    }
}
