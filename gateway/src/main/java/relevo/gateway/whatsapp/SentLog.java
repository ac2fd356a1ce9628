package relevo.gateway.whatsapp;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What the simulated Cloud API took, one JSON object a line in {@code sent.jsonl}, written before the answer, so that it
 * outlives a killed process (not a power cut). Beside it, {@code sent-reported.txt}: the places of the messages whose
 * statuses all arrived. A half line at the end, left by a kill, is cut off at the next start. Safe for use from any thread.
 */
final class SentLog implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectWriter LINES = JSON.writerFor(SentMessage.class);

    private final FileChannel messages;
    private final FileChannel reports;
    private final BitSet reported = new BitSet();
    /** Where message n ends: ends[n]; ends[0] is 0. */
    private long[] ends = new long[1024];

    private int count;
    private long reportsEnd;

    SentLog(Path folder) {
        try {
            Files.createDirectories(folder);
            messages = open(folder.resolve("sent.jsonl"));
            reports = open(folder.resolve("sent-reported.txt"));
            index();
            readReports();
        } catch (IOException e) {
            throw new UncheckedIOException("memory of the simulated Cloud API in " + folder, e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Takes one message; the function gets its place. */
    synchronized SentMessage append(LongFunction<SentMessage> placed) {
        SentMessage message = placed.apply(count + 1L);
        try {
            byte[] line = LINES.writeValueAsBytes(message);
            ByteBuffer bytes = ByteBuffer.allocate(line.length + 1)
                    .put(line)
                    .put((byte) '\n')
                    .flip();
            long end = ends[count] + bytes.remaining();
            writeFully(messages, bytes, ends[count]);
            remember(end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return message;
    }

    synchronized long last() {
        return count;
    }

    synchronized List<SentMessage> after(long n) {
        List<SentMessage> found = new ArrayList<>();
        try {
            for (int i = from(n); i < count; i++) {
                found.add(JSON.readValue(read(ends[i], (int) (ends[i + 1] - ends[i])), SentMessage.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** The messages behind place {@code n} as one JSON array, without holding them in memory. */
    synchronized JsonArray jsonAfter(long n) {
        return new JsonArray(messages, ends[from(n)], ends[count]);
    }

    /** Notes that all statuses of message {@code n} arrived. */
    synchronized void reported(long n) {
        if (reported.get((int) n)) {
            return;
        }
        reported.set((int) n);
        try {
            byte[] line = (n + "\n").getBytes(StandardCharsets.US_ASCII);
            writeFully(reports, ByteBuffer.wrap(line), reportsEnd);
            reportsEnd += line.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Messages taken since {@code sinceMs} whose statuses did not all arrive; at most {@code max}, the newest. */
    synchronized List<SentMessage> unreported(long sinceMs, int max) {
        return after(Math.max(0, count - (long) max)).stream()
                .filter(message -> message.at() >= sinceMs && !reported.get((int) message.n()))
                .toList();
    }

    private int from(long n) {
        return (int) Math.clamp(n, 0, count);
    }

    private byte[] read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && messages.read(bytes, position + bytes.position()) >= 0) {
            // read on
        }
        return bytes.array();
    }

    private static void writeFully(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    private void remember(long end) {
        if (count + 2 > ends.length) {
            ends = Arrays.copyOf(ends, ends.length * 2);
        }
        ends[++count] = end;
    }

    private void index() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(1 << 16);
        long size = messages.size();
        for (long position = 0; position < size; position += block.limit()) {
            block.clear();
            if (messages.read(block, position) < 0) {
                break;
            }
            block.flip();
            for (int i = 0; i < block.limit(); i++) {
                if (block.get(i) == '\n') {
                    remember(position + i + 1);
                }
            }
        }
        messages.truncate(ends[count]);
    }

    private void readReports() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(reports.size()));
        while (bytes.hasRemaining() && reports.read(bytes) >= 0) {
            // read on
        }
        String text = new String(bytes.array(), StandardCharsets.US_ASCII);
        int whole = text.lastIndexOf('\n') + 1;
        text.substring(0, whole).lines().forEach(line -> reported.set(Integer.parseInt(line)));
        reports.truncate(whole);
        reportsEnd = whole;
    }

    @Override
    public synchronized void close() {
        try (messages;
                reports) {
            messages.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines read as one array: a bracket in front, every line end a comma, the last a bracket. */
    static final class JsonArray extends InputStream {
        private final FileChannel file;
        private final long end;
        private final long length;
        private long position;
        private boolean open;
        private boolean closed;

        private JsonArray(FileChannel file, long start, long end) {
            this.file = file;
            this.position = start;
            this.end = end;
            this.length = end == start ? 2 : end - start + 1;
        }

        long length() {
            return length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int max) throws IOException {
            if (max == 0) {
                return 0;
            }
            if (!open) {
                open = true;
                into[offset] = '[';
                return 1;
            }
            if (position == end) {
                if (length == 2 && !closed) {
                    closed = true;
                    into[offset] = ']';
                    return 1;
                }
                return -1;
            }
            int got = file.read(ByteBuffer.wrap(into, offset, (int) Math.min(max, end - position)), position);
            for (int i = offset; i < offset + got; i++) {
                if (into[i] == '\n') {
                    into[i] = (byte) (position + i - offset + 1 == end ? ']' : ',');
                }
            }
            position += Math.max(got, 0);
            return got;
        }

        /** The response writer sizes its pieces by it. */
        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, end - position);
        }
    }
}
