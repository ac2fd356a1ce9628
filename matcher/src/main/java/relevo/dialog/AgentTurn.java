package relevo.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What people do in a conversation: claim, reply, note, transfer, return, resolve at the desk, or write past us from the
 * business's own phone. Whoever writes to the customer takes the conversation from the bot. Stateless, any thread.
 */
final class AgentTurn {
    static final String HUMAN_IDLE = "human-idle";

    private static final String ELSEWHERE = "outside the desk";
    private static final int TEXT_MAX = 4_096;

    private final Pack pack;
    private final Wording wording;
    private final Handovers handovers;
    private final SurveyTurn survey;

    AgentTurn(Pack pack, Wording wording, Handovers handovers, SurveyTurn survey) {
        this.pack = pack;
        this.wording = wording;
        this.handovers = handovers;
        this.survey = survey;
    }

    /** Does what an agent did, once, unless the conversation is not any more what he saw. */
    void act(Draft d, Input.Agent agent) {
        String id = agent.id();
        if (id != null && d.handed != null && d.handed.acts().contains(id)) {
            d.silent("done already");
            return;
        }
        boolean has = d.owner == Owner.HUMAN && holder(d).equals(agent.who());
        if (has && agent.act().equals("claim")) {
            d.silent("claimed");
            return;
        }
        if (agent.epoch() != null && agent.epoch() != d.epoch) {
            d.refuse("the conversation has moved on, to epoch " + d.epoch);
            return;
        }
        switch (agent.act()) {
            case "claim" -> claim(d, agent.who());
            case "assign" -> assign(d, agent.who());
            case "release" -> release(d, has);
            case "reply" -> reply(d, agent);
            case "note" -> d.silent("note");
            case "transfer" -> transfer(d, agent);
            case "return" -> giveBack(d);
            case "resolve" -> resolve(d);
            default -> d.refuse("unknown act " + agent.act());
        }
        if (id != null && d.handed != null) {
            d.handed = d.handed.did(id);
        }
    }

    private void claim(Draft d, String who) {
        if (d.owner == Owner.HUMAN) {
            d.refuse("claimed by " + holder(d));
            return;
        }
        take(d, who);
        d.silent("claimed");
    }

    private void assign(Draft d, String who) {
        if (d.owner != Owner.QUEUED) {
            d.refuse("does not wait");
            return;
        }
        take(d, who);
        d.silent("assigned");
    }

    /** Waits again, at the place it had: its turn counts from when it was handed over. */
    private void release(Draft d, boolean has) {
        Handed before = d.handed;
        if (!has || before == null) {
            d.refuse("is another's");
            return;
        }
        d.hand(Owner.QUEUED);
        d.handed = before.to(null);
        handovers.setTimers(d);
        d.silent("released");
    }

    private void reply(Draft d, Input.Agent agent) {
        String text = agent.text();
        if (text == null || text.isBlank()) {
            d.refuse("empty reply");
            return;
        }
        if (d.owner != Owner.HUMAN || !holder(d).equals(agent.who())) {
            take(d, agent.who());
        }
        stayAwake(d);
        List<Outgoing> parts = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + TEXT_MAX);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            parts.add(new Outgoing.Text(text.substring(from, to)));
            from = to;
        }
        d.add(new Decision.Silent("agent replied", List.copyOf(parts)));
    }

    private void transfer(Draft d, Input.Agent agent) {
        String queue = agent.queue();
        if (queue == null || !pack.queues().contains(queue)) {
            d.refuse("unknown queue " + queue);
            return;
        }
        Handed before = d.handed;
        if (d.owner == Owner.QUEUED && before != null && before.queue().equals(queue)) {
            d.refuse("is in that queue");
            return;
        }
        d.hand(Owner.QUEUED);
        d.handed = before == null
                ? Handed.now(queue, 2, "normal", d, null)
                : new Handed(
                        queue, before.tier(), before.priority(), d.atMs, null, 0, 0, before.sequence(), before.acts());
        d.flow = null;
        handovers.setTimers(d);
        d.add(new Decision.Notice(
                "transferred",
                List.of(wording.text(TextKey.TRANSFERRED, d, Map.of("cola", wording.queue(queue, d.lang))))));
    }

    private void giveBack(Draft d) {
        if (d.owner != Owner.QUEUED && d.owner != Owner.HUMAN) {
            d.refuse("is with the bot");
            return;
        }
        d.backToBot();
        d.add(new Decision.Notice("returned", List.of(wording.menu(TextKey.RETURNED, d))));
    }

    private void resolve(Draft d) {
        if (d.owner != Owner.QUEUED && d.owner != Owner.HUMAN) {
            d.refuse("is with the bot");
            return;
        }
        survey.ask(d);
    }

    /** A person wrote to the customer outside the desk. */
    void wroteElsewhere(Draft d) {
        if (d.owner != Owner.HUMAN) {
            take(d, ELSEWHERE);
        }
        stayAwake(d);
        d.silent("a person writes");
    }

    /** The channel gave the thread to us, or to somebody else. */
    void threadControl(Draft d, boolean owned) {
        if (owned && d.owner == Owner.HUMAN && holder(d).equals(ELSEWHERE)) {
            d.backToBot();
        } else if (!owned && d.owner != Owner.HUMAN) {
            take(d, ELSEWHERE);
            stayAwake(d);
        }
        d.silent(owned ? "thread is ours" : "thread is another's");
    }

    private void take(Draft d, String who) {
        Handed before = d.handed;
        d.hand(Owner.HUMAN);
        d.handed = before == null ? Handed.now(pack.queues().getFirst(), 2, "normal", d, who) : before.to(who);
        d.flow = null;
        d.disclosed = true;
        stayAwake(d);
    }

    private void stayAwake(Draft d) {
        d.set(HUMAN_IDLE, pack.limits().humanIdleMs());
    }

    private static String holder(Draft d) {
        return d.handed == null || d.handed.agent() == null ? "" : d.handed.agent();
    }
}
