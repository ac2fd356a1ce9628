package relevo.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import relevo.dialog.Pack;
import relevo.matcher.FaqEntry;
import relevo.review.Kind;
import relevo.review.Rate;
import relevo.review.Suggestion;

/**
 * Suggestions about what surrounds the answers: triggers, thresholds, routes, answers nobody asks for, and notes for the
 * people of a queue. Stateless but for what it is made with; one thread.
 */
final class Advice {
    private static final int RETIRE_NIGHTS = 28;
    private static final int JUDGED_MIN = 20;
    private static final double PRECISION_MIN = 0.8;
    private static final double NEEDLESS_FROM = 0.5;
    private static final double TRANSFERRED_FROM = 0.2;

    private final Pack pack;
    private final Proposals proposals;
    private final Set<String> settled;

    Advice(Pack pack, Proposals proposals, Set<String> settled) {
        this.pack = pack;
        this.proposals = proposals;
        this.settled = settled;
    }

    /** Triggers that call a person whom nobody then needs: precision and recall against what agents did. */
    List<Suggestion> triggers(Tallies.Finished tallies) {
        List<Suggestion> advice = new ArrayList<>();
        long all = tallies.all("queue").entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(pack.name() + "|"))
                .mapToLong(entry -> entry.getValue().count())
                .sum();
        tallies.all("sign").forEach((key, fired) -> {
            String[] part = key.split("\\|", -1);
            Tallies.Tally needless = tallies.of("needless", part[0], part[1]);
            if (part[0].equals(pack.name())
                    && needless.contacts() >= Proposals.CONTACTS_MIN
                    && Rate.of(needless.count(), Math.max(fired.count(), needless.count()))
                                    .low()
                            > NEEDLESS_FROM) {
                Rate precision = Rate.of(Math.max(0, fired.count() - needless.count()), fired.count());
                Rate recall = Rate.of(
                        Math.max(0, fired.count() - needless.count()), Math.max(1, Math.max(all, fired.count())));
                String text = String.format(
                        Locale.ROOT,
                        "El disparador «%s» llamó a una persona %d veces; en %d nadie tuvo que contestar. Precisión %d"
                                + " %% (%d–%d %%), cobertura %d %% de las derivaciones atendidas. Revise sus frases en"
                                + " triggers.yaml o bájele el peso.",
                        part[1],
                        fired.count(),
                        needless.count(),
                        percent(precision.value()),
                        percent(precision.low()),
                        percent(precision.high()),
                        percent(recall.value()));
                add(advice, Kind.TRIGGER, part[1], part[1], text, needless, needless.contacts());
            }
        });
        return advice;
    }

    /** Queues from which agents pass conversations on. */
    List<Suggestion> routes(Tallies.Finished tallies) {
        List<Suggestion> advice = new ArrayList<>();
        tallies.all("transfer").forEach((key, moved) -> {
            String[] part = key.split("\\|", -1);
            Tallies.Tally from =
                    part[0].equals(pack.name()) ? tallies.of("queue", part[0], part[1]) : Tallies.Tally.NONE;
            long whole = Math.max(from.count(), moved.count());
            if (from.count() > 0
                    && moved.contacts() >= Proposals.CONTACTS_MIN
                    && Rate.of(moved.count(), whole).low() >= TRANSFERRED_FROM) {
                String text = String.format(
                        Locale.ROOT,
                        "Los agentes pasaron %d de %d conversaciones de la cola «%s» a «%s» (%d %%). Añada a"
                                + " routes.yaml una fila que las lleve allí desde el principio.",
                        moved.count(),
                        whole,
                        part[1],
                        part[2],
                        percent(moved.count() / (double) whole));
                add(
                        advice,
                        Kind.ROUTE,
                        part[1] + "-" + part[2],
                        part[1] + " → " + part[2],
                        text,
                        moved,
                        moved.contacts());
            }
        });
        return advice;
    }

    /** What the people of a queue should know: why they are called, how it begins. Counts only, and redacted texts. */
    List<Suggestion> coaching(Tallies.Finished tallies) {
        List<Suggestion> advice = new ArrayList<>();
        tallies.all("queue").forEach((key, handed) -> {
            String[] part = key.split("\\|", -1);
            if (!part[0].equals(pack.name()) || handed.contacts() < Proposals.CONTACTS_MIN) {
                return;
            }
            Map<String, Long> reasons = new TreeMap<>();
            tallies.all("reason").forEach((reason, count) -> {
                String prefix = key + "|";
                if (reason.startsWith(prefix) && count.contacts() >= Proposals.CONTACTS_MIN) {
                    reasons.put(reason.substring(prefix.length()), count.count());
                }
            });
            StringBuilder why = new StringBuilder();
            reasons.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(3)
                    .forEach(entry -> why.append(why.isEmpty() ? "" : ", ")
                            .append(Label.of(entry.getKey()).es().toLowerCase(Locale.ROOT))
                            .append(" (")
                            .append(entry.getValue())
                            .append(')'));
            long back = tallies.of("back", part[0], part[1]).count();
            List<Long> claims = tallies.times("claim", part[0], part[1]);
            String text = String.format(
                    Locale.ROOT,
                    "Cola «%s»: %d derivaciones. Motivos: %s. %d volvieron a derivarse en la misma visita. Primera"
                            + " atención del día: %s (mediana).",
                    part[1],
                    handed.count(),
                    why.isEmpty() ? "varios" : why,
                    back,
                    claims.isEmpty() ? "sin datos" : claims.get(claims.size() / 2) + " s");
            add(advice, Kind.COACHING, part[1], part[1], text, handed, handed.contacts());
        });
        return advice;
    }

    /** Answers nobody came near to in four weeks. */
    List<Suggestion> retired(List<NightStore.AnswerDay> days) {
        Set<String> nights = new TreeSet<>();
        Set<String> asked = new TreeSet<>();
        for (NightStore.AnswerDay day : days) {
            nights.add(day.night());
            if (day.pack().equals(pack.name())) {
                asked.add(day.faq());
            }
        }
        List<Suggestion> advice = new ArrayList<>();
        if (nights.size() < RETIRE_NIGHTS) {
            return advice;
        }
        for (FaqEntry entry :
                pack.faqByLang().getOrDefault(pack.defaultLang(), Map.of()).values()) {
            String id = Proposals.slug(Kind.RETIRE.word() + "-" + pack.name() + "-" + entry.id(), 80);
            boolean named = pack.topFaqs().contains(entry.id())
                    || pack.menu().stream().anyMatch(item -> entry.id().equals(item.target()))
                    || pack.flows().values().stream()
                            .anyMatch(flow -> flow.faqs().contains(entry.id()));
            if (!asked.contains(entry.id()) && !named && !settled.contains(id)) {
                advice.add(proposals.suggestion(
                        id,
                        Kind.RETIRE,
                        entry.lang(),
                        entry.question(),
                        new Suggestion.Proposal(
                                entry.id(),
                                entry.question(),
                                List.of(),
                                null,
                                List.of(),
                                "Nadie preguntó por ella en " + nights.size() + " noches.",
                                null),
                        new Suggestion.Evidence(0, 0, 0, 0, null, "declining", 0, List.of()),
                        List.of()));
            }
        }
        return advice;
    }

    /** The lowest threshold at which what would have been answered would have been right. */
    List<Suggestion> thresholds(Replay.Outcome outcome, long contacts) {
        long right = 0;
        long wrong = 0;
        long gained = 0;
        Suggestion best = null;
        double now = pack.thresholds().answerAt();
        for (int at : Replay.LOWER) {
            Judgement.Score score = outcome.of(pack.name(), "below|" + at);
            right += score.right;
            wrong += score.wrong;
            gained += score.gained;
            Rate precision = Rate.of(right, right + wrong);
            if (at / 100.0 < now && right + wrong >= JUDGED_MIN && precision.low() >= PRECISION_MIN) {
                String text = String.format(
                        Locale.ROOT,
                        "Con answer-at %.2f se habrían contestado %d mensajes más; de %d en los que se sabe qué dijo"
                                + " después una persona, %d eran correctos (%d–%d %%).",
                        at / 100.0,
                        gained,
                        right + wrong,
                        right,
                        percent(precision.low()),
                        percent(precision.high()));
                best = proposals.suggestion(
                        Proposals.slug("threshold-" + pack.name() + "-answer-at", 80),
                        Kind.THRESHOLD,
                        pack.defaultLang(),
                        "answer-at " + now + " → " + at / 100.0,
                        new Suggestion.Proposal(
                                "",
                                "",
                                List.of(),
                                null,
                                List.of(),
                                text,
                                new Suggestion.Tuning("answer-at", now, at / 100.0)),
                        new Suggestion.Evidence(
                                (int) contacts, (int) gained, (int) gained, 0, null, "steady", 0, List.of()),
                        List.of());
            }
        }
        return best == null || settled.contains(best.id()) ? List.of() : List.of(best);
    }

    private void add(
            List<Suggestion> advice,
            Kind kind,
            String key,
            String title,
            String text,
            Tallies.Tally tally,
            long escalated) {
        String id = Proposals.slug(kind.word() + "-" + pack.name() + "-" + key, 80);
        if (!settled.contains(id)) {
            advice.add(proposals.suggestion(
                    id,
                    kind,
                    pack.defaultLang(),
                    title,
                    new Suggestion.Proposal("", "", List.of(), null, List.of(), text, null),
                    new Suggestion.Evidence(
                            (int) tally.contacts(),
                            (int) tally.contacts(),
                            (int) tally.count(),
                            0,
                            null,
                            "steady",
                            (int) escalated,
                            tally.texts()),
                    List.of()));
        }
    }

    private static long percent(double share) {
        return Math.round(100 * share);
    }
}
