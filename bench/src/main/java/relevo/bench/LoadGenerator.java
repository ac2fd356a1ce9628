package relevo.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import relevo.gateway.pipeline.Niceness;

/**
 * Sends signed webhooks over keep-alive connections, one thread, no library in between, so that it takes little from the
 * server it shares a machine with, and the same from every server.
 *
 * <pre>
 * open loop     request i is due at start + i / rate, whatever the server does; its latency counts from then, also
 *               when it had to wait for room on its connection (no coordinated omission)
 * closed loop   every connection keeps its requests in flight: finds the ceiling; its latencies are those of a full house
 * </pre>
 *
 * Request i of an open loop goes over connection i modulo their number. Streams go on from phase to phase: no body is
 * ever sent twice. Owned by the thread that calls it.
 */
final class LoadGenerator implements AutoCloseable {
    private static final long DRAIN_NS_MAX = TimeUnit.SECONDS.toNanos(20);
    private static final long POLL_NS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final int RECONNECTS_MAX = 10_000;

    private final Traffic traffic;
    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private final byte[] composed;
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 << 10);
    private Tally tally = new Tally(new Phase(0, 0), 0);
    private int reconnects;

    LoadGenerator(Shape shape, Traffic traffic, URI webhook) throws IOException {
        this.traffic = traffic;
        this.selector = Selector.open();
        composed = new byte[traffic.requestBytesMax() * shape.inFlightMax()];
        out = ByteBuffer.allocateDirect(composed.length);
        InetSocketAddress address = new InetSocketAddress(webhook.getHost(), webhook.getPort());
        for (int i = 0; i < shape.connections(); i++) {
            connections.add(new Connection(i, shape.inFlightMax(), address, selector));
        }
    }

    /** Runs one phase to its end, answers included. */
    Phase.Outcome run(Phase phase) throws IOException {
        // It stands for customers with machines of their own: it must not wait until the server has used its time
        // slices.
        Niceness.shortSlices();
        // A server closes what was idle while another one was under load.
        for (Connection connection : connections) {
            connection.reconnect(selector);
        }
        tally = new Tally(phase, connections.size());
        long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        if (phase.isMax()) {
            runClosed();
        } else {
            runOpen(phase);
        }
        drain();
        return tally.outcome(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore);
    }

    /** The streams, for checking what became of each request. */
    List<Connection> connections() {
        return connections;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }

    private void runClosed() throws IOException {
        for (Connection connection : connections) {
            pump(connection);
        }
        while (!tally.over()) {
            selector.select(this::ready, 10);
        }
    }

    private void runOpen(Phase phase) throws IOException {
        long dueInAll = (long) (phase.perSecond() * phase.seconds());
        for (long i = 0; i < dueInAll; ) {
            for (long nowNs = System.nanoTime(); i < dueInAll && tally.dueNs(i) - nowNs <= 0; i++) {
                Connection connection = connections.get((int) (i % connections.size()));
                tally.due(connection);
                pump(connection);
            }
            if (selector.selectNow(this::ready) == 0 && i < dueInAll) {
                await(tally.dueNs(i) - System.nanoTime());
            }
        }
    }

    /** Sleeps towards the next request, but never so long that an answer would be noticed late. */
    private void await(long untilDueNs) throws IOException {
        if (untilDueNs > TimeUnit.MILLISECONDS.toNanos(2)) {
            selector.select(this::ready, TimeUnit.NANOSECONDS.toMillis(untilDueNs) - 1);
        } else if (untilDueNs > 0) {
            LockSupport.parkNanos(Math.min(untilDueNs, POLL_NS));
        }
    }

    /** Waits for what is on its way; sends what was due but had no room. */
    private void drain() throws IOException {
        long deadline = System.nanoTime() + DRAIN_NS_MAX;
        while (tally.outstanding() > 0 && System.nanoTime() - deadline < 0) {
            selector.select(this::ready, 10);
        }
        for (Connection connection : connections) {
            if (connection.inFlight() > 0 || connection.backlog > 0) {
                tally.gaveUp(connection);
                connection.reconnect(selector);
            }
        }
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.writeRest();
            }
            if (key.isReadable()) {
                read(connection);
            }
            pump(connection);
        } catch (IOException e) {
            broken(connection, e);
        }
    }

    private void read(Connection connection) throws IOException {
        in.clear();
        int read = connection.read(in);
        if (read < 0) {
            throw new IOException("the server closed connection " + connection.index);
        }
        long nowNs = System.nanoTime();
        in.flip();
        connection.answers.read(in, code -> tally.answered(connection, code, nowNs));
    }

    /** Sends whatever this connection may send now, in one write. */
    private void pump(Connection connection) throws IOException {
        int length = 0;
        while (connection.hasRoom() && tally.maySend(connection)) {
            length = traffic.compose(connection.index, connection.nextK(), composed, length);
            connection.sending(tally.sending(connection));
        }
        if (length > 0) {
            out.clear().put(composed, 0, length).flip();
            connection.write(out);
        }
    }

    private void broken(Connection connection, IOException cause) {
        tally.lost(connection);
        while (++reconnects <= RECONNECTS_MAX) {
            try {
                connection.reconnect(selector);
                pump(connection);
                return;
            } catch (ConnectException e) {
                throw new IllegalStateException("the server is gone: " + cause.getMessage(), e);
            } catch (IOException e) {
                tally.lost(connection);
            }
        }
        throw new IllegalStateException("the server keeps closing connections", cause);
    }
}
