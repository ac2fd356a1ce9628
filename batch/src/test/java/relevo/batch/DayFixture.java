package relevo.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import relevo.dialog.Address;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Explanation;
import relevo.dialog.Input;
import relevo.dialog.Json;
import relevo.dialog.Outgoing;
import relevo.dialog.Owner;
import relevo.dialog.Reason;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.Log;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;
import relevo.matcher.Candidate;

/** Writes days of conversations into a log, as the gateway does. */
final class DayFixture {
    static final BusinessDay DAY = new BusinessDay(LocalDate.of(2026, 11, 20), ZoneId.of("Europe/Madrid"));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Outgoing> SAID = List.of(new Outgoing.Text("…"));

    private final Log log;

    DayFixture(Log log) {
        this.log = log;
    }

    static Tag contact(int n) {
        return new Tag(0x5eed0000_00000000L + n, n + 1L);
    }

    /** Milliseconds of a time of day on {@link #DAY}. */
    static long at(int hour, int minute) {
        return DAY.date().atTime(hour, minute).atZone(DAY.zone()).toInstant().toEpochMilli();
    }

    /** A message and what was decided about it. */
    void ask(int contact, long atMs, String text, Decision... decisions) {
        decide(contact, atMs, message(contact, atMs), new Input.Text("wamid." + atMs, "Ana", text), decisions);
    }

    /** A message nothing has been decided about. */
    long message(int contact, long atMs) {
        byte[] raw = "{\"number\":\"1\",\"input\":{}}".getBytes(StandardCharsets.UTF_8);
        return log.append(new Entry(
                EntryType.RECEIVED, atMs, new Section(SectionKind.MESSAGE, contact(contact), Tag.NONE, 0, raw)));
    }

    void decide(int contact, long atMs, long cause, Input input, Decision... decisions) {
        append(contact, atMs, cause, Json.encode(decided(contact, atMs, cause, input, decisions)));
    }

    /** A message that is kept for a moment, since the customer may go on writing; {@code soFar} is all that is kept. */
    void hold(int contact, long atMs, String text, String soFar) throws IOException {
        long cause = message(contact, atMs);
        Input input = new Input.Text("wamid." + atMs, "Ana", text);
        ObjectNode tree = (ObjectNode)
                JSON.readTree(Json.encode(decided(contact, atMs, cause, input, new Decision.Silent("burst"))));
        tree.withObjectProperty("memory")
                .withObjectProperty("burst")
                .put("text", soFar)
                .put("sinceMs", atMs);
        append(contact, atMs, cause, JSON.writeValueAsBytes(tree));
    }

    private void append(int contact, long atMs, long cause, byte[] decided) {
        log.append(new Entry(
                EntryType.DECIDED,
                atMs,
                new Section(SectionKind.DECISION, contact(contact), Tag.NONE, cause, decided)));
    }

    private static Decided decided(int contact, long atMs, long cause, Input input, Decision... decisions) {
        boolean escalated = List.of(decisions).stream().anyMatch(Decision.Escalate.class::isInstance);
        Explanation explanation = new Explanation(
                "es",
                List.of(new Candidate("envio-plazo", 0.4, Map.of("bm25", 1.5))),
                0.6,
                0.1,
                1,
                List.of(),
                Map.of());
        return new Decided(
                cause,
                0,
                atMs,
                "900000000000001",
                new Address("ES." + contact, null),
                input,
                List.of(decisions),
                explanation,
                escalated ? Owner.QUEUED : Owner.BOT,
                1,
                "retail-7f3a");
    }

    void status(int contact, long atMs, String status) {
        byte[] payload = ("{\"number\":\"1\",\"raw\":{\"statuses\":[{\"id\":\"wamid.x\",\"status\":\"" + status
                        + "\"}]}}")
                .getBytes(StandardCharsets.UTF_8);
        log.append(new Entry(
                EntryType.RECEIVED, atMs, new Section(SectionKind.STATUS, contact(contact), Tag.NONE, 0, payload)));
    }

    void append(EntryType type, SectionKind kind, int contact, long atMs, String payload) {
        log.append(new Entry(
                type,
                atMs,
                new Section(kind, contact(contact), Tag.NONE, 0, payload.getBytes(StandardCharsets.UTF_8))));
    }

    static Decision answer(String faq) {
        return new Decision.Answer(faq, SAID);
    }

    static Decision fallback() {
        return new Decision.Fallback(SAID);
    }

    static Decision menu() {
        return new Decision.Menu(SAID);
    }

    static Decision silent() {
        return new Decision.Silent("queued");
    }

    static Decision escalate(String queue, String priority, Reason... reasons) {
        return new Decision.Escalate(
                new Decision.Handover(
                        List.of(reasons), queue, 2, priority, Map.of(), List.of(), List.of(), List.of(), null, null),
                SAID);
    }

    /** A busy day around {@link #DAY}, drawn by lot: the same seed, the same entries. */
    void busy(int messages, long seed) {
        Random random = new Random(seed);
        List<String> unknown = List.of(
                "¿Tienen servicio de arreglos a domicilio?",
                "tienen servicio de arreglos a domicilio",
                "¿puedo pagar con criptomonedas?",
                "puedo pagar con cripto monedas",
                "¿Hacen descuento a estudiantes? mi correo es ana.perez@ejemplo.com",
                "hacen descuento a estudiantes",
                "necesito el pedido 48213377 antes del lunes <urgente>",
                "necesito el pedido 99120044 antes del lunes",
                "¿se puede visitar el almacén?",
                "qual o tamanho da caixa?");
        List<String> faqs = List.of("horarios", "envio-plazo", "devoluciones", "pago-formas", "factura", "garantia");
        List<Reason> reasons = List.of(
                Reason.EXPLICIT_REQUEST,
                Reason.EXPLICIT_REQUEST,
                Reason.EXPLICIT_REQUEST,
                Reason.NEGATIVE_SENTIMENT,
                Reason.SENSITIVE_TOPIC,
                Reason.COMPLAINT,
                Reason.SHOUTING,
                Reason.CHURN_RISK);
        List<String> queues = List.of("general", "facturacion", "soporte", "reclamos", "ventas");
        long from = DAY.fromMs() - 3 * 3_600_000L;
        long spanMs = 30 * 3_600_000L;
        for (int i = 0; i < messages; i++) {
            long atMs = from + spanMs * i / messages;
            double sun = 1 - Math.abs(DAY.hour(atMs) - 14.5) / 12.0;
            if (random.nextDouble() > sun) {
                continue;
            }
            int contact = random.nextInt(Math.max(1, messages / 3));
            int lot = random.nextInt(100);
            if (lot < 62) {
                ask(contact, atMs, "…", answer(faqs.get(Math.min(random.nextInt(6), random.nextInt(6)))));
            } else if (lot < 74) {
                ask(contact, atMs, unknown.get(random.nextInt(unknown.size())), fallback());
            } else if (lot < 84) {
                ask(contact, atMs, "hola", menu());
            } else if (lot < 87) {
                String text = unknown.get(random.nextInt(unknown.size()));
                ask(contact, atMs, text, escalate("general", "normal", Reason.FAILED_ATTEMPTS));
            } else if (lot < 95) {
                Reason reason = reasons.get(random.nextInt(reasons.size()));
                String priority =
                        reason == Reason.SENSITIVE_TOPIC ? "urgent" : random.nextInt(4) == 0 ? "high" : "normal";
                ask(contact, atMs, "…", escalate(queues.get(random.nextInt(5)), priority, reason));
            } else {
                ask(contact, atMs, "…", silent());
            }
            append(EntryType.SEND_INTENT, SectionKind.SEND, contact, atMs, "{}");
            append(EntryType.SEND_RESULT, SectionKind.RESULT, contact, atMs + 90, "{\"outcome\":\"accepted\"}");
            status(contact, atMs + 200, "sent");
            status(contact, atMs + 900, random.nextInt(50) == 0 ? "failed" : "delivered");
            status(contact, atMs + 5_000, "read");
        }
    }
}
