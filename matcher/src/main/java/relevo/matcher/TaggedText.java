package relevo.matcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * One row of a file of tagged utterances: tab-separated UTF-8 with a header line that names at least {@code text} and
 * {@code label}, no quoting; {@code .gz} files are read as they are.
 *
 * @param label empty where nobody has said
 * @param lang empty where the file has no such column
 * @param answer whether the text is what is answered instead of what is asked: of a file with a column {@code answer} in
 *     place of {@code text}
 */
public record TaggedText(String text, String label, String lang, boolean answer) {
    public TaggedText(String text, String label, String lang) {
        this(text, label, lang, false);
    }

    /** @throws IOException where the file cannot be read, with its name and line */
    public static List<TaggedText> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                var reader = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            String header = reader.readLine();
            List<String> columns = header == null ? List.of() : Arrays.asList(header.split("\t"));
            boolean answers = !columns.contains("text");
            int text = columns.indexOf(answers ? "answer" : "text");
            int label = columns.indexOf("label");
            int lang = columns.indexOf("lang");
            if (text < 0 || label < 0) {
                throw new IOException(file + ":1: the header must name the columns text (or answer) and label");
            }
            List<TaggedText> rows = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split("\t", -1);
                if (cells.length <= Math.max(text, label)) {
                    throw new IOException(
                            file + ":" + (rows.size() + 2) + ": " + cells.length + " columns, not " + columns.size());
                }
                String own = lang >= 0 && lang < cells.length ? cells[lang] : "";
                rows.add(new TaggedText(cells[text], cells[label], own, answers));
            }
            return List.copyOf(rows);
        }
    }
}
