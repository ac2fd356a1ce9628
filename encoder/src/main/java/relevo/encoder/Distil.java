package relevo.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import relevo.matcher.MeaningFit;

/**
 * {@code relevo encoder distil --texts F[,G...] --out meaning-en.bin}: makes the matcher's table of word meanings from this
 * encoder. Offline; some minutes for 100,000 texts.
 */
public final class Distil {
    private static final String USAGE = """
        usage: relevo encoder distil --texts F[,G...] --out FILE
          --texts  English sentences, one a line, UTF-8; read in order, each text once
          --out    the table, to stand as meaning-en.bin among the matcher's resources
        Same texts, same bytes.\
        """;

    private static final int WRONG_USAGE = 2;

    private final List<Path> texts = new ArrayList<>();
    private Path out = Path.of("");

    private Distil() {}

    public static void main(String[] args) throws IOException {
        Distil distil = new Distil();
        String wrong = distil.read(args);
        if (!wrong.isEmpty()) {
            System.err.println("relevo encoder distil: " + wrong + "\n" + USAGE);
            System.exit(WRONG_USAGE);
        }
        try {
            distil.run();
        } catch (IllegalArgumentException e) {
            System.err.println("relevo encoder distil: " + e.getMessage());
            System.exit(1);
        }
    }

    /** What is wrong with the arguments; empty where nothing is. */
    private String read(String[] args) {
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--texts" -> List.of(args[i + 1].split(",")).forEach(file -> texts.add(Path.of(file)));
                case "--out" -> out = Path.of(args[i + 1]);
                default -> {
                    return "unknown option " + args[i];
                }
            }
        }
        for (Path file : texts) {
            if (!Files.isRegularFile(file)) {
                return "--texts: " + file + " does not exist";
            }
        }
        return args.length % 2 != 0 || texts.isEmpty() || out.toString().isEmpty()
                ? "--texts and --out are needed, each with a value"
                : "";
    }

    private void run() throws IOException {
        Set<String> lines = new LinkedHashSet<>();
        for (Path file : texts) {
            Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(lines::add);
        }
        System.err.println("distilling from " + lines.size() + " texts ...");
        byte[] table = new MeaningFit(List.copyOf(lines), new BgeEncoder(), MeaningFit.Config.defaults()).table();
        Files.write(out, table);
        System.err.println(out + ": " + table.length + " bytes");
    }
}
