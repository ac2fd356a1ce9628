package relevo.gateway.desk;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import relevo.dialog.Decision;
import relevo.dialog.Explanation;
import relevo.dialog.Explanation.Contribution;
import relevo.dialog.Input;
import relevo.dialog.Outgoing;
import relevo.dialog.Outgoing.Option;
import relevo.dialog.Owner;
import relevo.dialog.Reason;
import relevo.matcher.Candidate;

/** A shop's bot by a handful of rules: enough for the page to show every kind of decision. Used by one thread. */
final class FakeBot {
    private static final double THRESHOLD = 1.0;
    private static final double WATCH = 0.6;
    private static final Option PERSON = new Option("person", "Hablar con alguien");
    private static final Map<String, String> ANSWERS = Map.of(
            "horarios", "Atendemos de lunes a sábado de 9:00 a 19:00, y domingos de 10:00 a 14:00.",
            "envios", "Enviamos a todo el país en 2 a 4 días hábiles. Desde $150.000 el envío es gratis.",
            "devoluciones", "Tienes 30 días para devolver un producto sin uso, con su factura.",
            "cambios", "Puedes cambiar talla o color en cualquier tienda durante 30 días.",
            "pagos", "Recibimos tarjetas, PSE, Nequi y efectivo contra entrega.");
    private static final Map<String, String> WORDS = Map.of(
            "horario", "horarios",
            "abren", "horarios",
            "envio", "envios",
            "devol", "devoluciones",
            "pago", "pagos",
            "tarjeta", "pagos");

    private final List<Decision.Turn> transcript = new ArrayList<>();
    private final Map<String, String> slots = new LinkedHashMap<>();
    private final List<String> steps = new ArrayList<>();
    private Owner owner = Owner.BOT;
    private long epoch = 1;
    private int failures;
    private boolean asksOrder;

    record Outcome(List<Decision> decisions, Explanation explanation) {}

    Owner owner() {
        return owner;
    }

    long epoch() {
        return epoch;
    }

    Outcome decide(Input input, long atMs) {
        Outcome outcome = switch (input) {
            case Input.Text text -> heard(text.text(), atMs);
            case Input.Press press -> heard(press.title(), atMs);
            case Input.Media media -> media(media, atMs);
            case Input.Agent agent -> agent(agent, atMs);
            default -> new Outcome(List.of(new Decision.Silent("nothing to say")), Explanation.none("es"));
        };
        outcome.decisions()
                .forEach(decision -> decision.messages()
                        .forEach(message -> transcript.add(new Decision.Turn("bot", atMs, message.body()))));
        return outcome;
    }

    private Outcome heard(String said, long atMs) {
        transcript.add(new Decision.Turn("customer", atMs, said));
        if (owner == Owner.SURVEY) {
            turn(Owner.BOT);
            return of(new Decision.Survey(5, List.of(text("¡Gracias por tu opinión!"))), List.of(), 0, List.of());
        }
        String plain = Normalizer.normalize(said.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        List<Candidate> candidates = candidates(plain);
        double inScope = candidates.isEmpty() ? 0.07 : candidates.getFirst().confidence();
        List<Contribution> score = score(said, plain);
        if (owner != Owner.BOT) {
            return of(new Decision.Silent("a person owns the conversation"), candidates, inScope, score);
        }
        if (plain.matches("(?s).*\\b(agente|asesor|persona|humano|alguien|human)\\b.*")) {
            return escalate(List.of(Reason.EXPLICIT_REQUEST), "general", "normal", candidates, inScope, score);
        }
        if (plain.matches("(?s).*\\b(fraude|robo|estafa)\\b.*")) {
            return escalate(List.of(Reason.CRITICAL), "reclamos", "urgent", candidates, inScope, score);
        }
        if (asksOrder && plain.matches(".*\\d{6,10}.*")) {
            return orderFound(plain.replaceAll("\\D", ""), candidates, score);
        }
        if (plain.contains("pedido")) {
            asksOrder = true;
            return of(
                    new Decision.Flow(
                            "order-status",
                            "ask-number",
                            List.of(new Outgoing.Buttons(
                                    "Claro. ¿Cuál es el número de tu pedido? Está en el correo de la compra.",
                                    List.of(new Option("cancel", "Cancelar"), PERSON)))),
                    candidates,
                    0.91,
                    score);
        }
        if (plain.matches("(?s).*\\b(hola|buenas|menu|hello|hi)\\b.*")) {
            return of(new Decision.Menu(List.of(menu())), candidates, 0.99, score);
        }
        if (plain.contains("cambiar") || plain.contains("cambio")) {
            return of(clarify(), candidates, inScope, score);
        }
        if (!candidates.isEmpty()) {
            failures = 0;
            String id = candidates.getFirst().id();
            String answer = ANSWERS.getOrDefault(id, id);
            return of(new Decision.Answer(id, List.of(text(answer))), candidates, inScope, score);
        }
        failures++;
        score = score(said, plain);
        if (sum(score) >= THRESHOLD) {
            return escalate(
                    List.of(Reason.FAILED_ATTEMPTS, Reason.OUT_OF_KNOWLEDGE),
                    "soporte",
                    "high",
                    candidates,
                    inScope,
                    score);
        }
        Outgoing sorry = new Outgoing.Buttons(
                "Todavía no sé responder eso. ¿Me lo dices de otra forma?",
                List.of(new Option("menu", "Ver el menú"), PERSON));
        return of(new Decision.Fallback(List.of(sorry)), candidates, inScope, score);
    }

    private Outcome orderFound(String number, List<Candidate> candidates, List<Contribution> score) {
        asksOrder = false;
        slots.put("order_number", number);
        steps.add("order-status/ask-number: " + number);
        String found = "El pedido " + number + " salió hoy de la bodega y llega mañana antes de las 18:00.";
        return of(new Decision.Flow("order-status", "tell-status", List.of(text(found))), candidates, 0.94, score);
    }

    private Outcome media(Input.Media media, long atMs) {
        transcript.add(new Decision.Turn("customer", atMs, "[" + media.kind() + "]"));
        if (owner != Owner.BOT) {
            return of(new Decision.Silent("a person owns the conversation"), List.of(), 0, List.of());
        }
        failures++;
        return of(
                new Decision.Fallback(List.of(text("Por ahora solo puedo leer texto. ¿Me lo escribes?"))),
                List.of(),
                0,
                score("", ""));
    }

    private Outcome agent(Input.Agent agent, long atMs) {
        String text = agent.text();
        if (text != null) {
            transcript.add(new Decision.Turn("agent", atMs, text));
        }
        Decision decision = switch (agent.act()) {
            case "claim" -> {
                turn(Owner.HUMAN);
                yield new Decision.Silent("claimed by " + agent.who());
            }
            case "return" -> {
                turn(Owner.BOT);
                failures = 0;
                yield new Decision.Notice("returned", List.of(text("Te sigo ayudando yo. ¿Algo más?")));
            }
            case "resolve" -> {
                turn(Owner.SURVEY);
                failures = 0;
                yield new Decision.Survey(
                        null,
                        List.of(new Outgoing.Buttons(
                                "¿Cómo te atendimos hoy?",
                                List.of(
                                        new Option("csat-5", "Muy bien"),
                                        new Option("csat-3", "Regular"),
                                        new Option("csat-1", "Mal")))));
            }
            default -> new Decision.Silent(agent.act() + " by " + agent.who());
        };
        return new Outcome(List.of(decision), Explanation.none("es"));
    }

    private Outcome escalate(
            List<Reason> reasons,
            String queue,
            String priority,
            List<Candidate> candidates,
            double inScope,
            List<Contribution> score) {
        turn(Owner.QUEUED);
        Decision.Handover handover = new Decision.Handover(
                reasons,
                queue,
                priority.equals("urgent") ? 3 : 2,
                priority,
                Map.copyOf(slots),
                List.copyOf(steps),
                candidates.stream().map(Candidate::id).limit(3).toList(),
                List.copyOf(transcript),
                60,
                240);
        Outgoing message =
                text("Te paso con una persona del equipo: ya tiene toda la conversación. Espera de 1 a 4 min.");
        return of(new Decision.Escalate(handover, List.of(message)), candidates, inScope, score);
    }

    private Outcome of(Decision decision, List<Candidate> candidates, double inScope, List<Contribution> score) {
        return new Outcome(
                List.of(decision),
                new Explanation(
                        "es",
                        candidates,
                        inScope,
                        sum(score),
                        THRESHOLD,
                        score,
                        Map.copyOf(slots),
                        sum(score) >= WATCH));
    }

    private List<Contribution> score(String said, String plain) {
        List<Contribution> all = new ArrayList<>();
        boolean asked = plain.matches("(?s).*\\b(agente|asesor|persona|humano|alguien|human)\\b.*");
        long capitals = said.codePoints().filter(Character::isUpperCase).count();
        long letters = said.codePoints().filter(Character::isLetter).count();
        double shouting = letters >= 8 ? Math.round(100.0 * capitals / letters) / 100.0 : 0;
        double negative = plain.matches("(?s).*\\b(mal|pesimo|horrible|nunca|queja)\\b.*") ? 1 : 0;
        all.add(contribution("explicit-request", asked ? 1 : 0, 2.0, asked));
        all.add(contribution("failed-attempts", failures, 0.45, false));
        all.add(contribution(
                "out-of-knowledge", candidates(plain).isEmpty() && !plain.isEmpty() ? 0.9 : 0, 0.2, false));
        all.add(contribution("negative-sentiment", negative, 0.4, false));
        all.add(contribution("shouting", shouting, 0.3, false));
        return all;
    }

    private static Contribution contribution(String feature, double value, double weight, boolean hard) {
        return new Contribution(feature, value, weight, value * weight, hard);
    }

    private static double sum(List<Contribution> score) {
        return score.stream().mapToDouble(Contribution::contribution).sum();
    }

    private static List<Candidate> candidates(String plain) {
        if (plain.contains("cambi")) {
            return List.of(
                    new Candidate("devoluciones", 0.46, Map.of("bm25", 4.1)),
                    new Candidate("cambios", 0.43, Map.of("bm25", 3.9)));
        }
        List<Candidate> all = new ArrayList<>();
        WORDS.forEach((word, id) -> {
            if (plain.contains(word)
                    && all.stream().noneMatch(known -> known.id().equals(id))) {
                all.add(new Candidate(id, 0.93, Map.of("bm25", 7.2)));
            }
        });
        if (!all.isEmpty()) {
            all.add(new Candidate("pagos", 0.21, Map.of("bm25", 1.6)));
            all.add(new Candidate("cambios", 0.08, Map.of("bm25", 0.6)));
        }
        return all;
    }

    private static Decision clarify() {
        return new Decision.Clarify(
                List.of("devoluciones", "cambios"),
                List.of(new Outgoing.Buttons(
                        "¿Sobre cuál de estos temas preguntas?",
                        List.of(
                                new Option("faq:devoluciones", "Devoluciones"),
                                new Option("faq:cambios", "Cambios de talla"),
                                PERSON))));
    }

    private static Outgoing menu() {
        return new Outgoing.Choices(
                "¡Hola! Soy el asistente automático de la tienda. Escríbeme tu pregunta o elige un tema."
                        + " Cuando quieras puedes hablar con una persona.",
                "Ver opciones",
                List.of(
                        new Option("menu:1", "Horarios"),
                        new Option("menu:2", "Envíos"),
                        new Option("menu:3", "Mi pedido"),
                        new Option("menu:4", "Devoluciones"),
                        new Option("menu:5", "Hablar con una persona")));
    }

    private void turn(Owner next) {
        owner = next;
        epoch++;
    }

    private static Outgoing text(String body) {
        return new Outgoing.Text(body);
    }
}
