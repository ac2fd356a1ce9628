package relevo.gateway.outbox;

import relevo.gateway.outbox.Send.State;
import relevo.gateway.whatsapp.Sender;

/**
 * Shows the customer's message as read when it is answered, and the sign that somebody is writing. Only a courtesy: not
 * journaled, not repeated, left out when too many are under way. The sign must reach the customer before the answer does, or
 * it would stay on the screen; so the answer waits for it, but not for long. Owned by the outbox thread.
 */
final class Receipts implements Follower.Answering {
    private final OutboxConfig config;
    private final Lanes lanes;
    private final Sender sender;
    private final Tally tally;
    private final Inbox inbox;
    private int inFlight;

    Receipts(OutboxConfig config, Lanes lanes, Sender sender, Tally tally, Inbox inbox) {
        this.config = config;
        this.lanes = lanes;
        this.sender = sender;
        this.tally = tally;
        this.inbox = inbox;
    }

    @Override
    public void answering(Send first, String customersMessageId, long nowMs) {
        boolean wanted = config.markRead() || config.typing();
        if (!wanted
                || inFlight >= config.inFlightMax()
                || customersMessageId.isEmpty()
                || lanes.gate(first.number, nowMs).held(nowMs)) {
            return;
        }
        inFlight++;
        if (config.typing() && first.state == State.READY) {
            first.dueMs = nowMs + config.typingWaitMs();
        }
        sender.markRead(first.number, customersMessageId, config.typing())
                .whenComplete((taken, thrown) -> inbox.add(now -> shown(first, thrown == null && taken, now)));
    }

    private void shown(Send first, boolean taken, long nowMs) {
        inFlight--;
        if (taken) {
            tally.receipts.increment();
        }
        Lane lane = lanes.lane(first.contact);
        if (config.typing() && first.state == State.READY && first.attempts == 0 && first.dueMs > nowMs) {
            first.dueMs = nowMs;
            if (lane != null && lane.sends.peek() == first) {
                lanes.schedule(lane, nowMs);
            }
        }
    }
}
