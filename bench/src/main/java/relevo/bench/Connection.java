package relevo.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.BitSet;

/**
 * One keep-alive connection and its own stream of requests 0, 1, 2 ... Answers come in the order of the requests. A
 * request whose connection broke is never sent again: its fate is unknown, and it counts as lost.
 *
 * <p>Owned by the generator's thread.
 */
final class Connection {
    final int index;
    final Answers answers = new Answers();
    /** Which requests got a 200; lives as long as the run, for the check of the journal. */
    final BitSet acknowledged = new BitSet();

    /** Requests that are due by the schedule but had to wait for an answer first. */
    int backlog;

    /** When each unanswered request should have been sent: a ring, oldest at {@link #nextK} - {@link #inFlight}. */
    private final long[] intendedNs;

    private final InetSocketAddress address;
    private long nextK;
    private int inFlight;
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer unsent = ByteBuffer.allocate(0);

    Connection(int index, int inFlightMax, InetSocketAddress address, Selector selector) throws IOException {
        this.index = index;
        this.address = address;
        this.intendedNs = new long[inFlightMax];
        this.channel = connect(address);
        this.key = register(selector);
    }

    boolean hasRoom() {
        return inFlight < intendedNs.length && !unsent.hasRemaining();
    }

    int inFlight() {
        return inFlight;
    }

    long nextK() {
        return nextK;
    }

    /** Notes that request {@link #nextK()} is about to be written. */
    void sending(long intended) {
        intendedNs[(int) (nextK % intendedNs.length)] = intended;
        nextK++;
        inFlight++;
    }

    /** Notes the answer to the oldest request in flight and returns when that should have been sent. */
    long answered(boolean ok) {
        if (inFlight == 0) {
            throw new IllegalStateException("an answer to nothing on connection " + index);
        }
        long k = nextK - inFlight;
        inFlight--;
        if (ok) {
            acknowledged.set(Math.toIntExact(k));
        }
        return intendedNs[(int) (k % intendedNs.length)];
    }

    /** Writes all of the buffer, or keeps the rest until the socket takes it. */
    void write(ByteBuffer requests) throws IOException {
        channel.write(requests);
        if (requests.hasRemaining()) {
            unsent = ByteBuffer.allocate(requests.remaining()).put(requests).flip();
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** The socket has room again. */
    void writeRest() throws IOException {
        channel.write(unsent);
        if (!unsent.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Bytes read, 0 when there were none, -1 when the server closed. */
    int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /** Gives up on what is in flight and starts anew; the next request keeps its number. */
    void reconnect(Selector selector) throws IOException {
        close();
        inFlight = 0;
        unsent = ByteBuffer.allocate(0);
        answers.reset();
        channel = connect(address);
        key = register(selector);
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }

    private SelectionKey register(Selector selector) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, SelectionKey.OP_READ, this);
    }

    private static SocketChannel connect(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }
}
