package relevo.batch;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import relevo.review.WholeFile;

/** {@link DayFigures} as JSON, the same bytes on every machine. */
final class FigureFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter PRETTY =
            MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES));

    private FigureFile() {}

    static void write(Path file, DayFigures figures) throws IOException {
        WholeFile.write(file, text(figures));
    }

    /** Any value the way figures are written. */
    static String text(Object value) throws IOException {
        return PRETTY.writeValueAsString(value) + "\n";
    }

    static DayFigures read(Path file) throws IOException {
        return MAPPER.readValue(Files.readAllBytes(file), DayFigures.class);
    }
}
