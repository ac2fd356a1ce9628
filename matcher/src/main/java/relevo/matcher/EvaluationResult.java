package relevo.matcher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one {@link Evaluation}. Fractions are 0 to 1; NaN where the test file has nothing to count.
 *
 * @param accuracy share of the in-scope rows whose best candidate is right, whatever its confidence
 * @param macroF1 mean of the F1 of the test file's in-scope labels, whatever the confidence
 * @param inScopeAccuracy share of the in-scope rows answered right at the threshold: a rejected one is wrong
 * @param oosRecall share of the out-of-scope rows rejected at the threshold
 * @param auroc chance that an in-scope row has a higher confidence than an out-of-scope one
 * @param mcc Matthews' correlation over all labels and "rejected" (Gorodkin 2004), at the threshold
 * @param ece mean distance, over 15 bins of equal width, of confidence from share right (Guo 2017)
 * @param microsP50 median time of a match, microseconds, one thread
 * @param microsP99 its 99th percentile
 * @param confusions most frequent first: label asked for, label found, how often
 * @param bins of the reliability diagram
 * @param shortMessages how well the language of the rows of few words is told
 * @param encoder null where none was at hand
 */
public record EvaluationResult(
        double accuracy,
        double macroF1,
        double inScopeAccuracy,
        double oosRecall,
        double auroc,
        double mcc,
        double ece,
        double microsP50,
        double microsP99,
        double trainSeconds,
        int n,
        double threshold,
        List<Confusion> confusions,
        List<Bin> bins,
        ShortMessages shortMessages,
        @Nullable Encoder encoder) {
    private static final int BINS = 15;
    private static final int CONFUSIONS_SHOWN = 15;
    private static final String REJECTED = "-";

    /** How often a label was taken for another at the threshold; {@code found} is "-" for rejected. */
    public record Confusion(String gold, String found, int count, String example) {}

    /** One bin of the reliability diagram: rows with a confidence in it, their mean confidence and share right. */
    public record Bin(int count, double confidence, double right) {}

    /**
     * What the sentence encoder was used for.
     *
     * @param share of the rows it was asked about
     * @param meanMillis mean time of such a row, milliseconds
     */
    public record Encoder(double share, double meanMillis) {}

    /**
     * The rows of three to eight words.
     *
     * @param languageRight share whose language is told by the row alone; NaN without any
     * @param n how many there are
     */
    public record ShortMessages(double languageRight, int n) {}

    EvaluationResult with(ShortMessages told, @Nullable Encoder asked) {
        return new EvaluationResult(
                accuracy,
                macroF1,
                inScopeAccuracy,
                oosRecall,
                auroc,
                mcc,
                ece,
                microsP50,
                microsP99,
                trainSeconds,
                n,
                threshold,
                confusions,
                bins,
                told,
                asked);
    }

    static EvaluationResult of(
            List<Evaluation.Outcome> outcomes,
            @Nullable String oosLabel,
            double threshold,
            double[] sortedMicros,
            double trainSeconds) {
        int inScope = 0;
        int right = 0;
        int answered = 0;
        int rejected = 0;
        for (Evaluation.Outcome row : outcomes) {
            if (row.gold().equals(oosLabel)) {
                rejected += row.confidence() < threshold ? 1 : 0;
            } else {
                inScope++;
                boolean hit = row.gold().equals(row.predicted());
                right += hit ? 1 : 0;
                answered += hit && row.confidence() >= threshold ? 1 : 0;
            }
        }
        int outOfScope = outcomes.size() - inScope;
        List<Bin> bins = bins(outcomes);
        return new EvaluationResult(
                (double) right / inScope,
                macroF1(outcomes, oosLabel),
                (double) answered / inScope,
                (double) rejected / outOfScope,
                auroc(outcomes, oosLabel),
                mcc(outcomes, oosLabel, threshold),
                ece(bins, outcomes.size()),
                percentile(sortedMicros, 0.5),
                percentile(sortedMicros, 0.99),
                trainSeconds,
                outcomes.size(),
                threshold,
                confusions(outcomes, oosLabel, threshold),
                bins,
                new ShortMessages(Double.NaN, 0),
                null);
    }

    /** The figures as one line of JSON, as data/README.md fixes it; null for NaN; also how well the language of short rows was told and, with an encoder, what it was used for. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"accuracy\":%s,\"macroF1\":%s,\"inScopeAccuracy\":%s,\"oosRecall\":%s,\"auroc\":%s,\"mcc\":%s,"
                        + "\"ece\":%s,\"microsPerMessage\":{\"p50\":%.2f,\"p99\":%.2f},\"trainSeconds\":%.3f,\"n\":%d,"
                        + "\"threshold\":%s%s%s}",
                figure(accuracy),
                figure(macroF1),
                figure(inScopeAccuracy),
                figure(oosRecall),
                figure(auroc),
                figure(mcc),
                figure(ece),
                microsP50,
                microsP99,
                trainSeconds,
                n,
                figure(threshold),
                shortMessages.n() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ",\"shortMessages\":{\"languageRight\":%s,\"n\":%d}",
                                figure(shortMessages.languageRight()),
                                shortMessages.n()),
                encoder == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ",\"encoder\":{\"share\":%.4f,\"meanMillis\":%.2f}",
                                encoder.share(),
                                encoder.meanMillis()));
    }

    /** The figures for a person, a line each, and the pairs of labels that are taken for each other most. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "test rows", Integer.toString(n));
        line(text, "accuracy", percent(accuracy));
        line(text, "macro F1", percent(macroF1));
        line(text, "right at the threshold", percent(inScopeAccuracy) + ", threshold " + figure(threshold));
        line(text, "out of scope rejected", percent(oosRecall) + ", AUROC " + figure(auroc));
        line(text, "MCC", figure(mcc));
        line(text, "calibration error", figure(ece) + " (15 bins)");
        line(
                text,
                "language of short rows",
                percent(shortMessages.languageRight()) + " of " + shortMessages.n() + " of three to eight words");
        line(
                text,
                "microseconds a match",
                String.format(Locale.ROOT, "%.1f median, %.1f 99th percentile", microsP50, microsP99));
        line(text, "training", String.format(Locale.ROOT, "%.1f s", trainSeconds));
        if (encoder != null) {
            line(
                    text,
                    "encoder asked about",
                    percent(encoder.share()) + String.format(Locale.ROOT, ", %.1f ms each", encoder.meanMillis()));
        }
        if (!confusions.isEmpty()) {
            text.append("\ntaken for another (\"-\": rejected), most frequent first:\n");
        }
        for (Confusion pair : confusions.subList(0, Math.min(CONFUSIONS_SHOWN, confusions.size()))) {
            text.append(String.format(
                    Locale.ROOT, "%5d  %s -> %s: %s%n", pair.count(), pair.gold(), pair.found(), pair.example()));
        }
        return text.toString().strip();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-24s%s%n", name, value));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "none" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.6f", value);
    }

    private static String rejectedOr(Evaluation.Outcome row, double threshold) {
        return row.confidence() < threshold ? REJECTED : row.predicted();
    }

    private static double macroF1(List<Evaluation.Outcome> outcomes, @Nullable String oosLabel) {
        Map<String, int[]> counts = new TreeMap<>();
        for (Evaluation.Outcome row : outcomes) {
            if (!row.gold().equals(oosLabel)) {
                counts.computeIfAbsent(row.gold(), label -> new int[3])[0]++;
                counts.computeIfAbsent(row.predicted(), label -> new int[3])[1]++;
                if (row.gold().equals(row.predicted())) {
                    counts.computeIfAbsent(row.gold(), label -> new int[3])[2]++;
                }
            }
        }
        double sum = 0;
        int labels = 0;
        for (int[] count : counts.values()) {
            if (count[0] > 0) {
                sum += 2.0 * count[2] / (count[0] + count[1]);
                labels++;
            }
        }
        return sum / labels;
    }

    private static double auroc(List<Evaluation.Outcome> outcomes, @Nullable String oosLabel) {
        List<Evaluation.Outcome> sorted = new ArrayList<>(outcomes);
        sorted.sort(Comparator.comparingDouble(Evaluation.Outcome::confidence));
        double rankSum = 0;
        long positives = 0;
        for (int start = 0; start < sorted.size(); ) {
            int end = start;
            while (end < sorted.size()
                    && sorted.get(end).confidence() == sorted.get(start).confidence()) {
                end++;
            }
            for (int i = start; i < end; i++) {
                if (!sorted.get(i).gold().equals(oosLabel)) {
                    rankSum += (start + 1 + end) / 2.0;
                    positives++;
                }
            }
            start = end;
        }
        long negatives = sorted.size() - positives;
        return positives == 0 || negatives == 0
                ? Double.NaN
                : (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    private static double mcc(List<Evaluation.Outcome> outcomes, @Nullable String oosLabel, double threshold) {
        Map<String, long[]> counts = new HashMap<>();
        double correct = 0;
        for (Evaluation.Outcome row : outcomes) {
            String gold = row.gold().equals(oosLabel) ? REJECTED : row.gold();
            String found = rejectedOr(row, threshold);
            counts.computeIfAbsent(gold, label -> new long[2])[0]++;
            counts.computeIfAbsent(found, label -> new long[2])[1]++;
            correct += gold.equals(found) ? 1 : 0;
        }
        double total = outcomes.size();
        double cross = 0;
        double golds = 0;
        double founds = 0;
        for (long[] count : counts.values()) {
            cross += (double) count[0] * count[1];
            golds += (double) count[0] * count[0];
            founds += (double) count[1] * count[1];
        }
        double spread = Math.sqrt((total * total - founds) * (total * total - golds));
        return spread == 0 ? 0 : (correct * total - cross) / spread;
    }

    private static List<Bin> bins(List<Evaluation.Outcome> outcomes) {
        double[][] sums = new double[BINS][3];
        for (Evaluation.Outcome row : outcomes) {
            double[] bin = sums[Math.min(BINS - 1, (int) (row.confidence() * BINS))];
            bin[0]++;
            bin[1] += row.confidence();
            bin[2] += row.gold().equals(row.predicted()) ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        for (double[] sum : sums) {
            double count = Math.max(1, sum[0]);
            bins.add(new Bin((int) sum[0], sum[1] / count, sum[2] / count));
        }
        return bins;
    }

    private static double ece(List<Bin> bins, int total) {
        double sum = 0;
        for (Bin bin : bins) {
            sum += bin.count() * Math.abs(bin.confidence() - bin.right());
        }
        return sum / total;
    }

    private static List<Confusion> confusions(
            List<Evaluation.Outcome> outcomes, @Nullable String oosLabel, double threshold) {
        Map<String, Confusion> pairs = new TreeMap<>();
        for (Evaluation.Outcome row : outcomes) {
            String gold = row.gold().equals(oosLabel) ? REJECTED : row.gold();
            String found = rejectedOr(row, threshold);
            if (!gold.equals(found)) {
                pairs.merge(
                        gold + '\t' + found,
                        new Confusion(row.gold(), found, 1, row.text()),
                        (before, one) ->
                                new Confusion(before.gold(), before.found(), before.count() + 1, before.example()));
            }
        }
        List<Confusion> sorted = new ArrayList<>(pairs.values());
        sorted.sort(Comparator.comparingInt((Confusion pair) -> -pair.count()));
        return List.copyOf(sorted);
    }

    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1.0, sorted.length * share)];
    }
}
