package relevo.gateway.whatsapp;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the business what became of its messages: sent, delivered, read, or failed; normally one after the other, on
 * demand kept back, doubled, left out or out of order. Safe for use from any thread.
 */
final class StatusReporter {
    private static final int HELD_MAX = 100_000;

    private final WebhookDeliveries deliveries;
    private final SimulatedWebhooks webhooks;
    private final SimulatedRules rules;
    private final FaultDice dice;
    private final SentLog log;
    private final LongSupplier clockMs;
    private final EventLoop timer;
    private final Deque<SentMessage> held = new ArrayDeque<>();

    StatusReporter(
            WebhookDeliveries deliveries,
            SimulatedWebhooks webhooks,
            SimulatedRules rules,
            FaultDice dice,
            SentLog log,
            LongSupplier clockMs,
            EventLoop timer) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.rules = rules;
        this.dice = dice;
        this.log = log;
        this.clockMs = clockMs;
        this.timer = timer;
    }

    void taken(SentMessage message) {
        Faults.Statuses plan = dice.faults().statuses();
        if (plan.off()) {
            log.reported(message.n());
            return;
        }
        if (plan.hold()) {
            synchronized (held) {
                if (held.size() < HELD_MAX) {
                    held.add(message);
                }
            }
            return;
        }
        report(message, plan);
    }

    /** Reports what was kept back. */
    void release() {
        List<SentMessage> free;
        synchronized (held) {
            free = List.copyOf(held);
            held.clear();
        }
        free.forEach(message -> report(message, dice.faults().statuses()));
    }

    void report(SentMessage message, Faults.Statuses plan) {
        int failCode = plan.failCode() != 0 && dice.draw(plan.failChance()) ? plan.failCode() : 0;
        List<String> words =
                new ArrayList<>(failCode != 0 ? List.of("sent", "failed") : List.of("sent", "delivered", "read"));
        words.removeAll(plan.omit());
        boolean reorder = dice.draw(plan.reorder());
        if (reorder) {
            for (int i = words.size() - 1; i > 0; i--) {
                words.add(words.remove(dice.below(i + 1)));
            }
        }
        next(message, plan, failCode, words, 0);
    }

    private void next(SentMessage message, Faults.Statuses plan, int failCode, List<String> words, int index) {
        if (index == words.size()) {
            log.reported(message.n());
            return;
        }
        if (timer.isShuttingDown()) {
            return;
        }
        timer.schedule(
                () -> {
                    CompletableFuture<Integer> done = post(message, words.get(index), failCode);
                    if (done != null && dice.draw(plan.duplicate())) {
                        post(message, words.get(index), failCode);
                    }
                    if (done != null) {
                        done.thenAccept(tries -> {
                            if (tries > 0) {
                                next(message, plan, failCode, words, index + 1);
                            }
                        });
                    }
                },
                plan.delayMs(),
                TimeUnit.MILLISECONDS);
    }

    private @Nullable CompletableFuture<Integer> post(SentMessage message, String word, int failCode) {
        SimulatedUser user = rules.user(message.addressee());
        return deliveries.deliver(
                webhooks.status(message, user, word, "failed".equals(word) ? failCode : 0, clockMs.getAsLong()));
    }
}
