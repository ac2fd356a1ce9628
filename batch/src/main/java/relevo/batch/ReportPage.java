package relevo.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The report of a night as one HTML file that needs nothing else: Spanish, English at a switch, printable, no script. A
 * pure function of its figures.
 */
final class ReportPage {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    private static final int FAQS_SHOWN = 25;

    private final DayFigures figures;
    private final Html page = new Html();

    ReportPage(DayFigures figures) {
        this.figures = figures;
    }

    String html() {
        head();
        keyFigures();
        if (figures.learning() != null) {
            new LearningPart(page, figures, figures.learning()).write();
        }
        page.raw("<div class=\"columns\">\n");
        outcome();
        hours();
        page.raw("</div>\n");
        unanswered();
        page.raw("<div class=\"columns\">\n");
        escalations();
        answers();
        page.raw("</div>\n<div class=\"columns\">\n");
        traffic();
        soundness();
        page.raw("</div>\n");
        definitions();
        page.raw("</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private void head() {
        LocalDate date = LocalDate.parse(figures.date());
        Label day = new Label(longDate(date, Locale.of("es", "ES")), longDate(date, Locale.UK));
        page.raw("<!doctype html>\n<html lang=\"es\">\n<head>\n<meta charset=\"utf-8\">\n<title>Relevo · ")
                .text(figures.date())
                .raw("</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n<style>\n")
                .raw(styleSheet())
                .raw("</style>\n</head>\n<body>\n")
                .raw("<input type=\"radio\" name=\"lang\" id=\"es\" checked><input type=\"radio\" name=\"lang\""
                        + " id=\"en\">\n")
                .raw("<header><div><p class=\"brand\">Relevo</p><h1>")
                .say("Informe de la noche", "Nightly report")
                .raw("</h1><p class=\"day\">")
                .say(day)
                .raw(" <small>")
                .text(figures.zone())
                .raw("</small></p></div>\n<nav aria-label=\"Idioma / Language\"><label for=\"es\">Español</label>")
                .raw("<label for=\"en\">English</label></nav></header>\n<main>\n");
        if (figures.partial()) {
            page.raw("<p class=\"warning\">")
                    .say(
                            "Día incompleto: cuando se leyó el diario, el día aún no había terminado.",
                            "Incomplete day: it was not over when the journal was read.")
                    .raw("</p>\n");
        }
    }

    private void keyFigures() {
        DayFigures.Automation automation = figures.automation();
        page.raw("<section class=\"cards\">\n");
        card(
                "Mensajes recibidos",
                "Messages received",
                Label.same(Html.number(figures.volumes().messages())),
                null);
        card(
                "Conversaciones",
                "Conversations",
                Label.same(Html.number(figures.volumes().conversations())),
                null);
        card(
                "Automatización",
                "Automation",
                Html.percent(automation.automated(), automation.bot()),
                new Label(
                        Html.number(automation.automated()) + " de " + Html.number(automation.bot()),
                        Html.number(automation.automated()) + " of " + Html.number(automation.bot())));
        card(
                "Derivadas a una persona",
                "Handed to a person",
                Html.percent(automation.escalated(), automation.bot()),
                new Label(
                        Html.number(automation.escalated()) + " de " + Html.number(automation.bot()),
                        Html.number(automation.escalated()) + " of " + Html.number(automation.bot())));
        card(
                "Mensajes sin respuesta",
                "Unanswered messages",
                Label.same(Html.number(figures.unanswered().total())),
                null);
        page.raw("</section>\n");
    }

    private void card(String es, String en, Label value, @Nullable Label below) {
        page.raw("<div class=\"card\"><h3>")
                .say(es, en)
                .raw("</h3><p class=\"big\">")
                .say(value)
                .raw("</p>");
        if (below != null) {
            page.raw("<p class=\"below\">").say(below).raw("</p>");
        }
        page.raw("</div>\n");
    }

    private void outcome() {
        DayFigures.Automation automation = figures.automation();
        page.raw("<section>\n").heading("Cómo acabaron las conversaciones", "How conversations ended");
        Charts.stack(
                page,
                List.of(
                        new Charts.Part(new Label("Automatizadas", "Automated"), automation.automated(), "automated"),
                        new Charts.Part(
                                new Label("Derivadas a una persona", "Handed to a person"),
                                automation.escalated(),
                                "escalated"),
                        new Charts.Part(
                                new Label("Tomadas por una persona", "Taken over by a person"),
                                automation.taken(),
                                "taken"),
                        new Charts.Part(new Label("Sin respuesta", "Unanswered"), automation.missed(), "missed"),
                        new Charts.Part(
                                new Label("Solo saludo o menú", "Greeting or menu only"),
                                automation.greeted(),
                                "greeted")),
                new Label("Cómo acabaron las conversaciones", "How conversations ended"));
        page.note(
                "Conversaciones en las que el bot no dijo nada porque las llevaba una persona: "
                        + Html.number(automation.aside()) + ". No cuentan en las tasas.",
                "Conversations in which the bot said nothing because a person had them: "
                        + Html.number(automation.aside()) + ". They are in no rate.");
        page.raw("</section>\n");
    }

    private void hours() {
        page.raw("<section>\n").heading("Por hora", "By the hour");
        Charts.hours(page, figures.hours(), new Label("Mensajes por hora", "Messages by the hour"));
        page.raw("</section>\n");
    }

    private void unanswered() {
        DayFigures.Unanswered unanswered = figures.unanswered();
        page.raw("<section>\n").heading("Lo que no supimos responder", "What we could not answer");
        page.note(
                "Mensajes que acabaron en «no entendido», o en una persona por falta de conocimiento. Solo se citan"
                        + " los que escribieron al menos " + unanswered.contactsMin()
                        + " personas, sin correos, teléfonos ni números largos.",
                "Messages that ended in “not understood”, or with a person for lack of knowledge. Only those that at"
                        + " least "
                        + unanswered.contactsMin()
                        + " people wrote are quoted, without addresses, phones or long numbers.");
        if (!unanswered.top().isEmpty()) {
            page.raw("<table class=\"list\"><thead><tr><th class=\"n\">#</th><th>")
                    .say("Pregunta", "Question")
                    .raw("</th><th class=\"n\">")
                    .say("Veces", "Times")
                    .raw("</th><th class=\"n\">")
                    .say("Personas", "People")
                    .raw("</th><th>")
                    .say("Idioma", "Language")
                    .raw("</th><th>")
                    .say("Lo más parecido", "Closest answer")
                    .raw("</th></tr></thead><tbody>\n");
            int place = 0;
            for (DayFigures.Question question : unanswered.top()) {
                page.raw("<tr><td class=\"n\">" + ++place + "</td><td class=\"quote\">")
                        .text(question.text())
                        .raw("</td><td class=\"n\">")
                        .text(Html.number(question.count()))
                        .raw("</td><td class=\"n\">")
                        .text(Html.number(question.contacts()))
                        .raw("</td><td>")
                        .say(Label.of(question.language()))
                        .raw("</td><td><code>")
                        .text(question.nearest().isEmpty() ? "–" : question.nearest())
                        .raw("</code></td></tr>\n");
            }
            page.raw("</tbody></table>\n");
        }
        page.raw("<p>")
                .say(
                        "Otros, escritos por menos personas: " + Html.number(unanswered.others())
                                + ". Más allá de esta lista: " + Html.number(unanswered.more()) + ".",
                        "Others, written by fewer people: " + Html.number(unanswered.others()) + ". Beyond this list: "
                                + Html.number(unanswered.more()) + ".")
                .raw("</p>\n</section>\n");
    }

    private void escalations() {
        DayFigures.Escalations escalations = figures.escalations();
        page.raw("<section>\n").heading("Derivaciones a una persona", "Hand-overs to a person");
        sub("Por motivo", "By reason");
        Charts.bars(page, escalations.byReason(), "escalated");
        sub("Por cola", "By queue");
        Charts.bars(page, escalations.byQueue(), "escalated");
        sub("Por prioridad", "By priority");
        Charts.bars(page, escalations.byPriority(), "escalated");
        sub("Por idioma", "By language");
        Charts.bars(page, escalations.byLanguage(), "escalated");
        page.raw("</section>\n");
    }

    private void answers() {
        page.raw("<section>\n").heading("Respuestas y decisiones", "Answers and decisions");
        sub("Respuestas más dadas", "Answers given most");
        Charts.bars(page, figures.faqs().stream().limit(FAQS_SHOWN).toList(), "automated");
        if (figures.faqs().size() > FAQS_SHOWN) {
            page.note(
                    "Y otras " + (figures.faqs().size() - FAQS_SHOWN) + " respuestas; todas están en el JSON.",
                    "And " + (figures.faqs().size() - FAQS_SHOWN) + " more answers; all are in the JSON.");
        }
        sub("Decisiones", "Decisions");
        Charts.bars(page, figures.decisions(), "all");
        sub("Idioma de los mensajes", "Language of messages");
        Charts.bars(page, figures.languages(), "all");
        page.raw("</section>\n");
    }

    private void traffic() {
        DayFigures.Volumes volumes = figures.volumes();
        page.raw("<section>\n").heading("Envíos y estados", "Sends and statuses");
        sub("Envíos del bot: " + Html.number(volumes.sends()), "Sends of the bot: " + Html.number(volumes.sends()));
        Charts.bars(page, volumes.sendResults(), "all");
        sub("Estados recibidos", "Statuses received");
        Charts.bars(page, volumes.statuses(), "all");
        sub("Otras novedades del canal", "Other updates of the channel");
        Charts.bars(page, volumes.otherUpdates(), "all");
        page.raw("</section>\n");
    }

    private void soundness() {
        DayFigures.Soundness soundness = figures.soundness();
        page.raw("<section>\n").heading("Fiabilidad de los datos", "Soundness of the figures");
        page.raw("<table class=\"facts\"><tbody>\n");
        row("Mensajes aún sin decisión", "Messages without a decision yet", Html.number(soundness.undecided()));
        row("Ilegibles por borrado del contacto", "Unreadable, contact erased", Html.number(soundness.erased()));
        row("En cuarentena", "In quarantine", Html.number(soundness.quarantined()));
        row("Última entrada leída del diario", "Last journal entry read", Html.number(figures.through()));
        page.raw("</tbody></table>\n");
        sub("Decisiones por versión de contenido", "Decisions by version of the content");
        Charts.bars(page, soundness.versions(), "all");
        page.note(
                "Las entregas repetidas del canal no entran en el diario y no se cuentan aquí.",
                "Webhooks delivered again never enter the journal and are not counted here.");
        page.raw("</section>\n");
    }

    private void definitions() {
        page.raw("<section class=\"definitions\">\n").heading("Cómo se cuenta", "How it is counted");
        page.raw("<dl>\n");
        define(
                "Conversación",
                "Un cliente que escribió ese día a un número de la empresa. Se cuenta una vez por número y día.",
                "Conversation",
                "A customer who wrote to a business number on that day. Counted once for each number and day.");
        define(
                "Automatización",
                "Conversaciones con al menos una respuesta o un paso de flujo y en las que no intervino ninguna"
                        + " persona, entre todas aquellas en las que el bot dijo algo.",
                "Automation",
                "Conversations with at least one answer or step of a flow and no person in them, out of all in which"
                        + " the bot said anything.");
        define(
                "Derivadas",
                "Conversaciones que el bot pasó a una persona, con el mismo denominador. En los desgloses cada"
                        + " derivación cuenta una vez, por su motivo principal.",
                "Handed over",
                "Conversations the bot passed to a person, same denominator. In the breakdowns each hand-over counts"
                        + " once, under its strongest reason.");
        define(
                "Sin respuesta",
                "Conversaciones en las que el bot solo dijo que no entendía o repreguntó, y nadie más intervino.",
                "Unanswered",
                "Conversations in which the bot only said it did not understand or asked back, and nobody else came"
                        + " in.");
        page.raw("</dl>\n</section>\n");
    }

    private void define(String es, String meaningEs, String en, String meaningEn) {
        page.raw("<dt>").say(es, en).raw("</dt><dd>").say(meaningEs, meaningEn).raw("</dd>\n");
    }

    private void row(String es, String en, String value) {
        page.raw("<tr><th scope=\"row\">")
                .say(es, en)
                .raw("</th><td class=\"n\">")
                .text(value)
                .raw("</td></tr>\n");
    }

    private void sub(String es, String en) {
        page.raw("<h3>").say(es, en).raw("</h3>\n");
    }

    private static String longDate(LocalDate date, Locale locale) {
        return date.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale));
    }

    private static String styleSheet() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
