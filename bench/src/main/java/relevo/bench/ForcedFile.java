package relevo.bench;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The least a server must do that answers only what is on the disk: appends bodies to a file and forces it once for all
 * that came meanwhile. No frame, no checksum, no key, no thought. Used by any number of event loops; one thread writes.
 */
final class ForcedFile implements AutoCloseable {
    /** The file begins anew here, so that a long run does not fill the disk. */
    private static final long BYTES_MAX = 1L << 30;

    /** A body and what to do when it is on the disk. The body is released here. */
    private record Waiting(ByteBuf body, Runnable durable) {}

    private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final FileChannel file;
    private final Thread writer;
    private long at;

    ForcedFile(Path path) {
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + path, e);
        }
        writer = Thread.ofPlatform().daemon().name("forced-file").start(this::run);
    }

    /** Takes over the body; {@code durable} runs on the writer's thread. */
    void append(ByteBuf body, Runnable durable) {
        waiting.add(new Waiting(body, durable));
    }

    private void run() {
        List<Waiting> group = new ArrayList<>();
        try {
            while (true) {
                group.add(waiting.take());
                waiting.drainTo(group);
                write(group);
                file.force(false);
                group.forEach(one -> one.durable().run());
                group.clear();
            }
        } catch (InterruptedException end) {
            // Closed: what waits gets no answer.
        } catch (IOException e) {
            throw new UncheckedIOException("nothing more is answered", e);
        }
    }

    private void write(List<Waiting> group) throws IOException {
        List<ByteBuffer> parts = new ArrayList<>(group.size());
        long length = 0;
        for (Waiting one : group) {
            for (ByteBuffer part : one.body().nioBuffers()) {
                parts.add(part);
                length += part.remaining();
            }
        }
        if (at + length > BYTES_MAX) {
            at = 0;
        }
        file.position(at);
        ByteBuffer[] left = parts.toArray(ByteBuffer[]::new);
        for (long written = 0; written < length; ) {
            written += file.write(left);
        }
        at += length;
        group.forEach(one -> one.body().release());
    }

    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join();
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
