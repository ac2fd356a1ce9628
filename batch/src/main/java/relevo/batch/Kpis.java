package relevo.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import relevo.review.Kind;
import relevo.review.Rate;
import relevo.review.Suggestion;

/** Completes a day's figures: rates with their intervals, beside yesterday and the weeks before; what to do; what to look at. */
final class Kpis {
    private static final int USUAL_DAYS = 28;
    /** Lines of the report's "what to do today": more than a morning holds would not be read. */
    private static final int TASKS_MAX = 10;

    private final Night night;
    private final NightStore store;

    Kpis(Night night, NightStore store) {
        this.night = night;
        this.store = store;
    }

    /** Also keeps the day's rates for the nights to come. */
    DayFigures complete(DayFigures day, Tallies.Finished tallies, Learn.Learned learned) {
        Map<String, Rate> rates = rates(day, tallies);
        List<NightStore.FigureDay> rows = new ArrayList<>();
        rates.forEach((name, rate) -> rows.add(new NightStore.FigureDay(night.date(), name, rate.part(), rate.of())));
        store.figures(night.date(), rows);
        List<NightStore.FigureDay> before = store.figures(
                night.day().date().minusDays(USUAL_DAYS).toString(),
                night.day().date().minusDays(1).toString());
        TreeSet<String> nights = new TreeSet<>();
        before.forEach(row -> nights.add(row.night()));
        List<DayFigures.Kpi> kpis = new ArrayList<>();
        rates.forEach((name, rate) -> kpis.add(new DayFigures.Kpi(
                name, rate, yesterday(before, name, nights.isEmpty() ? "" : nights.last()), usual(before, name))));
        List<Suggestion> ranked = learned.suggestions().stream()
                .sorted(Comparator.comparingDouble((Suggestion one) -> -worth(one))
                        .thenComparing(Suggestion::id))
                .toList();
        return day.with(new DayFigures.Learning(
                night.days(),
                tallies.minedOneIn(),
                kpis,
                todo(ranked, learned.effects()),
                ranked,
                learned.effects(),
                learned.backtested(),
                learned.differing(),
                learned.newWords(),
                findings(day, ranked)));
    }

    private static Map<String, Rate> rates(DayFigures day, Tallies.Finished tallies) {
        Map<String, Rate> rates = new TreeMap<>();
        DayFigures.Automation automation = day.automation();
        rates.put("automation", Rate.of(automation.automated(), automation.bot()));
        rates.put("escalation", Rate.of(automation.escalated(), automation.bot()));
        rates.put("unanswered", Rate.of(automation.missed(), automation.bot()));
        long good = marks(tallies, 4) + marks(tallies, 5);
        long all = good + marks(tallies, 1) + marks(tallies, 2) + marks(tallies, 3);
        rates.put("satisfaction", Rate.of(good, all));
        long said = sum(tallies, "said");
        rates.put("unhappy", Rate.of(Math.min(said, sum(tallies, "unhappy")), said));
        long handed = sum(tallies, "queue");
        rates.put("re-escalation", Rate.of(Math.min(handed, sum(tallies, "back")), handed));
        long results = day.volumes().sendResults().stream()
                .mapToLong(DayFigures.Count::count)
                .sum();
        rates.put("sent", Rate.of(count(day.volumes().sendResults(), "accepted"), results));
        List<Long> claims = new ArrayList<>();
        tallies.seconds().forEach((key, list) -> {
            if (key.startsWith("claim|")) {
                claims.addAll(list);
            }
        });
        rates.put(
                "claimed-in-5-min",
                Rate.of(claims.stream().filter(seconds -> seconds <= 300).count(), claims.size()));
        return rates;
    }

    private static long marks(Tallies.Finished tallies, int mark) {
        return tallies.of("mark", Integer.toString(mark)).count();
    }

    private static long sum(Tallies.Finished tallies, String word) {
        return tallies.all(word).values().stream()
                .mapToLong(Tallies.Tally::count)
                .sum();
    }

    private static long count(List<DayFigures.Count> counts, String word) {
        return counts.stream()
                .filter(count -> count.word().equals(word))
                .mapToLong(DayFigures.Count::count)
                .sum();
    }

    private static @Nullable Double yesterday(List<NightStore.FigureDay> before, String name, String last) {
        return before.stream()
                .filter(row -> row.night().equals(last) && row.name().equals(name) && row.whole() > 0)
                .findFirst()
                .map(row -> share(row.part(), row.whole()))
                .orElse(null);
    }

    private static @Nullable Double usual(List<NightStore.FigureDay> before, String name) {
        long part = 0;
        long whole = 0;
        for (NightStore.FigureDay row : before) {
            if (row.name().equals(name)) {
                part += row.part();
                whole += row.whole();
            }
        }
        return whole == 0 ? null : share(part, whole);
    }

    private static double share(long part, long whole) {
        return Math.round(10_000.0 * part / whole) / 10_000.0;
    }

    /** Hand-overs that would be spared, then messages that would be answered, less what would be wrong. */
    private static double worth(Suggestion one) {
        Suggestion.Backtest tested = one.backtest();
        double kind = one.kind() == Kind.COACHING || one.kind() == Kind.RETIRE ? 0.01 : 1;
        double base = one.evidence().contacts() + one.evidence().escalated();
        return kind
                * (tested == null ? base : 2.0 * tested.avoided() + tested.gained() - 3.0 * tested.wrong() + base / 4);
    }

    private static List<String> todo(List<Suggestion> ranked, List<Suggestion> effects) {
        List<String> todo = new ArrayList<>();
        for (Suggestion one : effects) {
            Suggestion.Effect effect = one.effect();
            if (effect != null
                    && (effect.verdict().equals("revert") || effect.verdict().equals("worse"))) {
                todo.add("revert|" + one.id() + "|" + one.title() + "|" + effect.verdict());
            }
        }
        for (Suggestion one : ranked) {
            if (todo.size() < TASKS_MAX && one.kind() != Kind.COACHING) {
                todo.add(one.kind().word() + "|" + one.id() + "|" + one.title() + "|"
                        + String.format(Locale.ROOT, "%d", one.evidence().contacts()));
            }
        }
        return todo.stream().limit(TASKS_MAX).toList();
    }

    private static List<DayFigures.Count> findings(DayFigures day, List<Suggestion> suggestions) {
        List<DayFigures.Count> findings = new ArrayList<>();
        finding(findings, "quarantined", day.soundness().quarantined());
        finding(findings, "undecided", day.soundness().undecided());
        finding(findings, "erased", day.soundness().erased());
        finding(
                findings,
                "content-versions",
                Math.max(0, day.soundness().versions().size() - 1));
        finding(
                findings,
                "personal-data",
                suggestions.stream()
                        .filter(one -> one.risks().contains("personal-data"))
                        .count());
        finding(
                findings,
                "contradictions",
                suggestions.stream()
                        .flatMap(one -> one.clashes().stream())
                        .filter(clash -> clash.how().equals("contradiction"))
                        .count());
        return findings;
    }

    private static void finding(List<DayFigures.Count> findings, String name, long count) {
        if (count > 0) {
            findings.add(new DayFigures.Count(name, count));
        }
    }
}
