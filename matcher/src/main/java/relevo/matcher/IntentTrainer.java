package relevo.matcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link IntentModel}. Three linear models (two over all features, by different losses; one over the meaning
 * alone), the labels' mean meanings and the nearest phrasings each score every label. By cross-validation over the
 * phrasings it learns what each is worth beside the others and what tells a text about something else; then the four linear
 * ones are added up into one. Same
 * input, same model. Used by one thread; the parts of the cross-validation run in parallel.
 */
final class IntentTrainer {
    private static final long SEED = 20_240_607L;
    private static final int GIBBERISH = 30;
    private static final int UNLABELLED_MAX = 20_000;
    private static final double GUESS_MIN = 0.5;
    /**
     * With many guesses the cross-validation flatters itself, since they were made with what it leaves out: from this share
     * on the scores are trusted so much less (chosen on the dev split of massive_es).
     */
    private static final double GUESSED_SHARE = 0.25;

    private static final double GUESSED_TRUST = 0.82;

    /**
     * Phrasings cut down to their rarest word say how little a word alone says. They count as much as the phrasings of one
     * word that somebody wrote and this many more; of each part as many are tried at most.
     */
    private static final int LONE_WORTH = 30;

    private static final int LONE_MAX = 500;

    /** In place of the rarest word of a phrasing that has but one. */
    private static final String WHOLE = "";

    /** Beyond this the parts of the cross-validation run one after the other, to spare memory. */
    private static final long PARALLEL_WEIGHTS_MAX = 12_000_000;

    /** With fewer phrasings even a letter n-gram that occurs once is kept, and time is no reason to pass over them less. */
    private static final int SMALL = 2_000;

    private static final int SMALL_TIMES = 2;

    /** As many phrasings are read by one thread at a time. */
    private static final int CHUNK = 256;

    /** As many left-out phrasings tell what the parts are worth; where there are more, some parts are enough. */
    private static final int MEASURED_ENOUGH = 4_000;

    /** Between the words of "pedido-no-llega", "card_arrival", "HassTurnOn". */
    private static final Pattern NAME_BREAKS = Pattern.compile("[_\\-]+|(?<=[a-z])(?=[A-Z])");

    /** Hundreds of labels: two parts are enough here too, or the index of 5,000 phrasings would take twice the time. */
    private static final long MANY_WEIGHTS = 6_000_000;

    private static final int LINEAR = 0;
    private static final int MEANING = 1;
    private static final int CENTROID = 2;
    static final int NEAREST = 3;
    private static final int VOTES = 4;
    private static final int LOGISTIC = 5;
    private static final int PARTS = 6;
    private static final double[] START = {1, 1, 2, 2, 0.5, 0.5};

    private final Language language;
    private final MatcherConfig config;
    private final List<String> labels;
    private final int[] label;
    private final boolean[] guessed;
    private final int[] fold;
    private final FeatureCounts counts;
    private final float[] idf;
    private final Vectorizer vectorizer;
    private final Row[] rows;
    private final String[] loneWords;
    private final int[] meaningIds;

    /**
     * A text with its label.
     *
     * @param label empty for a text about none of the labels
     * @param guessed whether nobody has written it as a question of this label: learnt from, but not measured by
     */
    record Phrasing(String text, String label, boolean guessed) {
        Phrasing(String text, String label) {
            this(text, label, false);
        }
    }

    /** What scores the labels; during cross-validation without what is left out. */
    private record Scorers(
            LinearModel linear,
            LinearModel logistic,
            LinearModel meaning,
            LinearModel centroids,
            Neighbours neighbours) {}

    private IntentTrainer(
            Language language, List<Phrasing> phrasings, MatcherConfig config, @Nullable SentenceEncoder encoder) {
        this.language = language;
        this.config = config;
        TreeSet<String> names = new TreeSet<>();
        phrasings.forEach(phrasing -> names.add(phrasing.label()));
        names.remove("");
        this.labels = List.copyOf(names);
        this.label = phrasings.stream()
                .mapToInt(phrasing -> Math.max(-1, Collections.binarySearch(labels, phrasing.label())))
                .toArray();
        this.guessed = new boolean[label.length];
        for (int i = 0; i < guessed.length; i++) {
            guessed[i] = phrasings.get(i).guessed();
        }
        this.fold = folds();
        List<String> texts = phrasings.stream().map(Phrasing::text).toList();
        Map<String, Integer> words = new HashMap<>();
        try (MessageAnalyzer plain = new MessageAnalyzer(language, Spelling.NONE)) {
            this.counts = FeatureCounts.over(texts, plain, new Features(config.model()), words)
                    .withLettersFrom(texts.size() < SMALL ? 1 : 2);
        }
        this.idf = counts.inverse();
        this.vectorizer = new Vectorizer(
                new MessageAnalyzer(
                        language, config.model().spelling() ? new Spelling(language, words) : Spelling.NONE),
                Meaning.of(language),
                encoder,
                config.model(),
                counts.index(),
                idf,
                counts.inverse(0));
        this.loneWords = new String[texts.size()];
        this.rows = rows(texts);
        this.meaningIds = IntStream.rangeClosed(0, vectorizer.meaningSize()).toArray();
    }

    /**
     * Builds the model.
     *
     * @param phrasings those of the empty label are texts about none of the others
     * @param unlabelled texts of the kind that will be asked, of unknown label; may be empty
     */
    static IntentModel train(
            Language language, List<Phrasing> phrasings, List<String> unlabelled, MatcherConfig config) {
        return train(language, phrasings, unlabelled, config, null);
    }

    /** @param encoder asked about every phrasing, and later every text; null for none */
    static IntentModel train(
            Language language,
            List<Phrasing> phrasings,
            List<String> unlabelled,
            MatcherConfig config,
            @Nullable SentenceEncoder encoder) {
        if (encoder == null) {
            return trainWith(language, phrasings, unlabelled, config, null);
        }
        List<String> texts = phrasings.stream().map(Phrasing::text).toList();
        return trainWith(language, phrasings, unlabelled, config, CentredEncoder.over(texts, encoder));
    }

    private static IntentModel trainWith(
            Language language,
            List<Phrasing> phrasings,
            List<String> unlabelled,
            MatcherConfig config,
            @Nullable SentenceEncoder encoder) {
        List<Phrasing> all = new ArrayList<>(phrasings);
        all.addAll(names(phrasings));
        IntentTrainer trainer = new IntentTrainer(language, all, config, encoder);
        IntentModel model = trainer.train(0);
        if (unlabelled.isEmpty()) {
            return model;
        }
        List<String> read = unlabelled.subList(0, Math.min(UNLABELLED_MAX, unlabelled.size()));
        List<Phrasing> guesses = new SelfTraining(model, trainer.shares()).guesses(read, GUESS_MIN);
        all.addAll(guesses);
        return new IntentTrainer(language, all, config, encoder).train(guesses.size());
    }

    /** The names of the labels as phrasings: whoever wrote "pedido-no-llega" or "card_arrival" said what it is about. */
    private static List<Phrasing> names(List<Phrasing> phrasings) {
        Set<String> labels = new TreeSet<>();
        phrasings.forEach(phrasing -> labels.add(phrasing.label()));
        labels.remove("");
        return labels.stream()
                .map(label -> new Phrasing(NAME_BREAKS.matcher(label).replaceAll(" "), label, true))
                .toList();
    }

    private double[] shares() {
        double[] shares = new double[labels.size()];
        for (int one : label) {
            if (one >= 0) {
                shares[one] += 1.0 / label.length;
            }
        }
        return shares;
    }

    /** @param guesses how many of the phrasings got their label from a model */
    private IntentModel train(int guesses) {
        ModelConfig model = config.model();
        int epochs = model.epochs() * (rows.length < SMALL ? SMALL_TIMES : 1);
        boolean[] none = new boolean[rows.length];
        LinearTrainer[] trained = new LinearTrainer[PARTS];
        IntStream.of(LINEAR, LOGISTIC, MEANING)
                .parallel()
                .forEach(part -> trained[part] = trainer(part).train(epochs, none, SEED));
        Neighbours neighbours = neighbours(none);
        ScopeFit.@Nullable Case[] cases = new ScopeFit.Case[rows.length];
        ScopeFit.@Nullable Case[] lone = new ScopeFit.Case[rows.length];
        IntStream parts = IntStream.range(0, partsMeasured());
        boolean small = (long) vectorizer.size() * labels.size() < PARALLEL_WEIGHTS_MAX;
        (small ? parts.parallel() : parts).forEach(part -> {
            boolean[] leftOut = new boolean[rows.length];
            for (int i = 0; i < leftOut.length; i++) {
                leftOut[i] = fold[i] == part;
            }
            int more = Math.max(2, model.epochs() / 2);
            Scorers others = new Scorers(
                    trained[LINEAR].without(leftOut).train(more, leftOut, SEED).model(),
                    trained[LOGISTIC]
                            .without(leftOut)
                            .train(more, leftOut, SEED)
                            .model(),
                    trained[MEANING].without(leftOut).train(more, leftOut, SEED).model(),
                    centroids(leftOut),
                    neighbours(leftOut));
            scoreLeftOut(others, leftOut, cases, lone);
        });
        List<ScopeFit.Case> measured = new ArrayList<>();
        for (ScopeFit.Case one : cases) {
            if (one != null) {
                measured.add(one);
            }
        }
        double[] weights = Fusion.fit(measured, START);
        if (guesses > rows.length * GUESSED_SHARE) {
            Arrays.setAll(weights, part -> weights[part] * GUESSED_TRUST);
        }
        double loneTrust = loneTrust(lone, weights);
        Scorers all = new Scorers(
                trained[LINEAR].model(),
                trained[LOGISTIC].model(),
                trained[MEANING].model(),
                centroids(none),
                neighbours);
        QuantisedModel fused = new QuantisedModel(fuse(all, weights), vectorizer.size());
        Logistic scope = new ScopeFit(config.outOfScopeShare()).fit(measured, gibberish(all), weights);
        return new IntentModel(
                labels,
                vectorizer,
                fused,
                neighbours,
                weights[NEAREST],
                weights[VOTES],
                loneTrust,
                scope,
                Fusion.measure(measured, weights));
    }

    private double loneTrust(ScopeFit.@Nullable Case[] lone, double[] weights) {
        List<ScopeFit.Case> cases = new ArrayList<>();
        double[] worth = new double[lone.length];
        int whole = 0;
        for (int i = 0; i < lone.length; i++) {
            ScopeFit.Case one = lone[i];
            if (one != null) {
                boolean written = loneWords[i].equals(WHOLE);
                worth[cases.size()] = written ? 1 : 0;
                whole += written ? 1 : 0;
                cases.add(one);
            }
        }
        double cutWorth = (double) (whole + LONE_WORTH) / Math.max(1, cases.size() - whole);
        for (int i = 0; i < cases.size(); i++) {
            worth[i] = worth[i] > 0 ? worth[i] : cutWorth;
        }
        return Fusion.trust(cases, Arrays.copyOf(worth, cases.size()), weights);
    }

    /** How many parts of the cross-validation are left out in turn; at least two. */
    private int partsMeasured() {
        int folds = config.model().folds();
        if ((long) vectorizer.size() * labels.size() >= MANY_WEIGHTS) {
            return Math.min(2, folds);
        }
        int own = 0;
        for (boolean one : guessed) {
            own += one ? 0 : 1;
        }
        return Math.clamp((long) MEASURED_ENOUGH * folds / Math.max(1, own) + 1, Math.min(2, folds), folds);
    }

    /** Deals the phrasings of each label in turn to the parts, so that every part has of every label. */
    private int[] folds() {
        int[] next = new int[labels.size() + 1];
        int[] dealt = new int[label.length];
        for (int i = 0; i < dealt.length; i++) {
            dealt[i] = guessed[i]
                    ? -1
                    : (next[label[i] + 1]++ + label[i] + 1) % config.model().folds();
        }
        return dealt;
    }

    private Row[] rows(List<String> texts) {
        Row[] read = new Row[texts.size()];
        IntStream.rangeClosed(0, read.length / CHUNK).parallel().forEach(chunk -> {
            Message message = vectorizer.message();
            for (int i = chunk * CHUNK; i < Math.min((chunk + 1) * CHUNK, read.length); i++) {
                read[i] = vectorizer.row(texts.get(i), message);
                loneWords[i] = message.tokens.size() == 1 ? WHOLE : vectorizer.rarestWord(message);
            }
        });
        return read;
    }

    private LinearTrainer trainer(int part) {
        boolean meaning = part == MEANING;
        int[][] ids = new int[rows.length][];
        float[][] values = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            ids[i] = meaning ? meaningIds : rows[i].ids();
            values[i] = meaning ? rows[i].meaning() : rows[i].values();
        }
        ModelConfig model = config.model();
        return new LinearTrainer(
                part == LOGISTIC ? LinearTrainer.Loss.LOGISTIC : LinearTrainer.Loss.SQUARED_HINGE,
                new LinearTrainer.Examples(ids, values, label),
                labels.size(),
                meaning ? meaningIds.length : vectorizer.size(),
                meaning ? model.meaningCost() : part == LOGISTIC ? model.logisticCost() : model.cost());
    }

    /** For each label the direction of the sum of its phrasings' meanings. */
    private LinearModel centroids(boolean[] leftOut) {
        float[][] sums = new float[labels.size()][meaningIds.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; label[i] >= 0 && !leftOut[i] && k < meaningIds.length - 1; k++) {
                sums[label[i]][k] += rows[i].meaning()[k];
            }
        }
        LinearModel centroids = new LinearModel(meaningIds.length, labels.size());
        for (int c = 0; c < sums.length; c++) {
            float length = (float) Math.sqrt(Row.squaredLength(sums[c]));
            centroids.add(meaningIds, sums[c], c, length > 0 ? 1 / length : 0);
        }
        return centroids;
    }

    private Neighbours neighbours(boolean[] leftOut) {
        List<int[]> words = new ArrayList<>();
        int[] kept = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (!leftOut[i] && label[i] >= 0) {
                kept[words.size()] = label[i];
                words.add(rows[i].words());
            }
        }
        return new Neighbours(words, Arrays.copyOf(kept, words.size()), vectorizer.size());
    }

    private void scoreLeftOut(
            Scorers others, boolean[] leftOut, ScopeFit.@Nullable Case[] cases, ScopeFit.@Nullable Case[] lone) {
        int[] frequency = new int[vectorizer.size()];
        for (int i = 0; i < rows.length; i++) {
            for (int id : leftOut[i] ? rows[i].ids() : new int[0]) {
                frequency[id]++;
            }
        }
        Neighbours.Search search = others.neighbours().search();
        Message message = vectorizer.message();
        int cut = 0;
        for (int i = 0; i < rows.length; i++) {
            if (!leftOut[i]) {
                continue;
            }
            Row unseen = counts.asUnseen(rows[i], frequency, idf);
            cases[i] = new ScopeFit.Case(unseen, score(others, unseen, search), label[i]);
            if (label[i] >= 0 && loneWords[i].equals(WHOLE)) {
                lone[i] = cases[i];
            } else if (label[i] >= 0 && cut++ < LONE_MAX) {
                Row word = vectorizer.row(loneWords[i], message);
                lone[i] = new ScopeFit.Case(word, score(others, word, search), label[i]);
            }
        }
    }

    private float[][] score(Scorers scorers, Row row, Neighbours.Search search) {
        float[][] scores = new float[PARTS][labels.size()];
        float[] margins = new float[scorers.linear().stride()];
        scorers.linear().margins(row.ids(), row.values(), row.ids().length, margins);
        System.arraycopy(margins, 0, scores[LINEAR], 0, labels.size());
        scorers.logistic().margins(row.ids(), row.values(), row.ids().length, margins);
        System.arraycopy(margins, 0, scores[LOGISTIC], 0, labels.size());
        scorers.meaning().margins(meaningIds, row.meaning(), meaningIds.length, margins);
        System.arraycopy(margins, 0, scores[MEANING], 0, labels.size());
        scorers.centroids().margins(meaningIds, row.meaning(), meaningIds.length, margins);
        System.arraycopy(margins, 0, scores[CENTROID], 0, labels.size());
        search.run(row.words(), row.newWords(), scores[NEAREST], scores[VOTES]);
        return scores;
    }

    private List<ScopeFit.Case> gibberish(Scorers all) {
        Neighbours.Search search = all.neighbours().search();
        Message message = vectorizer.message();
        List<ScopeFit.Case> cases = new ArrayList<>();
        for (String text : Gibberish.strings(GIBBERISH, SEED)) {
            Row row = vectorizer.row(text, message);
            cases.add(new ScopeFit.Case(row, score(all, row, search), -1));
        }
        return cases;
    }

    /** The four linear scorers, each times its weight, as one: the meaning's features are part of all features. */
    private LinearModel fuse(Scorers all, double[] weights) {
        LinearModel fused = all.linear().scaled((float) weights[LINEAR]);
        for (int feature = 0; feature < vectorizer.size(); feature++) {
            fused.addRow(feature, all.logistic(), feature, (float) weights[LOGISTIC]);
        }
        double perMeaning = config.model().meaning() > 0 ? 1 / config.model().meaning() : 0;
        for (int k = 0; k < meaningIds.length; k++) {
            boolean bias = k == meaningIds.length - 1;
            int to = bias ? vectorizer.meaningStart() - 1 : vectorizer.meaningStart() + k;
            double scale = bias ? 1 : perMeaning;
            fused.addRow(to, all.meaning(), k, (float) (weights[MEANING] * scale));
            fused.addRow(to, all.centroids(), k, (float) (weights[CENTROID] * scale));
        }
        return fused;
    }
}
