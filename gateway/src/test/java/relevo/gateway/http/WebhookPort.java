package relevo.gateway.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import relevo.gateway.pipeline.Intake;
import relevo.gateway.whatsapp.Parsers;
import relevo.gateway.whatsapp.Samples;
import relevo.gateway.whatsapp.Update;
import relevo.gateway.whatsapp.Webhook;
import relevo.journal.Tag;

/**
 * A webhook port on a free port of this machine with a stand-in for journal and dedupe behind it: it takes webhooks on the
 * event loop and acknowledges them in batches from a thread of its own, as the real one does.
 */
final class WebhookPort implements Intake, AutoCloseable {
    static final String VERIFY_TOKEN = "a-verify-token-of-the-tests";

    final WebhookCounters counters = new WebhookCounters();
    final WebhookServer server;
    private final ConcurrentLinkedQueue<Webhook> taken = new ConcurrentLinkedQueue<>();
    private final Queue<Acknowledgement> held = new ConcurrentLinkedQueue<>();
    private final LinkedBlockingQueue<Acknowledgement> waiting = new LinkedBlockingQueue<>();
    private final Set<Tag> seen = new HashSet<>();
    private final List<Update> stored = new ArrayList<>();
    private final Thread journal = new Thread(this::acknowledge, "journal of the tests");
    private volatile boolean isFull;
    private volatile boolean isHolding;

    WebhookPort() {
        this(config -> config);
    }

    WebhookPort(UnaryOperator<HttpConfig> change) {
        server = new WebhookServer(
                change.apply(quick()),
                new Signatures(List.of(Signatures.App.of(Samples.SECRET))),
                new Handshake(List.of(VERIFY_TOKEN)),
                Parsers.parser(),
                this,
                () -> Parsers.NOW_MS,
                counters);
        journal.setDaemon(true);
        journal.start();
        server.start();
    }

    /** The limits of production, the waiting times of a test. */
    static HttpConfig quick() {
        HttpConfig d = HttpConfig.defaults("127.0.0.1", 0);
        return new HttpConfig(
                d.host(),
                d.port(),
                d.path(),
                2,
                d.bodyBytesMax(),
                d.bodiesBytesMax(),
                d.requestLineBytesMax(),
                d.headerBytesMax(),
                5_000,
                10_000,
                5_000,
                300,
                d.connectionsMax(),
                d.connectionsPerAddressMax(),
                d.pipelinedMax(),
                d.badSignaturesMax(),
                d.directBytesMax(),
                d.backlog(),
                null);
    }

    RawClient client() throws IOException {
        return new RawClient(server.address());
    }

    /** One request on a connection of its own. */
    RawClient.Reply send(byte[] request) throws IOException {
        try (RawClient client = client()) {
            return client.send(request).read();
        }
    }

    /** A signed POST on a connection of its own. */
    RawClient.Reply deliver(byte[] body, String... headers) throws IOException {
        return send(signed(body, headers));
    }

    static byte[] signed(byte[] body, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "X-Hub-Signature-256: " + Signing.header(Samples.SECRET, body);
        all[headers.length + 1] = "Content-Type: application/json";
        return RawClient.post(body, all);
    }

    /** Everything that was handed over so far, in order. */
    List<Webhook> taken() {
        return List.copyOf(taken);
    }

    /** What is left of it behind dedupe. */
    List<Update> stored() {
        synchronized (stored) {
            return List.copyOf(stored);
        }
    }

    /** From now on nothing is admitted. */
    void fill() {
        isFull = true;
    }

    /** From now on acknowledgements pile up until {@link #release}. */
    void hold() {
        isHolding = true;
    }

    int held() {
        return held.size();
    }

    /** Hands out what piled up, newest first, and piles up no more. */
    void release() {
        isHolding = false;
        List<Acknowledgement> piled = new ArrayList<>();
        for (Acknowledgement next = held.poll(); next != null; next = held.poll()) {
            piled.add(next);
        }
        piled.reversed().forEach(Acknowledgement::durable);
    }

    @Override
    public boolean offer(Webhook webhook, Acknowledgement acknowledgement) {
        if (isFull) {
            return false;
        }
        taken.add(webhook);
        synchronized (stored) {
            for (Update update : webhook.updates()) {
                if (update.key().isNone() || seen.add(update.key())) {
                    stored.add(update);
                }
            }
        }
        (isHolding ? held : waiting).add(acknowledgement);
        return true;
    }

    private void acknowledge() {
        List<Acknowledgement> batch = new ArrayList<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                batch.add(waiting.take());
                waiting.drainTo(batch);
                batch.forEach(Acknowledgement::durable);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.close();
        journal.interrupt();
    }
}
