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

    void act(Draft d, Input.Agent agent) {
        switch (agent.act()) {
            case "claim" -> claim(d, agent.who());
            case "reply" -> reply(d, agent);
            case "note" -> d.silent("note");
            case "transfer" -> transfer(d, agent);
            case "return" -> giveBack(d);
            case "resolve" -> resolve(d);
            default -> d.silent("unknown act " + agent.act());
        }
    }

    private void claim(Draft d, String who) {
        String holder = holder(d);
        if (d.owner == Owner.HUMAN && !holder.equals(who)) {
            d.silent("already claimed by " + holder);
            return;
        }
        if (d.owner != Owner.HUMAN) {
            take(d, who);
        }
        d.silent("claimed");
    }

    private void reply(Draft d, Input.Agent agent) {
        if (d.owner != Owner.HUMAN || !holder(d).equals(agent.who())) {
            take(d, agent.who());
        }
        stayAwake(d);
        String text = agent.text();
        if (text == null || text.isBlank()) {
            d.silent("empty reply");
            return;
        }
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
            d.silent("unknown queue " + queue);
            return;
        }
        Handed before = d.handed;
        if (d.owner == Owner.QUEUED && before != null && before.queue().equals(queue)) {
            d.silent("is in that queue");
            return;
        }
        d.hand(Owner.QUEUED);
        d.handed = new Handed(
                queue,
                before == null ? 2 : before.tier(),
                before == null ? "normal" : before.priority(),
                d.atMs,
                null,
                0,
                0);
        d.flow = null;
        handovers.setTimers(d);
        d.add(new Decision.Notice(
                "transferred",
                List.of(wording.text(TextKey.TRANSFERRED, d, Map.of("cola", wording.queue(queue, d.lang))))));
    }

    private void giveBack(Draft d) {
        if (d.owner != Owner.QUEUED && d.owner != Owner.HUMAN) {
            d.silent("is with the bot");
            return;
        }
        d.backToBot();
        d.add(new Decision.Notice("returned", List.of(wording.menu(TextKey.RETURNED, d))));
    }

    private void resolve(Draft d) {
        if (d.owner != Owner.QUEUED && d.owner != Owner.HUMAN) {
            d.silent("is with the bot");
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
        d.handed =
                before == null ? new Handed(pack.queues().getFirst(), 2, "normal", d.atMs, who, 0, 0) : before.to(who);
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
