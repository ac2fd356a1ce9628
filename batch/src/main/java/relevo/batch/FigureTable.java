package relevo.batch;

import java.util.Locale;
import relevo.review.Rate;
import relevo.review.Suggestion;

/**
 * A night's figures for a spreadsheet: UTF-8 with a byte order mark, comma separated, all texts quoted. A text that a
 * spreadsheet would take for a formula (= + - @ tab, carriage return at its beginning) gets an apostrophe before it.
 */
final class FigureTable {
    private static final String FORMULA = "=+-@\t\r";

    private final StringBuilder out = new StringBuilder("\ufeff");

    private FigureTable() {}

    static String csv(DayFigures day) {
        FigureTable table = new FigureTable();
        table.row("section", "name", "value", "of", "low", "high", "note");
        table.row("day", "date", day.date(), "", "", "", day.zone());
        table.row("volume", "messages", number(day.volumes().messages()), "", "", "", "");
        table.row("volume", "conversations", number(day.volumes().conversations()), "", "", "", "");
        table.row("volume", "sends", number(day.volumes().sends()), "", "", "", "");
        DayFigures.Learning learning = day.learning();
        if (learning != null) {
            learning.kpis().forEach(kpi -> table.rate("kpi", kpi.name(), kpi.rate()));
        }
        table.counts("hand-overs by reason", day.escalations().byReason());
        table.counts("hand-overs by queue", day.escalations().byQueue());
        table.counts("answers", day.faqs());
        table.counts("statuses", day.volumes().statuses());
        day.unanswered()
                .top()
                .forEach(question -> table.row(
                        "unanswered",
                        question.text(),
                        number(question.count()),
                        number(question.contacts()),
                        "",
                        "",
                        question.nearest()));
        if (learning != null) {
            for (Suggestion one : learning.suggestions()) {
                Suggestion.Backtest tested = one.backtest();
                table.row(
                        "suggestion",
                        one.id(),
                        one.title(),
                        number(one.evidence().contacts()),
                        tested == null ? "" : share(tested.share().low()),
                        tested == null ? "" : share(tested.share().high()),
                        one.kind().word());
            }
            for (Suggestion one : learning.effects()) {
                if (one.effect() != null) {
                    table.rate("effect", one.id(), one.effect().share());
                }
            }
        }
        return table.out.toString();
    }

    private void counts(String section, java.util.List<DayFigures.Count> counts) {
        counts.forEach(count -> row(section, count.word(), number(count.count()), "", "", "", ""));
    }

    private void rate(String section, String name, Rate rate) {
        row(section, name, number(rate.part()), number(rate.of()), share(rate.low()), share(rate.high()), "");
    }

    private void row(String... cells) {
        for (int i = 0; i < cells.length; i++) {
            out.append(i == 0 ? "" : ",").append(cell(cells[i]));
        }
        out.append("\r\n");
    }

    static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private static String number(long value) {
        return Long.toString(value);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
