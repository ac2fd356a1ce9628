package relevo.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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
    /** Of the conversations with a sign, at least, so many are passed on (lower end): else the row would do more harm. */
    private static final double ROUTED_FROM = 0.6;

    /** What a topic that decided alone weighs from then on: half of what calls a person. */
    private static final double QUIETER = 0.5;

    private static final Map<String, String> ABOUT =
            Map.of("faq", "la pregunta", "reason", "el motivo", "topic", "el tema");

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
                Suggestion.Tuning quieter = quieter(part[1]);
                String text = String.format(
                        Locale.ROOT,
                        "El disparador «%s» llamó a una persona %d veces; en %d nadie tuvo que contestar. Precisión %d"
                                + " %% (%d–%d %%), cobertura %d %% de las derivaciones atendidas. %s",
                        part[1],
                        fired.count(),
                        needless.count(),
                        percent(precision.value()),
                        percent(precision.low()),
                        percent(precision.high()),
                        percent(recall.value()),
                        quieter == null
                                ? "Revise sus frases en triggers.yaml."
                                : "Publicarla hace que deje de decidir solo y sume " + QUIETER + " a la puntuación.");
                add(advice, Kind.TRIGGER, part[1], part[1], needless, Suggestion.Proposal.of(text, quieter, null));
            }
        });
        return advice;
    }

    /** A topic of the pack that decides alone would only add up; null for a sign that is no topic. */
    private Suggestion.@Nullable Tuning quieter(String sign) {
        String name = sign.substring(sign.indexOf(':') + 1);
        boolean topic = pack.triggers().topics().stream()
                .anyMatch(one -> one.hard()
                        && one.name().equals(name)
                        && sign.startsWith(one.feature().word()));
        return topic ? new Suggestion.Tuning("topics." + name + ".weight", 1, QUIETER) : null;
    }

    /** Queues from which agents pass conversations on, with the row that would send them there at once. */
    List<Suggestion> routes(Tallies.Finished tallies) {
        List<Suggestion> advice = new ArrayList<>();
        tallies.all("transfer").forEach((key, moved) -> {
            String[] part = key.split("\\|", -1);
            Tallies.Tally from =
                    part[0].equals(pack.name()) ? tallies.of("queue", part[0], part[1]) : Tallies.Tally.NONE;
            long whole = Math.max(from.count(), moved.count());
            if (from.count() == 0
                    || moved.contacts() < Proposals.CONTACTS_MIN
                    || Rate.of(moved.count(), whole).low() < TRANSFERRED_FROM) {
                return;
            }
            Told told = told(tallies, part[1], part[2], moved.count());
            String text = String.format(
                    Locale.ROOT,
                    "Los agentes pasaron %d de %d conversaciones de la cola «%s» a «%s» (%d %%). %s",
                    moved.count(),
                    whole,
                    part[1],
                    part[2],
                    percent(moved.count() / (double) whole),
                    told == null ? "Nada las distingue de las demás: mire los ejemplos." : told.text());
            add(
                    advice,
                    Kind.ROUTE,
                    part[1] + "-" + part[2],
                    part[1] + " → " + part[2],
                    moved,
                    Suggestion.Proposal.of(text, null, told == null ? null : told.routing()));
        });
        return advice;
    }

    /** What tells conversations that are passed on from those that stay. */
    private record Told(Suggestion.Routing routing, Rate precision, Rate recall) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "De las que llegan con %s «%s» se pasaron %d de %d (precisión %d %%, %d–%d %%), y son el %d %% de"
                        + " las pasadas. Publicarla añade una fila a routes.yaml que las lleva allí desde el principio"
                        + " (las de clientes VIP siguen igual).",
                    ABOUT.getOrDefault(routing.when(), routing.when()),
                    routing.is(),
                    precision.part(),
                    precision.of(),
                    percent(precision.value()),
                    percent(precision.low()),
                    percent(precision.high()),
                    percent(recall.value()));
        }
    }

    /** The sign that is surest, if one is sure enough; of equal ones that of more conversations. */
    private @Nullable Told told(Tallies.Finished tallies, String from, String to, long moved) {
        Told best = null;
        String prefix = pack.name() + "|" + from + "|" + to + "|";
        for (Map.Entry<String, Tallies.Tally> one : tallies.all("moved").entrySet()) {
            if (!one.getKey().startsWith(prefix) || one.getValue().contacts() < Proposals.CONTACTS_MIN) {
                continue;
            }
            String[] sign = one.getKey().substring(prefix.length()).split(":", 2);
            long part = one.getValue().count();
            long of = tallies.of("about", pack.name(), from, sign[0] + ":" + sign[1])
                    .count();
            Rate precision = Rate.of(part, Math.max(of, part));
            boolean better = best == null
                    || precision.low() > best.precision().low()
                    || precision.low() == best.precision().low()
                            && part > best.precision().part();
            if (precision.low() >= ROUTED_FROM && better) {
                best = new Told(
                        new Suggestion.Routing(sign[0], sign[1], from, to),
                        precision,
                        Rate.of(Math.min(part, moved), moved));
            }
        }
        return best;
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
            add(advice, Kind.COACHING, part[1], part[1], handed, Suggestion.Proposal.of(text, null, null));
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
                        Suggestion.Proposal.of(
                                entry.id(),
                                entry.question(),
                                null,
                                "Nadie preguntó por ella en " + nights.size() + " noches."),
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
                        Suggestion.Proposal.of(text, new Suggestion.Tuning("answer-at", now, at / 100.0), null),
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
            Tallies.Tally tally,
            Suggestion.Proposal proposal) {
        String id = Proposals.slug(kind.word() + "-" + pack.name() + "-" + key, 80);
        if (!settled.contains(id)) {
            int contacts = (int) tally.contacts();
            advice.add(proposals.suggestion(
                    id,
                    kind,
                    pack.defaultLang(),
                    title,
                    proposal,
                    new Suggestion.Evidence(
                            contacts, contacts, (int) tally.count(), 0, null, "steady", contacts, tally.texts()),
                    List.of()));
        }
    }

    private static long percent(double share) {
        return Math.round(100 * share);
    }
}
