package relevo.gateway.outbox;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Input;
import relevo.dialog.Outgoing;
import relevo.gateway.outbox.Send.State;
import relevo.gateway.outbox.SendResult.Outcome;
import relevo.gateway.whatsapp.DeliveryState;
import relevo.gateway.whatsapp.Splitter;
import relevo.gateway.whatsapp.StatusReport;
import relevo.journal.Tag;

/**
 * Every send from its decision to the moment when its final result is read back from the journal; the one place where
 * the state of a send changes. Owned by the outbox thread.
 */
final class Ledger {
    private static final int SEEN_MAX = 1 << 17;
    private static final Outgoing FORGOTTEN = new Outgoing.Text("");

    private final OutboxConfig config;
    private final SendId ids;
    private final Lanes lanes;
    private final Results results;
    private final Tally tally;
    private final Recovery recovery;
    private final Holds holds = new Holds();
    private final Map<Long, Send> live = new HashMap<>();
    /** Failures told by a status, with the place of that status, until their result is in the journal. */
    private final Map<Long, Long> failing = new HashMap<>();

    private final RecentKeys seen;
    private final Map<Long, DeliveryState> deliveries = new HashMap<>();
    private final Map<Long, Send> tracked = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Send> eldest) {
            boolean over = size() > config.trackedMax();
            if (over) {
                deliveries.remove(eldest.getKey());
            }
            return over;
        }
    };

    Ledger(OutboxConfig config, SendId ids, Lanes lanes, Results results, Tally tally, Recovery recovery) {
        this.config = config;
        this.ids = ids;
        this.lanes = lanes;
        this.results = results;
        this.tally = tally;
        this.recovery = recovery;
        this.seen = new RecentKeys(SEEN_MAX, recovery.settled());
    }

    /** Nothing before this place of the journal is needed any more; {@link Long#MAX_VALUE} when nothing at all is. */
    long lowestHeld() {
        return holds.lowest();
    }

    int trackedCount() {
        return tracked.size();
    }

    /** What an input's decisions say to the customer, as it can be sent. */
    static List<Outgoing> messages(Decided decided) {
        return decided.decisions().stream()
                .map(Decision::messages)
                .flatMap(List::stream)
                .flatMap(message -> Splitter.parts(message).stream())
                .limit(SendId.ORDINALS)
                .toList();
    }

    /** Takes up what was decided; the first new send, null when there is none. */
    @Nullable
    Send take(long sequence, Tag contact, Decided decided, List<Outgoing> messages, NumberGate gate, long nowMs) {
        // An agent's own words, not what the bot says about an agent's action.
        boolean fromPerson = decided.input() instanceof Input.Agent agent && "reply".equals(agent.act());
        Send first = null;
        for (int ordinal = 0; ordinal < messages.size(); ordinal++) {
            long key = SendId.key(decided.inputSequence(), decided.inputIndex(), ordinal);
            if (live.containsKey(key) || seen.contains(key) || recovery.isSettled(key)) {
                continue;
            }
            Send send = new Send(
                    key,
                    ids.name(key),
                    contact,
                    decided.number(),
                    decided.address(),
                    messages.get(ordinal),
                    sequence,
                    decided.inputSequence(),
                    decided.inputIndex(),
                    ordinal,
                    decided.epoch(),
                    fromPerson,
                    nowMs);
            seen.add(key);
            live.put(key, send);
            holds.hold(sequence);
            tally.messages.increment();
            lanes.add(send, gate, nowMs);
            resume(send, nowMs);
            first = first == null ? send : first;
        }
        return first;
    }

    /** Goes on where an earlier life of this process stopped. */
    private void resume(Send send, long nowMs) {
        Recovery.Trace trace = recovery.trace(send.key);
        boolean overtaken = recovery.isOvertaken(send.contact, send.key);
        if (trace != null) {
            send.attempts = trace.attempts;
            send.repeat = trace.repeat;
        }
        if (trace != null && trace.status != null) {
            resolve(send, trace.status, nowMs);
        } else if (overtaken) {
            boolean left = trace != null && (trace.open || trace.repeat);
            ended(send, left ? Outcome.UNRESOLVED : Outcome.CANCELLED, 0, "its result was lost", false, nowMs);
        } else if (trace != null && trace.open) {
            doubtful(send, "the process ended before the answer", nowMs);
        }
    }

    /** The API took it. */
    void accepted(Send send, String wamid, long nowMs) {
        tally.accepted.increment();
        settle(send, send.result(Outcome.ACCEPTED, wamid, 0, null, false), nowMs);
        deliveries.put(send.key, DeliveryState.ACCEPTED);
        tracked.put(send.key, send);
    }

    /** It will not be sent (any more); {@code tell} makes that an input of the conversation. */
    void ended(Send send, Outcome outcome, int code, String details, boolean tell, long nowMs) {
        settle(send, send.result(outcome, null, code, details, tell), nowMs);
        if (outcome == Outcome.UNRESOLVED) {
            tally.unresolved.increment();
            send.unresolved = true;
            tracked.put(send.key, send);
        }
    }

    /** This attempt provably did not arrive; the next follows after the pause. */
    void deferred(Send send, int code, String details, long pauseMs, long nowMs) {
        tally.deferred.increment();
        send.state = State.READY;
        send.dueMs = nowMs + pauseMs;
        results.add(send.contact, send.decidedSequence, send.result(Outcome.DEFERRED, null, code, details, false));
        reschedule(send, nowMs);
    }

    /** This attempt may have arrived. */
    void doubtful(Send send, String details, long nowMs) {
        tally.unknown.increment();
        send.state = State.UNKNOWN;
        send.dueMs = nowMs + config.unknownWaitMs();
        results.add(send.contact, send.decidedSequence, send.result(Outcome.UNKNOWN, null, 0, details, false));
        reschedule(send, nowMs);
    }

    private void reschedule(Send send, long nowMs) {
        Lane lane = lanes.lane(send.contact);
        if (lane != null && lane.sends.peek() == send) {
            lanes.schedule(lane, nowMs);
        }
    }

    private void settle(Send send, SendResult result, long nowMs) {
        send.state = State.SETTLED;
        send.message = FORGOTTEN;
        results.add(send.contact, send.decidedSequence, result);
        Lane lane = lanes.lane(send.contact);
        if (lane != null) {
            lanes.remove(lane, send, nowMs);
        }
    }

    /** A status came, for one of our sends or not. */
    void status(StatusReport report, Tag contact, long sequence, long nowMs) {
        long key = keyOf(report.callback());
        if (key == 0) {
            return;
        }
        Send open = live.get(key);
        if (open != null && open.state != State.SETTLED) {
            resolve(open, report, nowMs);
            return;
        }
        // It may still wait in a backlog, known by its traces only.
        recovery.status(report);
        Send sent = tracked.get(key);
        DeliveryState before = deliveries.getOrDefault(key, DeliveryState.ACCEPTED);
        DeliveryState after = before.join(report.state());
        if (sent != null) {
            deliveries.put(key, after);
            if (sent.unresolved && after != DeliveryState.FAILED) {
                sent.unresolved = false;
                results.add(sent.contact, sequence, sent.result(Outcome.ACCEPTED, report.wamid(), 0, null, false));
            }
            if (before.compareTo(DeliveryState.DELIVERED) < 0 && after.compareTo(DeliveryState.DELIVERED) >= 0) {
                tally.delivered.increment();
            }
        }
        if (after == DeliveryState.FAILED && before != DeliveryState.FAILED) {
            failedLater(key, sent, report, contact, sequence);
        }
    }

    /** The send that this callback data names; 0 when it is not ours. A name that is remembered need not be proved. */
    private long keyOf(String callback) {
        long claimed = SendId.claimed(callback);
        Send send = live.get(claimed);
        send = send == null ? tracked.get(claimed) : send;
        return send != null && callback.startsWith(send.name) ? claimed : ids.parse(callback);
    }

    /** A status tells what the answer did not (yet). */
    private void resolve(Send send, StatusReport report, long nowMs) {
        if (send.state == State.UNKNOWN) {
            tally.resolvedByStatus.increment();
        }
        if (report.state() == DeliveryState.FAILED) {
            tally.failed.increment();
            deliveries.put(send.key, DeliveryState.FAILED);
            tracked.put(send.key, send);
            settle(send, send.result(Outcome.FAILED, report.wamid(), report.code(), report.details(), true), nowMs);
        } else {
            accepted(send, report.wamid(), nowMs);
            deliveries.put(send.key, report.state());
            if (report.state().compareTo(DeliveryState.DELIVERED) >= 0) {
                tally.delivered.increment();
            }
        }
    }

    private void failedLater(long key, @Nullable Send sent, StatusReport report, Tag contact, long sequence) {
        if (failing.containsKey(key) || recovery.isFailureKnown(key)) {
            return;
        }
        tally.failed.increment();
        failing.put(key, sequence);
        holds.hold(sequence);
        if (sent != null) {
            SendResult result = sent.result(Outcome.FAILED, report.wamid(), report.code(), report.details(), true);
            results.add(sent.contact, sequence, result);
        } else {
            results.add(contact, sequence, failureOf(key, report));
        }
    }

    /** Of a send that is no longer in memory: its name says what it answered, the status where it went. */
    private SendResult failureOf(long key, StatusReport report) {
        String name = ids.name(key);
        return new SendResult(
                name,
                key >>> 21,
                (int) (key >>> 8 & 0x1FFF),
                (int) (key & 0xFF),
                1,
                false,
                Outcome.FAILED,
                report.wamid(),
                report.code(),
                report.details(),
                report.number(),
                report.userId(),
                report.phone(),
                new Input.SendFailed(name, report.code(), report.details()));
    }

    /** A result is in the journal: what it settles need not be kept any more. */
    void journaled(SendResult result) {
        if (!result.outcome().isFinal()) {
            return;
        }
        Send send = live.get(result.key());
        if (send != null && send.state == State.SETTLED) {
            live.remove(result.key());
            holds.drop(send.decidedSequence);
        }
        Long statusAt = result.outcome() == Outcome.FAILED ? failing.remove(result.key()) : null;
        if (statusAt != null) {
            holds.drop(statusAt);
        }
    }

    /** The customer wrote again: a doubtful answer to what they wrote before is not repeated any more. */
    void customerWrote(Lane lane, long inputSequence, long nowMs) {
        lane.customerInput = Math.max(lane.customerInput, inputSequence);
        Send head = lane.sends.peek();
        if (head != null && head.state == State.UNKNOWN && head.inputSequence < inputSequence) {
            ended(head, Outcome.UNRESOLVED, 0, "the customer wrote again", false, nowMs);
        }
    }
}
