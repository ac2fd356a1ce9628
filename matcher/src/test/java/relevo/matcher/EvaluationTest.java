package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    @TempDir
    Path folder;

    private static Evaluation.Outcome outcome(String gold, String predicted, double confidence) {
        return new Evaluation.Outcome("text", gold, predicted, confidence, confidence);
    }

    @Test
    void shouldCountAsTheReadmeSaysWhenSomeRowsAreOutOfScope() {
        List<Evaluation.Outcome> outcomes = List.of(
                outcome("a", "a", 0.9),
                outcome("a", "b", 0.8),
                outcome("b", "b", 0.2),
                outcome("b", "b", 0.7),
                outcome("oos", "a", 0.1),
                outcome("oos", "b", 0.75));
        EvaluationResult result = EvaluationResult.of(outcomes, "oos", 0.5, new double[] {1, 2, 3}, 0.5);
        assertEquals(3.0 / 4, result.accuracy(), 1e-9);
        assertEquals(2.0 / 4, result.inScopeAccuracy(), 1e-9);
        assertEquals(1.0 / 2, result.oosRecall(), 1e-9);
        assertEquals((2.0 / 3 + 4.0 / 5) / 2, result.macroF1(), 1e-9);
        assertEquals(6.0 / 8, result.auroc(), 1e-9);
        // bins of 1/15: six rows in six bins, each off by |confidence - right|
        assertEquals((0.1 + 0.8 + 0.8 + 0.3 + 0.1 + 0.75) / 6, result.ece(), 1e-9);
        assertEquals(6, result.n());
    }

    @Test
    void shouldGiveMccOfOneOnlyWhenAllIsRight() {
        List<Evaluation.Outcome> right =
                List.of(outcome("a", "a", 0.9), outcome("b", "b", 0.9), outcome("oos", "a", 0.1));
        assertEquals(
                1, EvaluationResult.of(right, "oos", 0.5, new double[] {1}, 0).mcc(), 1e-9);
        List<Evaluation.Outcome> wrong =
                List.of(outcome("a", "b", 0.9), outcome("b", "a", 0.9), outcome("oos", "a", 0.1));
        assertTrue(EvaluationResult.of(wrong, "oos", 0.5, new double[] {1}, 0).mcc() < 0.1);
    }

    @Test
    void shouldPrintTheJsonOfTheReadme() throws IOException {
        EvaluationResult result =
                EvaluationResult.of(List.of(outcome("a", "a", 0.9)), null, 0.5, new double[] {4.5}, 0.25);
        JsonNode json = new ObjectMapper().readTree(result.json());
        List<String> fields = new ArrayList<>();
        json.fieldNames().forEachRemaining(fields::add);
        assertEquals(
                List.of(
                        "accuracy",
                        "macroF1",
                        "inScopeAccuracy",
                        "oosRecall",
                        "auroc",
                        "mcc",
                        "ece",
                        "microsPerMessage",
                        "trainSeconds",
                        "n",
                        "threshold"),
                fields);
        assertTrue(json.get("oosRecall").isNull());
        assertEquals(4.5, json.get("microsPerMessage").get("p50").asDouble(), 1e-9);
        assertEquals(1, json.get("n").asInt());
    }

    @Test
    void shouldTrainAndTestWhenGivenFiles() throws IOException {
        Path train = folder.resolve("train.tsv.gz");
        Path test = folder.resolve("test.tsv");
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(train)), StandardCharsets.UTF_8)) {
            out.write("split\ttext\tlabel\tlang\n");
            for (FaqEntry entry : SmallFaq.entries()) {
                for (String phrasing : entry.phrasings()) {
                    out.write("train\t" + phrasing + '\t' + entry.id() + '\t' + entry.lang() + '\n');
                }
            }
            out.write("train\tquién ganó el partido\tnone\tes\ntrain\ttexto sin etiqueta\t\tes\n");
        }
        Files.writeString(
                test,
                "split\ttext\tlabel\tlang\ntest\ta qué hora abren la tienda\thorarios\tes\n"
                        + "test\tonde fica\thorarios\tpt-br\ntest\tcuéntame un chiste malo\tnone\tes\n");
        var options = new Evaluation.Options(List.of(train), test, "es", "none", 0, 1, 0);
        EvaluationResult result = Evaluation.run(options, MatcherConfig.defaults());
        assertEquals(2, result.n());
        assertEquals(1, result.accuracy(), 1e-9);
        assertEquals(new EvaluationResult.ShortMessages(1, 2), result.shortMessages());
        String html = EvaluationReport.html(result, "a <title>");
        assertTrue(html.contains("a &lt;title&gt;") && html.contains("<svg") && !html.contains("http"));
        var few = new Evaluation.Options(List.of(train), test, "es", "none", 2, 1, 0);
        assertEquals(
                Evaluation.run(few, MatcherConfig.defaults()).ece(),
                Evaluation.run(few, MatcherConfig.defaults()).ece(),
                0);
    }

    @Test
    void shouldTestOnWhatAHurriedCustomerWouldWriteWhenAskedTo() throws IOException {
        Path train = folder.resolve("train.tsv");
        Path test = folder.resolve("test.tsv");
        Files.writeString(train, "text\tlabel\nhorario de apertura\thoras\nno llega mi pedido\tpedido\n");
        Files.writeString(test, "text\tlabel\n¿Cuándo llegará el camión de la mudanza?\totra\n");
        String clean = example(new Evaluation.Options(List.of(train), test, "es", null, 0, 1, 0));
        String noisy = example(new Evaluation.Options(List.of(train), test, "es", null, 0, 1, 11));
        assertEquals("¿Cuándo llegará el camión de la mudanza?", clean);
        assertEquals(new Noiser(Language.ES, 11).noisy(clean), noisy);
    }

    private static String example(Evaluation.Options options) throws IOException {
        EvaluationResult result = Evaluation.run(options, MatcherConfig.defaults());
        assertTrue(result.text().contains("accuracy                0.0 %"), result.text());
        return result.confusions().getFirst().example();
    }

    @Test
    void shouldLearnFromAnswersWhenAFileHasThem() throws IOException {
        Path train = folder.resolve("train.tsv");
        Path answers = folder.resolve("answers.tsv");
        Path test = folder.resolve("test.tsv");
        Files.writeString(
                train,
                "text\tlabel\nopening hours\thours\nare you open today\thours\nmy parcel is late\torder\n"
                        + "where is my order\torder\n");
        Files.writeString(
                answers,
                "label\tanswer\tlang\nhours\tThe shop is in Elm Street, from nine to seven.\ten\n"
                        + "order\tThe courier brings it within a week.\ten\n");
        Files.writeString(test, "text\tlabel\nelm street\thours\nthe courier\torder\n");
        MatcherConfig config = Evaluation.config(null);
        EvaluationResult with =
                Evaluation.run(new Evaluation.Options(List.of(train, answers), test, "en", null, 0, 1, 0), config);
        assertEquals(1, with.accuracy(), 1e-9);
        EvaluationResult without =
                Evaluation.run(new Evaluation.Options(List.of(train), test, "en", null, 0, 1, 0), config);
        assertTrue(without.inScopeAccuracy() < with.inScopeAccuracy(), "without " + without.inScopeAccuracy());
    }

    @Test
    void shouldAskTheEncoderOnlyWhereTheFastModelIsUnsure() {
        List<TaggedText> train = new ArrayList<>();
        Map<String, String> labels = new HashMap<>();
        for (FaqEntry entry : SmallFaq.entries()) {
            for (String phrasing : entry.lang().equals("es") ? entry.phrasings() : List.<String>of()) {
                train.add(new TaggedText(phrasing, entry.id(), "es"));
                labels.put(phrasing, entry.id());
            }
        }
        List<TaggedText> test = new ArrayList<>(train);
        for (String label : new TreeSet<>(labels.values())) {
            test.add(new TaggedText("una cosa sobre " + label.hashCode(), label, "es")); // no word tells which
            labels.put(test.getLast().text(), label);
        }
        List<String> known = List.copyOf(new TreeSet<>(labels.values()));
        List<String> asked = new CopyOnWriteArrayList<>();
        SentenceEncoder knowing = new SentenceEncoder() {
            @Override
            public int size() {
                return known.size();
            }

            @Override
            public float[] encode(String text) {
                asked.add(text);
                float[] vector = new float[known.size()];
                vector[Math.max(0, known.indexOf(labels.getOrDefault(text, "")))] = 1;
                return vector;
            }
        };
        MatcherConfig config = Evaluation.config(null);
        EvaluationResult fast = Evaluation.run(Language.ES, train, test, null, config);
        EvaluationResult both = Evaluation.run(Language.ES, train, test, null, config, knowing);
        assertNull(fast.encoder());
        EvaluationResult.Encoder encoder = Objects.requireNonNull(both.encoder());
        assertTrue(both.accuracy() > fast.accuracy(), both.accuracy() + " and " + fast.accuracy());
        assertTrue(encoder.share() > 0 && encoder.share() < 0.5, "share " + encoder.share());
        assertTrue(both.json().endsWith("}}") && both.json().contains("\"encoder\":{\"share\":"), both.json());
        assertTrue(asked.containsAll(train.stream().map(TaggedText::text).toList()), "all phrasings are learnt from");
    }

    @Test
    void shouldNameFileAndLineWhenAFileIsNotAsItShouldBe() throws IOException {
        Path bad = folder.resolve("bad.tsv");
        Files.writeString(bad, "split\ttext\n");
        assertTrue(refusal(bad).contains("bad.tsv:1"));
        Files.writeString(bad, "split\ttext\tlabel\ntrain\thola\n");
        assertTrue(refusal(bad).contains("bad.tsv:2"));
    }

    private static String refusal(Path file) {
        return String.valueOf(
                assertThrows(IOException.class, () -> TaggedText.read(file)).getMessage());
    }
}
