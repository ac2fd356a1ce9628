package relevo.batch;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** {@link DayFigures} as JSON, the same bytes on every machine; files appear whole or not at all. */
final class FigureFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter PRETTY =
            MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES));

    private FigureFile() {}

    static void write(Path file, DayFigures figures) throws IOException {
        replace(file, PRETTY.writeValueAsString(figures) + "\n");
    }

    /** Any value the way figures are written. */
    static String text(Object value) throws IOException {
        return PRETTY.writeValueAsString(value) + "\n";
    }

    static DayFigures read(Path file) throws IOException {
        return MAPPER.readValue(Files.readAllBytes(file), DayFigures.class);
    }

    /** Writes beside, forces, then moves over. */
    static void replace(Path file, String content) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
