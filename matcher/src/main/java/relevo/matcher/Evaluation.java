package relevo.matcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Trains the model of one language on tagged utterances, runs it over others and measures: the command {@code eval}.
 * Rows of the training files with an empty label are unlabelled texts, rows with the out-of-scope label are background
 * negatives. A file of answers teaches the words of each label's topic, as a pack's answers do. Timing apart, the same files give the same result.
 */
public final class Evaluation {
    private static final int SHORT_WORDS_MIN = 3;
    private static final int SHORT_WORDS_MAX = 8;
    /** So many matches, or as many as there is time for, before one is timed: the compilers must have come to rest. */
    private static final int WARM_UP_MATCHES = 30_000;

    private static final long WARM_UP_NANOS_MAX = 4_000_000_000L;

    private Evaluation() {}

    /**
     * What to measure.
     *
     * @param train files to train on, in order
     * @param test file to test on
     * @param lang es, pt or en; rows of the files in another language are left out
     * @param oosLabel the label of out-of-scope rows, null where there are none
     * @param perLabel train on so many rows a label, drawn by seed; 0 for all
     * @param seed of the draw
     * @param noiseSeed of the {@link Noiser} that rewrites the test's texts; 0 to leave them
     */
    public record Options(
            List<Path> train,
            Path test,
            String lang,
            @Nullable String oosLabel,
            int perLabel,
            long seed,
            long noiseSeed) {}

    /**
     * The configuration the command measures with: a test file without out-of-scope label is taken to hold hardly
     * anything out of scope, one with it to hold some.
     */
    public static MatcherConfig config(@Nullable String oosLabel) {
        MatcherConfig defaults = MatcherConfig.defaults();
        double share = oosLabel == null ? 0.05 : 0.15;
        return new MatcherConfig(defaults.wrongAnswerCost(), share, defaults.candidatesMax(), defaults.model());
    }

    /** What came of one test row. */
    record Outcome(String text, String gold, String predicted, double confidence, double inScope) {}

    /** @throws IOException where a file cannot be read or has not the columns */
    public static EvaluationResult run(Options options, MatcherConfig config) throws IOException {
        return run(options, config, null);
    }

    /**
     * The same with a second look by a sentence encoder at what the fast model is unsure of.
     *
     * @param encoder null for none
     * @throws IOException where a file cannot be read or has not the columns
     */
    public static EvaluationResult run(Options options, MatcherConfig config, @Nullable SentenceEncoder encoder)
            throws IOException {
        Language language = Language.of(options.lang());
        List<TaggedText> train = new ArrayList<>();
        for (Path file : options.train()) {
            train.addAll(inLanguage(TaggedText.read(file), options.lang()));
        }
        if (options.perLabel() > 0) {
            train = draw(train, options.perLabel(), options.seed(), options.oosLabel());
        }
        List<TaggedText> test = inLanguage(TaggedText.read(options.test()), options.lang()).stream()
                .filter(row -> !row.label().isEmpty())
                .toList();
        if (options.noiseSeed() != 0) {
            Noiser noiser = new Noiser(language, options.noiseSeed());
            test = test.stream()
                    .map(row -> new TaggedText(noiser.noisy(row.text()), row.label(), row.lang()))
                    .toList();
        }
        return run(language, train, test, options.oosLabel(), config, encoder);
    }

    static EvaluationResult run(
            Language language,
            List<TaggedText> train,
            List<TaggedText> test,
            @Nullable String oosLabel,
            MatcherConfig config) {
        return run(language, train, test, oosLabel, config, null);
    }

    static EvaluationResult run(
            Language language,
            List<TaggedText> train,
            List<TaggedText> test,
            @Nullable String oosLabel,
            MatcherConfig config,
            @Nullable SentenceEncoder encoder) {
        List<IntentTrainer.Phrasing> phrasings = new ArrayList<>();
        List<String> unlabelled = new ArrayList<>();
        int labelled = 0;
        int negatives = 0;
        for (TaggedText row : train) {
            if (row.label().equals(oosLabel)) {
                phrasings.add(new IntentTrainer.Phrasing(row.text(), ""));
                negatives++;
            } else if (row.label().isEmpty()) {
                unlabelled.add(row.text());
            } else if (row.answer()) {
                phrasings.add(new IntentTrainer.Phrasing(row.text(), row.label(), true));
            } else {
                phrasings.add(new IntentTrainer.Phrasing(row.text(), row.label()));
                labelled++;
            }
        }
        if (labelled == 0) {
            throw new IllegalArgumentException("no labelled row of language " + language.code() + " to train on");
        }
        if (negatives == 0) {
            phrasings.addAll(Background.beside(language, phrasings));
        }
        long start = System.nanoTime();
        IntentModel fast = IntentTrainer.train(language, phrasings, unlabelled, config);
        Cascade model = new Cascade(
                fast, encoder == null ? null : IntentTrainer.train(language, phrasings, unlabelled, config, encoder));
        double trainSeconds = (System.nanoTime() - start) / 1e9;
        Cascade.Scratch scratch = model.scratch();
        List<Outcome> outcomes = new ArrayList<>();
        for (TaggedText row : test) {
            outcomes.add(outcome(row, fast.labels(), model.classify(row.text(), scratch)));
        }
        int asked = 0;
        double askedMicros = 0;
        warmUp(model, test, scratch);
        double[] micros = new double[test.size()];
        for (int i = 0; i < micros.length; i++) {
            long before = System.nanoTime();
            model.classify(test.get(i).text(), scratch);
            micros[i] = (System.nanoTime() - before) / 1e3;
            asked += scratch.asked ? 1 : 0;
            askedMicros += scratch.asked ? micros[i] : 0;
        }
        Arrays.sort(micros);
        return EvaluationResult.of(
                        outcomes,
                        oosLabel,
                        new AnswerCosts(config.wrongAnswerCost(), 0).answerThreshold(),
                        micros,
                        trainSeconds)
                .with(
                        shortMessages(language, test),
                        encoder == null
                                ? null
                                : new EvaluationResult.Encoder(
                                        (double) asked / micros.length, askedMicros / 1e3 / Math.max(1, asked)));
    }

    private static void warmUp(Cascade model, List<TaggedText> test, Cascade.Scratch scratch) {
        long startedNanos = System.nanoTime();
        for (int i = 0; i < WARM_UP_MATCHES && !test.isEmpty(); i++) {
            model.classify(test.get(i % test.size()).text(), scratch);
            if (System.nanoTime() - startedNanos > WARM_UP_NANOS_MAX) {
                return;
            }
        }
    }

    private static EvaluationResult.ShortMessages shortMessages(Language language, List<TaggedText> test) {
        int right = 0;
        int all = 0;
        for (TaggedText row : test) {
            int words = row.text().strip().split("\\s+").length;
            if (words >= SHORT_WORDS_MIN && words <= SHORT_WORDS_MAX) {
                all++;
                right += LanguageGuess.of(row.text()) == language ? 1 : 0;
            }
        }
        return new EvaluationResult.ShortMessages((double) right / all, all);
    }

    private static Outcome outcome(TaggedText row, List<String> labels, IntentModel.Scratch scratch) {
        int best = 0;
        for (int c = 1; c < scratch.p.length; c++) {
            best = scratch.p[c] > scratch.p[best] ? c : best;
        }
        return new Outcome(
                row.text(), row.label(), labels.get(best), scratch.p[best] * scratch.inScope, scratch.inScope);
    }

    /** Rows of the language; Portuguese takes pt-br too. Rows of a file without a language column are all taken. */
    static List<TaggedText> inLanguage(List<TaggedText> rows, String lang) {
        return rows.stream()
                .filter(row -> row.lang().isEmpty() || row.lang().regionMatches(true, 0, lang, 0, 2))
                .toList();
    }

    private static List<TaggedText> draw(List<TaggedText> rows, int perLabel, long seed, @Nullable String oosLabel) {
        List<TaggedText> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(seed));
        Map<String, Integer> taken = new HashMap<>();
        List<TaggedText> drawn = new ArrayList<>();
        for (TaggedText row : shuffled) {
            boolean unbounded =
                    row.answer() || row.label().isEmpty() || row.label().equals(oosLabel);
            if (unbounded || taken.merge(row.label(), 1, Integer::sum) <= perLabel) {
                drawn.add(row);
            }
        }
        return drawn;
    }
}
