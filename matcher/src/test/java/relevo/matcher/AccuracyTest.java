package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Floors a little below what was measured on the dev splits (docs/adr/0020-matcher-model.md): a part that breaks shows. */
class AccuracyTest {
    private static EvaluationResult evaluate(String lang, String train, String test) throws IOException {
        List<TaggedText> rows = Evaluation.inLanguage(PublicSets.read(train), lang);
        return Evaluation.run(
                Language.of(lang),
                rows,
                Evaluation.inLanguage(PublicSets.read(test), lang),
                null,
                Evaluation.config(null));
    }

    private static void assertAtLeast(double floor, double found, String what) {
        assertTrue(found >= floor, () -> what + " is " + found + ", not at least " + floor);
    }

    @Test
    void shouldKeepItsAccuracyWhenTrainedOnSpanish() throws IOException {
        EvaluationResult result = evaluate("es", "massive_es/train_partial.tsv", "massive_es/dev.tsv");
        assertAtLeast(0.785, result.accuracy(), "accuracy");
        assertAtLeast(-0.045, -result.ece(), "minus calibration error");
    }

    @Test
    void shouldKeepItsAccuracyWhenTrainedOnPortuguese() throws IOException {
        assertAtLeast(
                0.78, evaluate("pt", "tais_pt/train.tsv", "tais_pt/dev.tsv").accuracy(), "accuracy");
    }

    @Test
    void shouldKeepItsAccuracyWhenTrainedOnTenALabel() throws IOException {
        assertAtLeast(
                0.80,
                evaluate("en", "banking77/few_shot_10.tsv", "banking77/dev.tsv").accuracy(),
                "accuracy");
        assertAtLeast(
                0.79, evaluate("en", "hwu64/few_shot_10.tsv", "hwu64/dev.tsv").accuracy(), "accuracy");
    }

    @Test
    void shouldLoseLittleWhenCustomersWriteBadly() throws IOException {
        List<TaggedText> train = PublicSets.read("massive_es/train_partial.tsv");
        Noiser noiser = new Noiser(Language.ES, 11);
        List<TaggedText> both = new ArrayList<>();
        List<TaggedText> noisy = new ArrayList<>();
        for (TaggedText row : PublicSets.read("massive_es/dev.tsv")) {
            both.add(row);
            noisy.add(new TaggedText(noiser.noisy(row.text()), row.label(), row.lang()));
        }
        double clean = Evaluation.run(Language.ES, train, both, null, Evaluation.config(null))
                .accuracy();
        double bad = Evaluation.run(Language.ES, train, noisy, null, Evaluation.config(null))
                .accuracy();
        assertAtLeast(clean - 0.03, bad, "accuracy on noisy messages");
    }
}
