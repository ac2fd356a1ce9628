package relevo.matcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An {@link EvaluationResult} as one self-contained HTML page: the figures, the reliability diagram (how often a stated
 * confidence is right), a heat map of the labels most often confused, and the confusions with an example each.
 */
public final class EvaluationReport {
    private static final int PLOT = 300;
    private static final int HEAT_LABELS_MAX = 24;
    private static final int CONFUSIONS_MAX = 100;

    private final StringBuilder html = new StringBuilder();
    private final EvaluationResult result;

    private EvaluationReport(EvaluationResult result) {
        this.result = result;
    }

    /** @param title what was evaluated */
    public static String html(EvaluationResult result, String title) {
        EvaluationReport report = new EvaluationReport(result);
        report.write(title);
        return report.html.toString();
    }

    private void write(String title) {
        line("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width\">");
        line("<title>%s</title>", escaped(title));
        line("<style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0"
            + " 1rem}table{border-collapse:collapse}td,th{padding:.2rem .6rem;border-bottom:1px solid"
            + " #ddd;text-align:left}td.n{text-align:right;font-variant-numeric:tabular-nums}.heat"
            + " td{padding:0;width:1.3rem;height:1.3rem;text-align:center;font-size:11px;border:1px solid #fff}.heat"
            + " th{font-weight:normal;font-size:12px}.heat thead"
            + " th{writing-mode:vertical-rl;transform:rotate(180deg)}</style>");
        line("<h1>%s</h1>", escaped(title));
        figures();
        reliability();
        heatMap();
        confusions();
        line("</html>");
    }

    private void figures() {
        line("<table>");
        figure("messages", "%.0f", result.n());
        figure("accuracy", "%.4f", result.accuracy());
        figure("macro F1", "%.4f", result.macroF1());
        figure("threshold", "%.3f", result.threshold());
        figure("in-scope accuracy at the threshold", "%.4f", result.inScopeAccuracy());
        figure("out-of-scope recall at the threshold", "%.4f", result.oosRecall());
        figure("AUROC in against out of scope", "%.4f", result.auroc());
        figure("Matthews' correlation", "%.4f", result.mcc());
        figure("calibration error (15 bins)", "%.4f", result.ece());
        figure("µs a message, median", "%.1f", result.microsP50());
        figure("µs a message, 99 of 100", "%.1f", result.microsP99());
        figure("training, seconds", "%.2f", result.trainSeconds());
        line("</table>");
    }

    private void figure(String name, String format, double value) {
        String shown = Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
        line("<tr><th>%s<td class=n>%s", name, shown);
    }

    private void reliability() {
        line("<h2>Reliability</h2><p>Bars: share right among messages of that confidence. On the line it would be"
                + " what it says.");
        line(
                "<svg width=\"%d\" height=\"%d\" viewBox=\"-40 -10 %d %d\" role=\"img\" aria-label=\"reliability"
                        + " diagram\">",
                PLOT + 60, PLOT + 50, PLOT + 60, PLOT + 50);
        double width = (double) PLOT / result.bins().size();
        for (int i = 0; i < result.bins().size(); i++) {
            EvaluationResult.Bin bin = result.bins().get(i);
            double height = bin.right() * PLOT;
            line(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#4878a8\" fill-opacity=\"%.2f\">"
                            + "<title>%d messages, confidence %.3f, right %.3f</title></rect>",
                    i * width + 1,
                    PLOT - height,
                    width - 2,
                    height,
                    bin.count() == 0 ? 0.0 : 0.85,
                    bin.count(),
                    bin.confidence(),
                    bin.right());
        }
        line("<path d=\"M0 %d L%d 0\" stroke=\"#b03030\" stroke-dasharray=\"4 3\" fill=\"none\"/>", PLOT, PLOT);
        line("<path d=\"M0 0 V%d H%d\" stroke=\"#333\" fill=\"none\"/>", PLOT, PLOT);
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            int at = PLOT * tenth / 10;
            line(
                    "<text x=\"%d\" y=\"%d\" font-size=\"11\" text-anchor=\"middle\">%.1f</text>",
                    at, PLOT + 16, tenth / 10.0);
            line(
                    "<text x=\"-6\" y=\"%d\" font-size=\"11\" text-anchor=\"end\">%.1f</text>",
                    PLOT - at + 4, tenth / 10.0);
        }
        line(
                "<text x=\"%d\" y=\"%d\" font-size=\"12\" text-anchor=\"middle\">confidence</text></svg>",
                PLOT / 2, PLOT + 34);
    }

    private void heatMap() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (EvaluationResult.Confusion pair : result.confusions()) {
            weights.merge(pair.gold(), pair.count(), Integer::sum);
            weights.merge(pair.found(), pair.count(), Integer::sum);
        }
        List<String> labels = new ArrayList<>(weights.keySet());
        labels.sort((a, b) -> weights.getOrDefault(b, 0) - weights.getOrDefault(a, 0));
        labels = labels.subList(0, Math.min(HEAT_LABELS_MAX, labels.size()));
        Map<String, Integer> counts = new LinkedHashMap<>();
        int most = 1;
        for (EvaluationResult.Confusion pair : result.confusions()) {
            counts.put(pair.gold() + '\t' + pair.found(), pair.count());
            most = Math.max(most, pair.count());
        }
        line("<h2>Confusions</h2><p>Rows: what was asked. Columns: what was found; “-” is rejected.");
        line("<table class=heat><thead><tr><th>");
        labels.forEach(label -> line("<th>%s", escaped(label)));
        line("<tbody>");
        for (String gold : labels) {
            line("<tr><th>%s", escaped(gold));
            for (String found : labels) {
                int count = counts.getOrDefault(gold + '\t' + found, 0);
                line(
                        "<td style=\"background:rgba(176,48,48,%.2f)\">%s",
                        (double) count / most, count == 0 ? "" : String.valueOf(count));
            }
        }
        line("</table>");
    }

    private void confusions() {
        line("<h2>Most frequent</h2><table><tr><th>times<th>asked<th>found<th>for example");
        for (EvaluationResult.Confusion pair :
                result.confusions().stream().limit(CONFUSIONS_MAX).toList()) {
            line(
                    "<tr><td class=n>%d<td>%s<td>%s<td>%s",
                    pair.count(), escaped(pair.gold()), escaped(pair.found()), escaped(pair.example()));
        }
        line("</table>");
    }

    private void line(String format, Object... values) {
        html.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
