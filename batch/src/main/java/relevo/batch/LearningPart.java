package relevo.batch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.review.Kind;
import relevo.review.Rate;
import relevo.review.Suggestion;

/** The part of the report about what the night learned: figures beside those of before, what to do, what became of it. */
final class LearningPart {
    private static final int SHOWN_MAX = 20;

    private static final Map<String, Label> FIGURES = Map.of(
            "automation", new Label("Automatización", "Automation"),
            "escalation", new Label("Derivadas a una persona", "Handed to a person"),
            "unanswered", new Label("Sin respuesta", "Unanswered"),
            "satisfaction", new Label("Satisfacción (4 y 5 de 5)", "Satisfaction (4 and 5 of 5)"),
            "unhappy", new Label("Insatisfechos tras la respuesta", "Unhappy after the answer"),
            "re-escalation", new Label("Derivadas otra vez", "Handed over again"),
            "sent", new Label("Envíos aceptados", "Sends accepted"),
            "claimed-in-5-min", new Label("Atendidas en 5 minutos", "Taken within 5 minutes"));

    private static final Map<String, Label> MEANING = Map.of(
            "automation",
                    new Label(
                            "de las conversaciones en las que el bot dijo algo",
                            "of conversations in which the bot said anything"),
            "escalation",
                    new Label(
                            "de las conversaciones en las que el bot dijo algo",
                            "of conversations in which the bot said anything"),
            "unanswered",
                    new Label(
                            "de las conversaciones en las que el bot dijo algo",
                            "of conversations in which the bot said anything"),
            "satisfaction", new Label("de las encuestas contestadas ese día", "of the surveys answered that day"),
            "unhappy",
                    new Label(
                            "de las respuestas dadas: en media hora se repitió la pregunta o se pidió una persona",
                            "of answers given: within half an hour the question was repeated or a person asked for"),
            "re-escalation",
                    new Label(
                            "de las derivaciones de los últimos días: segunda vez en la misma visita",
                            "of hand-overs of the last days: the second within one visit"),
            "sent", new Label("de los envíos con resultado", "of sends with an outcome"),
            "claimed-in-5-min",
                    new Label("de las derivaciones que alguien tomó ese día", "of hand-overs somebody took that day"));

    private static final Map<String, Label> KINDS = Map.of(
            "new-answer", new Label("Respuesta nueva", "New answer"),
            "phrasings", new Label("Más formas de preguntar", "More ways to ask"),
            "improve-answer", new Label("Mejorar la respuesta", "Improve the answer"),
            "guide-then-offer", new Label("Guiar y ofrecer una persona", "Guide, then offer a person"),
            "trigger", new Label("Revisar el disparador", "Review the trigger"),
            "threshold", new Label("Cambiar el umbral", "Change the threshold"),
            "route", new Label("Cambiar la ruta", "Change the route"),
            "retire", new Label("Retirar la respuesta", "Retire the answer"),
            "coaching", new Label("Notas para el equipo", "Notes for the team"),
            "revert", new Label("Retirar lo publicado", "Take back what was published"));

    private static final Map<String, Label> VERDICTS = Map.of(
            "early", new Label("pronto para decirlo", "too early to say"),
            "as-expected", new Label("como se esperaba", "as expected"),
            "better", new Label("mejor de lo previsto", "better than predicted"),
            "worse", new Label("peor de lo previsto", "worse than predicted"),
            "revert", new Label("conviene retirarla", "should be taken back"));

    private static final Map<String, Label> FINDINGS = Map.of(
            "quarantined", new Label("Entradas que no se entendieron", "Items that could not be understood"),
            "undecided", new Label("Mensajes sin decisión", "Messages without a decision"),
            "erased", new Label("Contenidos ilegibles por borrado", "Payloads unreadable after an erasure"),
            "content-versions",
                    new Label("Cambios de contenido durante el día", "Changes of the content during the day"),
            "personal-data",
                    new Label(
                            "Sugerencias con huecos de datos personales por revisar",
                            "Suggestions with gaps of personal data to check"),
            "contradictions",
                    new Label("Respuestas que dicen otra cosa que las vigentes", "Answers that contradict live ones"));

    private final Html page;
    private final DayFigures figures;
    private final DayFigures.Learning learning;

    LearningPart(Html page, DayFigures figures, DayFigures.Learning learning) {
        this.page = page;
        this.figures = figures;
        this.learning = learning;
    }

    void write() {
        todo();
        kpis();
        suggestions();
        effects();
        page.raw("<div class=\"columns\">\n");
        cost();
        findings();
        page.raw("</div>\n");
    }

    private void todo() {
        if (learning.todo().isEmpty()) {
            return;
        }
        page.raw("<section>\n").heading("Qué hacer hoy", "What to do today").raw("<ol class=\"todo\">\n");
        for (String item : learning.todo()) {
            String[] part = item.split("\\|", -1);
            page.raw("<li><b>")
                    .say(KINDS.getOrDefault(part[0], Label.same(part[0])))
                    .raw("</b>: ")
                    .text(part[2])
                    .raw(" <span class=\"share\">");
            if (part[0].equals("revert")) {
                page.say(VERDICTS.getOrDefault(part[3], Label.same(part[3])));
            } else {
                page.say(part[3] + " clientes", part[3] + " customers");
            }
            page.raw(" · ").text(part[1]).raw("</span></li>\n");
        }
        page.raw("</ol>\n</section>\n");
    }

    private void kpis() {
        page.raw("<section>\n").heading("Indicadores", "Key figures");
        page.raw("<table class=\"kpis\"><thead><tr><th></th><th class=\"n\">")
                .say("Hoy", "Today")
                .raw("</th><th class=\"n\">")
                .say("Intervalo 95 %", "95% interval")
                .raw("</th><th class=\"bar\"></th><th class=\"n\">")
                .say("Ayer", "Yesterday")
                .raw("</th><th class=\"n\">")
                .say("28 noches", "28 nights")
                .raw("</th></tr></thead><tbody>\n");
        for (DayFigures.Kpi kpi : learning.kpis()) {
            Rate rate = kpi.rate();
            page.raw("<tr><th scope=\"row\">")
                    .say(FIGURES.getOrDefault(kpi.name(), Label.same(kpi.name())))
                    .raw("<small>")
                    .say(MEANING.getOrDefault(kpi.name(), Label.same("")))
                    .raw("</small></th><td class=\"n\">")
                    .say(Html.percent(rate.part(), rate.of()))
                    .raw("<small>")
                    .text(Html.number(rate.part()) + " / " + Html.number(rate.of()))
                    .raw("</small></td><td class=\"n\">");
            if (rate.of() > 0) {
                page.text(percent(rate.low()) + "–" + percent(rate.high()));
                page.raw("</td><td class=\"bar\">").raw(interval(rate));
            } else {
                page.raw("</td><td class=\"bar\">");
            }
            page.raw("</td><td class=\"n\">")
                    .text(compared(rate, kpi.yesterday()))
                    .raw("</td><td class=\"n\">")
                    .text(compared(rate, kpi.usual()))
                    .raw("</td></tr>\n");
        }
        page.raw("</tbody></table>\n</section>\n");
    }

    private void suggestions() {
        page.raw("<section>\n").heading("Sugerencias de esta noche", "Suggestions of this night");
        page.note(
                "Se probaron con " + Html.number(learning.backtested()) + " decisiones de los últimos "
                        + learning.days() + " días; " + Html.number(learning.differing())
                        + " habrían sido otras con todas a la vez.",
                "Tried on " + Html.number(learning.backtested()) + " decisions of the last " + learning.days()
                        + " days; " + Html.number(learning.differing())
                        + " would have come out otherwise with all of them.");
        if (learning.suggestions().isEmpty()) {
            page.note("Ninguna.", "None.").raw("</section>\n");
            return;
        }
        page.raw("<table class=\"kpis\"><thead><tr><th></th><th>")
                .say("Clientes", "Customers")
                .raw("</th><th>")
                .say("Ganadas", "Gained")
                .raw("</th><th>")
                .say("Derivaciones evitadas", "Hand-overs avoided")
                .raw("</th><th>")
                .say("Erróneas", "Wrong")
                .raw("</th></tr></thead><tbody>\n");
        List<Suggestion> shown =
                learning.suggestions().stream().limit(SHOWN_MAX).toList();
        for (Suggestion one : shown) {
            Suggestion.Backtest tested = one.backtest();
            page.raw("<tr><th scope=\"row\">")
                    .text(one.title())
                    .raw("<small>")
                    .say(KINDS.getOrDefault(
                            one.kind().word(), Label.same(one.kind().word())))
                    .raw(" · ")
                    .text(one.pack() + " · " + one.lang())
                    .raw("</small>");
            if (one.kind() == Kind.COACHING || !one.proposal().advice().isEmpty()) {
                page.raw("<small>").text(one.proposal().advice()).raw("</small>");
            }
            page.raw("</th>");
            number(one.evidence().contacts());
            if (tested == null) {
                page.raw("<td></td><td></td><td></td>");
            } else {
                number(tested.gained());
                number(tested.avoided());
                number(tested.wrong());
            }
            page.raw("</tr>\n");
        }
        page.raw("</tbody></table>\n");
        if (learning.minedOneIn() > 1) {
            page.note(
                    "Los temas se buscaron en las visitas de un cliente de cada " + learning.minedOneIn()
                            + ": hubo más de las que caben. Sus clientes y mensajes son los de esa muestra.",
                    "Topics were looked for in the visits of one customer in " + learning.minedOneIn()
                            + ": there were more than fit. Their customers and messages are those of this sample.");
        }
        if (!learning.newWords().isEmpty()) {
            page.note(
                    "Palabras nuevas: " + String.join(", ", learning.newWords()),
                    "New words: " + String.join(", ", learning.newWords()));
        }
        page.raw("</section>\n");
    }

    private void number(long value) {
        page.raw("<td class=\"n\">").text(Html.number(value)).raw("</td>");
    }

    private void effects() {
        if (learning.effects().isEmpty()) {
            return;
        }
        page.raw("<section>\n").heading("Efecto de lo publicado", "Effect of what was published");
        page.raw("<table class=\"kpis\"><thead><tr><th></th><th>")
                .say("Mensajes del tema con respuesta", "The topic's messages answered")
                .raw("</th><th>")
                .say("Previsto", "Predicted")
                .raw("</th><th>")
                .say("Derivaciones al día", "Hand-overs a day")
                .raw("</th><th></th></tr></thead><tbody>\n");
        for (Suggestion one : learning.effects()) {
            Suggestion.Effect effect = one.effect();
            page.raw("<tr><th scope=\"row\">").text(one.title()).raw("</th>");
            if (effect == null) {
                page.raw("<td colspan=\"4\">")
                        .say("aún sin un día completo", "no whole day yet")
                        .raw("</td>");
            } else {
                Rate expected = effect.expected();
                page.raw("<td class=\"n\">")
                        .text(percent(effect.share().value()))
                        .raw("<small>")
                        .text(Html.number(effect.answered()) + " / " + Html.number(effect.nearest()))
                        .raw("</small></td><td class=\"n\">")
                        .text(expected == null ? "–" : percent(expected.low()) + "–" + percent(expected.high()))
                        .raw("</td><td class=\"n\">")
                        .text(decimal(effect.escalatedBefore()) + " → " + decimal(effect.escalatedAfter()))
                        .raw("</td><td>")
                        .say(VERDICTS.getOrDefault(effect.verdict(), Label.same(effect.verdict())))
                        .raw("</td>");
            }
            page.raw("</tr>\n");
        }
        page.raw("</tbody></table>\n</section>\n");
    }

    private void cost() {
        page.raw("<section>\n").heading("Coste", "Cost");
        page.raw("<h3>").say("Mensajes de pago enviados", "Paid messages sent").raw("</h3>\n");
        Charts.bars(page, figures.volumes().paid(), "all");
        page.raw("</section>\n");
    }

    private void findings() {
        page.raw("<section>\n").heading("Revisión y privacidad", "Audit and privacy");
        if (learning.findings().isEmpty()) {
            page.note("Nada que señalar.", "Nothing to point out.");
        } else {
            page.raw("<table class=\"facts\"><tbody>\n");
            for (DayFigures.Count finding : learning.findings()) {
                page.raw("<tr><th scope=\"row\">")
                        .say(FINDINGS.getOrDefault(finding.word(), Label.same(finding.word())))
                        .raw("</th>");
                number(finding.count());
                page.raw("</tr>\n");
            }
            page.raw("</tbody></table>\n");
        }
        page.raw("</section>\n");
    }

    private static String interval(Rate rate) {
        return String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"all\""
                    + " x=\"%.1f\" y=\"3\" width=\"%.1f\" height=\"4\"/><rect class=\"escalated\" x=\"%.1f\" y=\"0\""
                    + " width=\"1\" height=\"10\"/></svg>",
                100 * rate.low(),
                Math.max(0.5, 100 * (rate.high() - rate.low())),
                Math.min(99, 100 * rate.value()));
    }

    private static String compared(Rate now, @Nullable Double before) {
        if (before == null) {
            return "–";
        }
        double change = 100 * (now.value() - before);
        String arrow = now.of() == 0 || Math.abs(change) < 0.05 ? "" : change > 0 ? " ↑" : " ↓";
        return percent(before) + arrow;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share).replace('.', ',');
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replace('.', ',');
    }
}
