package relevo.gateway.http;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import relevo.gateway.pipeline.Intake;

/**
 * The place of one request in the order of its connection's answers. Its two acknowledging methods may be called from any
 * thread, one of them once; all else belongs to the event loop.
 */
final class Slot implements Intake.Acknowledgement {
    private final WebhookHandler owner;
    private final AckLane lane;
    private final boolean isLast;
    private final long sinceNanos;
    private final AtomicBoolean isAcknowledged = new AtomicBoolean();
    private boolean isDurable;
    private @Nullable Answer answer;
    private @Nullable String echo;

    /** The slot that lies below this one on the lane's stack. */
    @Nullable
    Slot below;

    Slot(WebhookHandler owner, AckLane lane, boolean isLast, long sinceNanos) {
        this.owner = owner;
        this.lane = lane;
        this.isLast = isLast;
        this.sinceNanos = sinceNanos;
    }

    @Override
    public void durable() {
        acknowledge(true);
    }

    @Override
    public void refused() {
        acknowledge(false);
    }

    private void acknowledge(boolean durable) {
        if (!isAcknowledged.compareAndSet(false, true)) {
            throw new IllegalStateException("a webhook was acknowledged twice");
        }
        isDurable = durable; // seen by the event loop through the lane
        lane.complete(this);
    }

    /** Takes what was acknowledged, unless the connection has given up waiting for it. */
    void decide() {
        if (answer == null) {
            answer = isDurable ? Answer.OK : Answer.UNAVAILABLE;
        }
    }

    void answer(Answer decided) {
        answer = decided;
    }

    void echo(String challenge) {
        answer = Answer.OK;
        echo = challenge;
    }

    @Nullable
    Answer answer() {
        return answer;
    }

    @Nullable
    String echo() {
        return echo;
    }

    boolean isLast() {
        return isLast;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    WebhookHandler owner() {
        return owner;
    }
}
