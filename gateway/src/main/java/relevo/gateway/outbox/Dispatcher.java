package relevo.gateway.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import relevo.gateway.outbox.Send.State;
import relevo.gateway.outbox.SendResult.Outcome;
import relevo.gateway.whatsapp.ErrorRule;
import relevo.gateway.whatsapp.ErrorTable;
import relevo.gateway.whatsapp.RetryClass;
import relevo.gateway.whatsapp.SendOutcome;
import relevo.gateway.whatsapp.Sender;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.Log;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

/**
 * Lets messages go, and deals with what becomes of them.
 *
 * <pre>
 *  whose turn -> owner, stop, window -> pace -> intents appended, together
 *       -> on the medium: by whoever forces the journal within gatherMs, else by a force of its own
 *       -> journal followed to its end -> owner, stop, window again -> requests
 * </pre>
 *
 * While intents wait for the medium no others are begun: they come together for the next entry.
 *
 * Owned by the outbox thread.
 */
final class Dispatcher {
    private static final int BATCH_MAX = 64;
    private static final int READ_BEFORE_SENDING_MAX = 4_096;
    /** A doubtful message is not repeated before the journal is read to its end: its status may stand there. */
    private static final long NOT_AT_END_MS = 5;

    private final OutboxConfig config;
    private final Log log;
    private final Lanes lanes;
    private final Ledger ledger;
    private final LastInbound windows;
    private final Fence fence;
    private final Follower follower;
    private final RecentEntries recent;
    private final Sender sender;
    private final Tally tally;
    private final RandomGenerator random;
    private final Inbox inbox;
    private int inFlight;
    private int firstGate;
    private @Nullable Intents waiting;

    /** Messages whose intents are appended at this place and not known to be on the medium. */
    private record Intents(List<Send> sends, long sequence, long appendedMs) {}

    Dispatcher(
            OutboxConfig config,
            Log log,
            Lanes lanes,
            Ledger ledger,
            LastInbound windows,
            Fence fence,
            Follower follower,
            RecentEntries recent,
            Sender sender,
            Tally tally,
            RandomGenerator random,
            Inbox inbox) {
        this.config = config;
        this.log = log;
        this.lanes = lanes;
        this.ledger = ledger;
        this.windows = windows;
        this.fence = fence;
        this.follower = follower;
        this.recent = recent;
        this.sender = sender;
        this.tally = tally;
        this.random = random;
        this.inbox = inbox;
    }

    int inFlight() {
        return inFlight;
    }

    /** Whether intents wait to be on the medium. */
    boolean isWaiting() {
        return waiting != null;
    }

    /** Begins what may go now; true when anything moved. {@code atEnd}: the journal was just read to its end. */
    boolean dispatch(boolean atEnd, long nowMs) {
        if (waiting != null || !log.admits()) {
            return false;
        }
        List<Send> batch = new ArrayList<>();
        boolean moved = false;
        List<NumberGate> gates = lanes.gates();
        for (int i = 0; i < gates.size(); i++) {
            NumberGate gate = gates.get((firstGate + i) % gates.size());
            while (batch.size() < BATCH_MAX
                    && inFlight + batch.size() < config.inFlightMax()
                    && !gate.ready.isEmpty()
                    && gate.waitMs(nowMs) == 0) {
                Lane lane = gate.ready.remove();
                lane.ready = false;
                Send send = chosen(lane, atEnd, nowMs);
                if (send != null) {
                    batch.add(send);
                }
                moved = true;
            }
        }
        firstGate = gates.isEmpty() ? 0 : (firstGate + 1) % gates.size();
        if (!batch.isEmpty()) {
            append(batch, nowMs);
            release(nowMs);
        }
        return moved;
    }

    /** The lane's first message if it may go now, made SENDING; else the lane is put where it belongs. */
    private @Nullable Send chosen(Lane lane, boolean atEnd, long nowMs) {
        Send send = lane.sends.peek();
        if (send == null || send.state == State.SENDING) {
            return null;
        }
        if (send.dueMs > nowMs) {
            lanes.at(lane, send.dueMs);
            return null;
        }
        if (send.state == State.UNKNOWN) {
            if (!atEnd) {
                lanes.at(lane, nowMs + NOT_AT_END_MS);
                return null;
            }
            if (!mayRepeat(send, lane, nowMs)) {
                return null;
            }
        }
        if (cancelled(send, lane, nowMs)) {
            return null;
        }
        long pairWaitMs = lane.pair.waitMs(nowMs);
        if (pairWaitMs > 0) {
            lanes.at(lane, nowMs + pairWaitMs);
            return null;
        }
        lane.pair.take(nowMs);
        lane.gate.begin(nowMs);
        send.state = State.SENDING;
        send.attempts++;
        return send;
    }

    /** The wait for a status is over: once more, if it is harmless and still makes sense; else it is given up. */
    private boolean mayRepeat(Send send, Lane lane, long nowMs) {
        String gone = lane.customerInput > send.inputSequence
                ? "the customer wrote again"
                : mayGo(send, lane, nowMs) == null ? null : "its reason is gone";
        if (gone == null && !send.repeat) {
            send.repeat = true;
            send.state = State.READY;
            tally.repeats.increment();
            return true;
        }
        // Where its reason is not gone, a customer is perhaps left without an answer: the conversation is told.
        String why = gone == null ? "no status came for the repeat either" : gone;
        ledger.ended(send, Outcome.UNRESOLVED, 0, why, gone == null, nowMs);
        return false;
    }

    private boolean cancelled(Send send, Lane lane, long nowMs) {
        String why = mayGo(send, lane, nowMs);
        if (why == null) {
            return false;
        }
        boolean window = why.equals("window");
        switch (why) {
            case "window" -> tally.outsideWindow.increment();
            case "stopped" -> tally.stopped.increment();
            default -> tally.fenced.increment();
        }
        // A repeat that does not go out leaves the first attempt unresolved.
        Outcome outcome = send.repeat ? Outcome.UNRESOLVED : Outcome.CANCELLED;
        ledger.ended(send, outcome, window ? ErrorTable.WINDOW_CLOSED : 0, why, window, nowMs);
        return true;
    }

    /** Why it must not go out: owner, stopped or window; null when it may. */
    private @Nullable String mayGo(Send send, Lane lane, long nowMs) {
        if (!send.fromPerson
                && (send.epoch < lane.epoch || !fence.allows(send.contact, send.epoch) || follower.isForgotten(send))) {
            return "owner";
        }
        if (send.inputSequence < lane.stoppedBefore) {
            return "stopped";
        }
        return windows.windowOpen(send.contact, nowMs) ? null : "window";
    }

    private void append(List<Send> batch, long nowMs) {
        List<Section> sections = new ArrayList<>(batch.size());
        for (Send send : batch) {
            sections.add(new Section(
                    SectionKind.SEND, send.contact, Tag.NONE, send.decidedSequence, OutboxJson.encode(send.intent())));
        }
        long sequence = log.append(new Entry(EntryType.SEND_INTENT, nowMs, sections));
        recent.own(sequence);
        waiting = new Intents(batch, sequence, nowMs);
        tally.intents.add(batch.size());
    }

    /** Sends what waited for the medium, once it is there; true when it was. */
    boolean release(long nowMs) {
        Intents intents = waiting;
        if (intents == null) {
            return false;
        }
        if (log.durableSequence() < intents.sequence()) {
            long waitedMs = nowMs - intents.appendedMs();
            if (waitedMs >= 0 && waitedMs < config.gatherMs()) {
                return false;
            }
            log.force();
            tally.forces.increment();
        }
        waiting = null;
        // What was decided while the disk worked counts too.
        follower.readAll(READ_BEFORE_SENDING_MAX, nowMs);
        for (Send send : intents.sends()) {
            Lane lane = lanes.lane(send.contact);
            if (lane == null || send.state != State.SENDING || cancelled(send, lane, nowMs)) {
                lanes.gate(send.number, nowMs).end();
            } else {
                request(send);
            }
        }
        return true;
    }

    private void request(Send send) {
        inFlight++;
        int attempt = send.attempts;
        sender.send(send.number, send.address, send.message, SendId.callback(send.name, send.repeat))
                .whenComplete((outcome, thrown) -> inbox.add(
                        nowMs -> answered(send, attempt, thrown == null ? outcome : unexpected(thrown), nowMs)));
    }

    private static SendOutcome unexpected(Throwable thrown) {
        return new SendOutcome.Unknown(thrown.toString());
    }

    private void answered(Send send, int attempt, SendOutcome outcome, long nowMs) {
        inFlight--;
        NumberGate gate = lanes.gate(send.number, nowMs);
        gate.end();
        if (outcome instanceof SendOutcome.Accepted
                || (outcome instanceof SendOutcome.Refused refused && !concernsNumber(refused))) {
            gate.reached(nowMs);
        }
        if (send.state != State.SENDING || send.attempts != attempt) {
            // A status told it before the answer came.
            return;
        }
        switch (outcome) {
            case SendOutcome.Accepted accepted -> ledger.accepted(send, accepted.wamid(), nowMs);
            case SendOutcome.Refused refused -> refused(send, refused, gate, nowMs);
            case SendOutcome.NotSent notSent -> {
                gate.outOfReach(nowMs);
                ledger.deferred(send, 0, notSent.cause(), 0, nowMs);
            }
            case SendOutcome.Unknown unknown -> {
                gate.doubt(nowMs);
                ledger.doubtful(send, unknown.cause(), nowMs);
            }
        }
    }

    private static boolean concernsNumber(SendOutcome.Refused refused) {
        return switch (refused.retryClass()) {
            case HOLD, ALARM -> true;
            case RETRY, PAIR, WINDOW, NEVER -> false;
        };
    }

    private void refused(Send send, SendOutcome.Refused refused, NumberGate gate, long nowMs) {
        ErrorRule rule = ErrorTable.of(refused.code(), refused.httpStatus());
        switch (refused.retryClass()) {
            case RETRY, PAIR -> {
                send.refusals++;
                if (send.refusals >= rule.attemptsMax()) {
                    finallyRefused(send, refused, nowMs);
                } else {
                    long pauseMs = rule.pauseMs(send.refusals);
                    ledger.deferred(
                            send, refused.code(), refused.details(), pauseMs + random.nextLong(pauseMs / 4 + 1), nowMs);
                }
            }
            case HOLD, ALARM -> {
                if (rule.firstCode() == ErrorTable.THROUGHPUT) {
                    gate.slower(nowMs);
                }
                if (refused.retryClass() == RetryClass.ALARM) {
                    tally.alarms.increment();
                }
                gate.hold(rule, nowMs);
                ledger.deferred(send, refused.code(), refused.details(), 0, nowMs);
            }
            case WINDOW -> {
                windows.closed(send.contact, nowMs);
                finallyRefused(send, refused, nowMs);
            }
            case NEVER -> finallyRefused(send, refused, nowMs);
        }
    }

    private void finallyRefused(Send send, SendOutcome.Refused refused, long nowMs) {
        tally.refused.increment();
        ledger.ended(send, Outcome.REFUSED, refused.code(), refused.details(), true, nowMs);
    }
}
