package relevo.batch;

import java.util.ArrayList;
import java.util.List;
import relevo.review.Rate;
import relevo.review.Suggestion;

/**
 * A night's figures for a spreadsheet, one row a figure, in two forms. As CSV: UTF-8 with a byte order mark, comma separated,
 * all cells quoted; a text that a spreadsheet would take for a formula (= + - @ tab, carriage return at its beginning) gets
 * an apostrophe before it. As XLSX: see {@link SheetFile}. The same figures give the same bytes.
 */
final class FigureTable {
    private static final String FORMULA = "=+-@\t\r";

    /** Texts and numbers. */
    private final List<List<Object>> rows = new ArrayList<>();

    private FigureTable() {}

    static FigureTable of(DayFigures day) {
        FigureTable table = new FigureTable();
        table.row("section", "name", "value", "of", "low", "high", "note");
        table.row("day", "date", day.date(), "", "", "", day.zone());
        table.row("volume", "messages", day.volumes().messages(), "", "", "", "");
        table.row("volume", "conversations", day.volumes().conversations(), "", "", "", "");
        table.row("volume", "sends", day.volumes().sends(), "", "", "", "");
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
                        question.count(),
                        question.contacts(),
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
                        one.evidence().contacts(),
                        tested == null ? "" : tested.share().low(),
                        tested == null ? "" : tested.share().high(),
                        one.kind().word());
            }
            for (Suggestion one : learning.effects()) {
                if (one.effect() != null) {
                    table.rate("effect", one.id(), one.effect().share());
                }
            }
        }
        return table;
    }

    String csv() {
        StringBuilder out = new StringBuilder("\ufeff");
        for (List<Object> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                Object cell = row.get(i);
                out.append(i == 0 ? "" : ",")
                        .append(cell instanceof Number number ? quoted(SheetFile.text(number)) : cell(cell.toString()));
            }
            out.append("\r\n");
        }
        return out.toString();
    }

    byte[] xlsx() {
        return SheetFile.of("nightly", rows);
    }

    private void counts(String section, List<DayFigures.Count> counts) {
        counts.forEach(count -> row(section, count.word(), count.count(), "", "", "", ""));
    }

    private void rate(String section, String name, Rate rate) {
        row(section, name, rate.part(), rate.of(), rate.low(), rate.high(), "");
    }

    private void row(Object... cells) {
        rows.add(List.of(cells));
    }

    /** A text as a cell of a CSV file. */
    static String cell(String text) {
        return quoted(!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
