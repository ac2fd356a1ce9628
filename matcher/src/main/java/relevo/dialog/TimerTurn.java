package relevo.dialog;

import java.util.List;
import java.util.Map;

/** What happens when nothing happens. A timer that is not set any more, or of an older epoch, does nothing. */
final class TimerTurn {
    private final Pack pack;
    private final Wording wording;
    private final Handovers handovers;
    private final FlowTurn flows;
    private final BotTurn bot;

    TimerTurn(Pack pack, Wording wording, Handovers handovers, FlowTurn flows, BotTurn bot) {
        this.flows = flows;
        this.bot = bot;
        this.pack = pack;
        this.wording = wording;
        this.handovers = handovers;
    }

    void due(Draft d, Input.Timer timer) {
        if (timer.epoch() != d.epoch || !d.isDue(timer.timer())) {
            d.silent("timer of the past");
            return;
        }
        d.clear(timer.timer());
        switch (timer.timer()) {
            case Handovers.UNCLAIMED -> unclaimed(d);
            case Handovers.STILL_WAITING -> stillWaiting(d);
            case FlowTurn.LOOKUP -> flows.lookupLate(d);
            case BotTurn.QUIET -> bot.quiet(d);
            case AgentTurn.HUMAN_IDLE, SurveyTurn.EXPIRED -> {
                d.backToBot();
                d.silent(timer.timer() + " over");
            }
            case Draft.SETTLED -> d.silent("settled");
            default -> d.silent("unknown timer " + timer.timer());
        }
    }

    private void unclaimed(Draft d) {
        Handed handed = d.handed;
        if (d.owner != Owner.QUEUED || handed == null) {
            d.silent("claimed");
            return;
        }
        d.handed = handed.reminder();
        if (handed.reminders() + 1 < pack.limits().remindersMax()) {
            d.set(Handovers.UNCLAIMED, pack.limits().unclaimedMs());
        }
        d.silent("unclaimed: reminder " + (handed.reminders() + 1));
    }

    private void stillWaiting(Draft d) {
        Handed handed = d.handed;
        if (d.owner != Owner.QUEUED || handed == null) {
            d.silent("claimed");
            return;
        }
        boolean window = d.before.lastCustomerAtMs() + Limits.WINDOW_MS > d.atMs;
        if (!window
                || !pack.hours().isOpen(d.atMs)
                || handed.notices() >= pack.limits().waitingNoticesMax()) {
            d.silent("waits");
            return;
        }
        d.handed = handed.notice();
        if (handed.notices() + 1 < pack.limits().waitingNoticesMax()) {
            d.set(Handovers.STILL_WAITING, pack.limits().waitingNoticeMs());
        }
        Wait wait = d.waitIn(handed.queue(), handed.priority());
        String words = wait == null ? "" : handovers.waitWords(d, true, wait, 0);
        d.add(new Decision.Notice(
                "waiting",
                List.of(wording.text(
                        TextKey.WAITING, d, Map.of("espera", words, "cola", wording.queue(handed.queue(), d.lang))))));
    }
}
