package relevo.gateway.pipeline;

import com.lmax.disruptor.EventHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import relevo.journal.Log;

/**
 * Second stage of the ring: forces once for all that was appended meanwhile, then releases the acknowledgements. While the
 * disk works, the stage before goes on appending, so that the disk and that work overlap.
 *
 * <p>A fault of the journal is final: everything waiting is refused, nothing is acknowledged or decided any more. Runs on
 * the {@code force} thread.
 */
final class ForceStage implements EventHandler<RingEvent> {
    private final Log log;
    private final int groupMax;
    private final StagedWait waiting;
    private final PipelineCounters counters;
    private final Consumer<Throwable> fault;
    private final List<RingEvent> group = new ArrayList<>();
    private boolean broken;

    ForceStage(Log log, int groupMax, StagedWait waiting, PipelineCounters counters, Consumer<Throwable> fault) {
        this.log = log;
        this.groupMax = groupMax;
        this.waiting = waiting;
        this.counters = counters;
        this.fault = fault;
    }

    @Override
    public void onStart() {
        waiting.forceRunsHere();
        Niceness.shortSlices();
    }

    @Override
    public void onEvent(RingEvent event, long ringSequence, boolean endOfBatch) {
        if (broken) {
            event.refuse(counters);
        } else if (!event.refused) {
            group.add(event);
        }
        if (!group.isEmpty() && (endOfBatch || group.size() >= groupMax)) {
            commit();
        }
    }

    private void commit() {
        try {
            log.force();
        } catch (RuntimeException | Error e) {
            broken = true;
            group.forEach(event -> event.refuse(counters));
            group.clear();
            fault.accept(e);
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
