package relevo.gateway.outbox;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The counters behind {@link OutboxCounters}. Counted by the outbox thread, read by any. */
final class Tally {
    final LongAdder messages = new LongAdder();
    final LongAdder intents = new LongAdder();
    final LongAdder accepted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder fenced = new LongAdder();
    final LongAdder stopped = new LongAdder();
    final LongAdder outsideWindow = new LongAdder();
    final LongAdder deferred = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder resolvedByStatus = new LongAdder();
    final LongAdder repeats = new LongAdder();
    final LongAdder unresolved = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final LongAdder alarms = new LongAdder();
    final LongAdder receipts = new LongAdder();
    final LongAdder sinkFull = new LongAdder();
    final LongAdder erased = new LongAdder();
    final LongAdder readBack = new LongAdder();
    final LongAdder forces = new LongAdder();

    volatile int pending;
    volatile int inFlight;
    volatile int resultsWaiting;
    volatile int lanes;
    volatile long readThrough;
    volatile long releasedThrough;
    volatile long oldestPendingMs;
    volatile List<NumberState> numbers = List.of();

    OutboxCounters counters() {
        return new OutboxCounters(
                messages.sum(),
                intents.sum(),
                accepted.sum(),
                refused.sum(),
                failed.sum(),
                fenced.sum(),
                stopped.sum(),
                outsideWindow.sum(),
                deferred.sum(),
                unknown.sum(),
                resolvedByStatus.sum(),
                repeats.sum(),
                unresolved.sum(),
                delivered.sum(),
                alarms.sum(),
                receipts.sum(),
                sinkFull.sum(),
                erased.sum(),
                readBack.sum(),
                forces.sum(),
                pending,
                inFlight,
                resultsWaiting,
                lanes,
                readThrough,
                releasedThrough,
                oldestPendingMs,
                numbers);
    }
}
