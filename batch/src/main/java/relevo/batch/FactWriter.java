package relevo.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Appends facts to the work file. On a restart it cuts off what was written behind the last committed chunk, so that the
 * file is what it would have been without the interruption. Used from one thread.
 */
final class FactWriter implements ItemStreamWriter<List<Fact>> {
    private static final String LENGTH = "length";

    private final Path file;
    private @Nullable FileChannel channel;

    FactWriter(Path file) {
        this.file = file;
    }

    @Override
    public void open(ExecutionContext context) {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            opened.truncate(context.containsKey(LENGTH) ? context.getLong(LENGTH) : 0);
            opened.position(opened.size());
            channel = opened;
        } catch (IOException e) {
            throw new ItemStreamException("cannot write " + file, e);
        }
    }

    @Override
    public void write(Chunk<? extends List<Fact>> chunk) throws IOException {
        StringBuilder lines = new StringBuilder(chunk.size() * 64);
        for (List<Fact> facts : chunk) {
            for (Fact fact : facts) {
                lines.append(fact.toLine()).append('\n');
            }
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
        FileChannel open = opened();
        while (bytes.hasRemaining()) {
            open.write(bytes);
        }
    }

    @Override
    public void update(ExecutionContext context) {
        try {
            opened().force(false);
            context.putLong(LENGTH, opened().position());
        } catch (IOException e) {
            throw new ItemStreamException("cannot write " + file, e);
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new ItemStreamException("cannot close " + file, e);
            }
        }
    }

    /** Hands every fact of a finished file to the reader, in order. */
    static void readAll(Path file, Consumer<Fact> reader) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(Fact::parse).forEach(reader);
        }
    }

    private FileChannel opened() {
        if (channel == null) {
            throw new IllegalStateException("open comes first");
        }
        return channel;
    }
}
