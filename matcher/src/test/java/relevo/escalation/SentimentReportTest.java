package relevo.escalation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** How well the word lists tell anger from the rest on texts written by others; the figures are in docs/dialog.md. */
class SentimentReportTest {
    private static final double ANGRY_FROM = 0.39;

    private final Scorer scorer = new Scorer(ShippedTriggers.read());

    @Test
    void shouldTellAngerFromTheRest() throws IOException {
        assertMacroF1("brighter_emotion/dev.tsv", "es", SentimentReportTest::isAnger, 0.72);
        assertMacroF1("brighter_emotion/dev.tsv", "pt", SentimentReportTest::isAnger, 0.61);
        assertMacroF1("brighter_emotion/dev.tsv", "en", SentimentReportTest::isAnger, 0.53);
        assertMacroF1("told_br_toxic/dev.tsv.gz", "pt", "toxic"::equals, 0.64);
    }

    private static boolean isAnger(String label) {
        return label.contains("anger") || label.contains("disgust");
    }

    private void assertMacroF1(String file, String lang, Predicate<String> angry, double floor) throws IOException {
        int[][] counts = new int[2][2];
        Path path = data().resolve(file);
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] columns = line.split("\t", -1);
                if (columns.length == 4 && columns[3].equals(lang)) {
                    counts[angry.test(columns[2]) ? 1 : 0][anger(columns[1], lang) >= ANGRY_FROM ? 1 : 0]++;
                }
            }
        }
        double macro =
                (f1(counts[1][1], counts[0][1], counts[1][0]) + f1(counts[0][0], counts[1][0], counts[0][1])) / 2;
        System.out.printf("%s %s: macro-F1 %.3f%n", file, lang, macro);
        assertTrue(macro >= floor, file + " " + lang + " macro-F1 " + macro);
    }

    private double anger(String text, String lang) {
        Situation calm = new Situation(0, 3, 0, 0, "regular", false, 0, false);
        return scorer.score(FoldedText.of(text), lang, calm).contributions().stream()
                .filter(part -> switch (part.feature()) {
                    case NEGATIVE_SENTIMENT, ANGRY_EMOJI, SHOUTING, ELONGATION -> true;
                    default -> false;
                })
                .mapToDouble(Contribution::contribution)
                .sum();
    }

    private static double f1(int hit, int wrong, int missed) {
        return 2.0 * hit / Math.max(1, 2 * hit + wrong + missed);
    }

    private static Path data() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve("shared/data/brighter_emotion"))) {
                return here.resolve("shared/data");
            }
        }
        Assumptions.abort("no shared data here");
        throw new IllegalStateException();
    }
}
