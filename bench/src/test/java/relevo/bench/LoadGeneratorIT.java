package relevo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class LoadGeneratorIT {
    private static final byte[] SECRET = {1, 2, 3};

    @Test
    void shouldCountEveryRequestOfAnOpenLoop() throws IOException {
        Shape shape = new Shape(100, 4, 1, 1, 3, 1);
        try (BareServer server = new BareServer(1, null);
                LoadGenerator generator = generator(shape, server.webhook())) {
            Phase.Outcome first = generator.run(new Phase(1_000, 0.5));
            Phase.Outcome second = generator.run(new Phase(1_000, 0.5));
            assertEquals(500, first.sent());
            assertEquals(Map.of(200, 500L), first.byCode());
            assertEquals(500, first.latencyNs().getTotalCount());
            assertEquals(500, second.sent());
            assertEquals(0, first.lost() + first.unanswered());
            for (Connection connection : generator.connections()) {
                assertEquals(250, connection.nextK(), "the stream goes on from phase to phase");
                assertEquals(250, connection.acknowledged.cardinality());
            }
        }
    }

    @Test
    void shouldKeepThePipeFullInAClosedLoop() throws IOException {
        Shape shape = new Shape(100, 4, 8, 1, 0, 1);
        try (BareServer server = new BareServer(1, null);
                LoadGenerator generator = generator(shape, server.webhook())) {
            Phase.Outcome outcome = generator.run(new Phase(0, 0.5));
            assertTrue(outcome.sent() > 100, "only " + outcome.sent() + " requests in half a second");
            assertEquals(Map.of(200, outcome.sent()), outcome.byCode());
            assertTrue(outcome.inTime() <= outcome.sent());
            long acknowledged = generator.connections().stream()
                    .mapToLong(connection -> connection.acknowledged.cardinality())
                    .sum();
            assertEquals(outcome.sent(), acknowledged);
        }
    }

    /** One connection stalls while 200 requests pass on the other: all that was due meanwhile waited, and must show it. */
    @Test
    void shouldChargeAStallToEveryRequestThatWasDueMeanwhile() throws IOException {
        try (StubServer server = new StubServer() {
                    @Override
                    boolean answers(int n) {
                        if (n == 100) {
                            awaitRequests(300);
                        }
                        return true;
                    }
                };
                LoadGenerator generator = generator(new Shape(2, 2, 1, 1, 0, 1), server.webhook())) {
            Phase.Outcome outcome = generator.run(new Phase(1_000, 1));
            assertEquals(1_000, outcome.latencyNs().getTotalCount());
            long slow = outcome.latencyNs()
                    .getCountBetweenValues(TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.SECONDS.toNanos(300));
            // By schedule they pass in 400 ms; in the first 300 of them as many were due on the connection that stalls.
            assertTrue(slow >= 140, "only " + slow + " of the 150 requests due early in the stall were late");
        }
    }

    @Test
    void shouldCountAsLostWhatAClosedConnectionLeftUnanswered() throws IOException {
        try (StubServer server = new StubServer() {
                    @Override
                    boolean answers(int n) {
                        return n % 50 != 0;
                    }
                };
                LoadGenerator generator = generator(new Shape(2, 2, 1, 1, 0, 1), server.webhook())) {
            Phase.Outcome outcome = generator.run(new Phase(500, 0.5));
            assertEquals(250, outcome.sent());
            assertEquals(5, outcome.lost());
            assertEquals(Map.of(200, 245L), outcome.byCode());
            long acknowledged = generator.connections().stream()
                    .mapToLong(connection -> connection.acknowledged.cardinality())
                    .sum();
            assertEquals(245, acknowledged);
        }
    }

    private static LoadGenerator generator(Shape shape, URI webhook) throws IOException {
        return new LoadGenerator(shape, new Traffic(shape, 1, webhook, SECRET, InstantSource.system()), webhook);
    }

    /** Answers 200 to request 1, 2, 3 ... over all connections, or closes the connection instead. */
    private abstract static class StubServer implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger requests = new AtomicInteger();

        StubServer() throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!listener.isClosed()) {
                    try {
                        Socket socket = listener.accept();
                        Thread.ofVirtual().start(() -> serve(socket));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
        }

        /** Whether request {@code n} is answered; false closes its connection. */
        abstract boolean answers(int n);

        /** Holds up a connection until the others have brought the count so far. */
        void awaitRequests(int count) {
            long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (requests.get() < count) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw new IllegalStateException("only " + requests + " of " + count + " requests came");
                }
                LockSupport.parkNanos(100_000);
            }
        }

        URI webhook() {
            return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/webhook");
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }

        private void serve(Socket socket) {
            try (socket) {
                InputStream in = new BufferedInputStream(socket.getInputStream());
                while (readRequest(in)) {
                    if (!answers(requests.incrementAndGet())) {
                        return;
                    }
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // The generator closed the connection: the phase is over.
                return;
            }
        }

        private static boolean readRequest(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int b = in.read();
                if (b < 0) {
                    return false;
                }
                head.append((char) b);
            }
            int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
            int length = Integer.parseInt(head.substring(at, head.indexOf("\r", at)));
            return in.readNBytes(length).length == length;
        }
    }
}
