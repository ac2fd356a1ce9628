package relevo.gateway.pipeline;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** What the pipeline counts, from process start. Safe for use from any thread. */
public final class PipelineCounters {
    /** New updates appended. */
    public final LongAdder updates = new LongAdder();

    /** Updates that had been seen before, whatever webhook brought them. */
    public final LongAdder duplicates = new LongAdder();

    public final LongAdder quarantined = new LongAdder();

    /** Webhooks and internal entries refused because the journal could not take them. */
    public final LongAdder refused = new LongAdder();

    /** Offers refused because the ring was full. */
    public final LongAdder ringFull = new LongAdder();

    /** Webhooks and internal entries acknowledged as durable. */
    public final LongAdder acknowledged = new LongAdder();

    /** Group commits: one force each. */
    public final LongAdder groups = new LongAdder();

    public final LongAdder decisions = new LongAdder();

    /** Inputs on which the decision core failed; each went to a person. */
    public final LongAdder internalErrors = new LongAdder();

    /** Times a shard fell behind the ring and went on from the journal. */
    public final LongAdder catchUps = new LongAdder();

    /** From the offer to the release of the acknowledgement, nanoseconds, 1 us to 60 s. */
    public final Recorder ackNanos = new Recorder(1_000, 60_000_000_000L, 3);

    /** Time one decision takes (match, score, decide, append), nanoseconds. */
    public final Recorder decisionNanos = new Recorder(1_000, 60_000_000_000L, 3);
}
