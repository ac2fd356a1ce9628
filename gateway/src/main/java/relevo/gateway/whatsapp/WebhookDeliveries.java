package relevo.gateway.whatsapp;

import io.netty.channel.EventLoop;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts signed webhooks and insists until they are answered with 200: at once, then after growing gaps, then never more.
 * At least once, in no order. Safe for use from any thread.
 */
final class WebhookDeliveries implements AutoCloseable {
    private final SimulatedConfig.Redelivery redelivery;
    /** Copied for every body: looking an algorithm up costs more than computing it. */
    private final Mac signer;

    private final EventLoop timer;
    private final Function<URI, HttpCalls> client;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private volatile @Nullable Target target;
    private volatile boolean closed;

    private record Target(HttpCalls calls, String path) {}

    private final class Delivery {
        private final byte[] body;
        private final Map<String, String> headers;
        private final CompletableFuture<Integer> done = new CompletableFuture<>();
        private int tries;
        private long spentMs;

        private Delivery(byte[] body) {
            this.body = body;
            this.headers = Map.of("X-Hub-Signature-256", signature(body));
        }
    }

    WebhookDeliveries(
            SimulatedConfig.Redelivery redelivery, String appSecret, EventLoop timer, Function<URI, HttpCalls> client) {
        this.redelivery = redelivery;
        this.signer = signer(appSecret);
        this.timer = timer;
        this.client = client;
    }

    void target(URI webhook) {
        Target old = target;
        String query = webhook.getRawQuery() == null ? "" : "?" + webhook.getRawQuery();
        target = new Target(
                client.apply(webhook), (webhook.getRawPath().isEmpty() ? "/" : webhook.getRawPath()) + query);
        if (old != null) {
            old.calls().close();
        }
    }

    /**
     * Starts to deliver. The future gives the number of attempts that it took, or -1 when it was given up. Null when too
     * many are under way: nothing was started.
     */
    @Nullable
    CompletableFuture<Integer> deliver(byte[] body) {
        if (closed || waiting.incrementAndGet() > redelivery.waitingMax()) {
            waiting.decrementAndGet();
            dropped.increment();
            return null;
        }
        Delivery delivery = new Delivery(body);
        attempt(delivery);
        return delivery.done;
    }

    int waiting() {
        return waiting.get();
    }

    long attempts() {
        return attempts.sum();
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    /** Webhooks never started or given up. */
    long dropped() {
        return dropped.sum();
    }

    private void attempt(Delivery delivery) {
        Target to = target;
        if (to == null) {
            again(delivery);
            return;
        }
        delivery.tries++;
        attempts.increment();
        to.calls().post(to.path(), delivery.headers, delivery.body).thenAccept(reply -> {
            if (reply instanceof HttpCalls.Reply.Answered answered && answered.status() == 200) {
                acknowledged.increment();
                waiting.decrementAndGet();
                delivery.done.complete(delivery.tries);
            } else {
                again(delivery);
            }
        });
    }

    private void again(Delivery delivery) {
        long gap = delivery.tries == 1
                ? 1
                : Math.min(
                        redelivery.gapMaxMs(),
                        (long) redelivery.gapMs() << Math.min(16, Math.max(0, delivery.tries - 2)));
        if (closed || delivery.spentMs > redelivery.giveUpMs()) {
            dropped.increment();
            waiting.decrementAndGet();
            delivery.done.complete(-1);
            return;
        }
        delivery.spentMs += gap;
        if (!timer.isShuttingDown()) {
            timer.schedule(() -> attempt(delivery), gap, TimeUnit.MILLISECONDS);
        }
    }

    private static Mac signer(String appSecret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(appSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    private String signature(byte[] body) {
        try {
            Mac mac = (Mac) signer.clone();
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own HmacSHA256 can be copied", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        Target to = target;
        if (to != null) {
            to.calls().close();
        }
    }
}
