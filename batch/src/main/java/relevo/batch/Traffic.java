package relevo.batch;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Address;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.DialogEngine;
import relevo.dialog.Input;
import relevo.dialog.Json;
import relevo.dialog.Owner;
import relevo.dialog.Pack;
import relevo.journal.Entry;
import relevo.journal.EntryType;
import relevo.journal.Log;
import relevo.journal.Section;
import relevo.journal.SectionKind;
import relevo.journal.Tag;
import relevo.matcher.FaqEntry;

/**
 * Days of conversations with a pack, drawn by lot: the same seed, the same journal. Customers ask what the pack knows, and
 * what it does not ({@link Planted}); the real decision core answers; who is not served asks for a person, and agents
 * reply in words of their own, personal data and all. For tests, scale runs and the demo month. One thread.
 */
final class Traffic {
    private static final String[] NAMES = {
        "Lucía Fernández",
        "Mateo Rojas",
        "Camila Torres",
        "Andrés Molina",
        "Valentina Castro",
        "Diego Herrera",
        "Sofía Navarro",
        "Julián Peña",
        "Mariana Ortiz",
        "Tomás Aguirre"
    };
    private static final String[] BEFORE = {
        "", "", "", "hola, ", "buenas, ", "buenos días, ", "una pregunta, ", "disculpa, ", "oye "
    };
    private static final String[] AFTER = {"", "", "", " por favor", " gracias", " porfa", " urgente", " hoy"};
    private static final long DAY_BEGINS_MS = 8 * 3_600_000L;
    private static final long DAY_LASTS_MS = 10 * 3_600_000L;

    private final Log log;
    private final String number;
    private final ZoneId zone;
    private final Random random;
    private final List<String> known = new ArrayList<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private DialogEngine engine;
    private int contacts;
    private long order;
    private long messages;

    /**
     * A topic the pack does not know.
     *
     * @param openings ways to ask
     * @param replies what agents say; {@code {nombre}}, {@code {pedido}} and {@code {correo}} are filled in
     * @param perDay conversations on the first day
     * @param growth more of them each day, as a share of the day before
     */
    record Planted(List<String> openings, List<String> replies, double perDay, double growth) {}

    /** The next thing a customer, an agent or a timer does. */
    private record Due(long atMs, long order, Visit visit, String what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** One customer's visit. */
    private static final class Visit {
        final Tag contact;
        final Address address;
        final String name;
        final @Nullable Planted planted;
        Conversation state;
        String opening;
        int asked;

        Visit(Tag contact, Address address, String name, @Nullable Planted planted, String opening, String lang) {
            this.contact = contact;
            this.address = address;
            this.name = name;
            this.planted = planted;
            this.opening = opening;
            this.state = Conversation.fresh(lang);
        }
    }

    /** @param log that is written to */
    Traffic(Pack pack, DialogEngine engine, Log log, String number, ZoneId zone, long seed) {
        this.engine = engine;
        this.log = log;
        this.number = number;
        this.zone = zone;
        this.random = new Random(seed);
        Map<String, FaqEntry> entries = pack.faqByLang().getOrDefault(pack.defaultLang(), Map.of());
        for (FaqEntry entry : entries.values()) {
            known.add(entry.question());
            known.addAll(entry.phrasings());
        }
    }

    /** Content that decides from the next day on. */
    void use(DialogEngine next) {
        engine = next;
    }

    long messages() {
        return messages;
    }

    /**
     * Writes a day.
     *
     * @param usual conversations about what the pack knows
     * @param nth day since the first, for growth
     */
    void day(LocalDate date, int usual, List<Planted> planted, int nth) {
        long begins = new BusinessDay(date, zone).fromMs() + DAY_BEGINS_MS;
        for (int i = 0; i < usual; i++) {
            begin(begins, null, known.get(random.nextInt(known.size())));
        }
        for (Planted topic : planted) {
            long conversations = Math.round(topic.perDay() * Math.pow(1 + topic.growth(), nth));
            for (int i = 0; i < conversations; i++) {
                begin(
                        begins,
                        topic,
                        topic.openings().get(random.nextInt(topic.openings().size())));
            }
        }
        for (Due next = due.poll(); next != null; next = due.poll()) {
            happen(next);
        }
    }

    private void begin(long begins, @Nullable Planted planted, String opening) {
        int contact = contacts++;
        Visit visit = new Visit(
                new Tag(0x0de50000_00000000L ^ Long.rotateLeft(contact * 0x9E3779B97F4A7C15L, 17), contact + 1L),
                new Address("CO." + (1_000_000 + contact), null),
                NAMES[random.nextInt(NAMES.length)],
                planted,
                filled(BEFORE[random.nextInt(BEFORE.length)] + opening + AFTER[random.nextInt(AFTER.length)], contact),
                "es");
        add(begins + (long) (random.nextDouble() * DAY_LASTS_MS), visit, "ask");
    }

    private String filled(String text, int contact) {
        return text.replace("{nombre}", NAMES[Math.floorMod(contact, NAMES.length)])
                .replace("{pedido}", Integer.toString(4_810_000 + contact))
                .replace("{correo}", "cliente" + contact + "@ejemplo.com");
    }

    private void add(long atMs, Visit visit, String what) {
        due.add(new Due(atMs, order++, visit, what));
    }

    private void happen(Due now) {
        Visit visit = now.visit();
        switch (now.what()) {
            case "ask" -> says(now, visit, visit.opening);
            case "person" -> says(now, visit, "quiero hablar con una persona");
            case "five" -> says(now, visit, random.nextInt(5) == 0 ? "2" : "5");
            case "timer" -> {
                Input.Timer timer = visit.state.timerDue(now.atMs());
                if (timer != null) {
                    decide(now, visit, EntryType.TIMER, SectionKind.TIMER, timer);
                }
            }
            case "claim" -> agent(now, visit, "claim", null);
            case "reply" -> agent(now, visit, "reply", reply(visit));
            case "resolve" -> agent(now, visit, "resolve", null);
            default -> throw new IllegalStateException(now.what());
        }
    }

    private String reply(Visit visit) {
        Planted planted = visit.planted;
        String text = planted == null
                ? "Hola {nombre}, ya lo reviso y te confirmo enseguida."
                : planted.replies().get(random.nextInt(planted.replies().size()));
        return filled(text, (int) visit.contact.lo() - 1).replace("{agente}", "Marta");
    }

    private void says(Due now, Visit visit, String text) {
        messages++;
        decide(
                now,
                visit,
                EntryType.RECEIVED,
                SectionKind.MESSAGE,
                new Input.Text("wamid." + visit.contact + "." + visit.asked++, visit.name, text));
    }

    private void agent(Due now, Visit visit, String act, @Nullable String text) {
        decide(now, visit, EntryType.ACTION, SectionKind.ACTION, new Input.Agent(act, "Marta", text, null));
    }

    private void decide(Due now, Visit visit, EntryType type, SectionKind kind, Input input) {
        byte[] payload = ("{\"number\":\"" + number + "\",\"input\":"
                        + new String(Json.encode(input), StandardCharsets.UTF_8) + "}")
                .getBytes(StandardCharsets.UTF_8);
        long sequence = log.append(new Entry(type, now.atMs(), new Section(kind, visit.contact, Tag.NONE, 0, payload)));
        Decided decided = engine.decide(visit.state, sequence, 0, now.atMs(), number, visit.address, input);
        log.append(new Entry(
                EntryType.DECIDED,
                now.atMs(),
                new Section(SectionKind.DECISION, visit.contact, Tag.NONE, sequence, Json.encode(decided))));
        visit.state = visit.state.replay(decided);
        goOn(now, visit, decided);
    }

    /** What the decision makes people do. */
    private void goOn(Due now, Visit visit, Decided decided) {
        long atMs = now.atMs();
        long timerAtMs = visit.state.nextTimerAtMs();
        if (timerAtMs - atMs < 10_000) {
            add(timerAtMs, visit, "timer");
            return;
        }
        if (decided.input() instanceof Input.Agent agent) {
            switch (agent.act()) {
                case "claim" -> add(atMs + later(60), visit, "reply");
                case "reply" -> add(atMs + later(120), visit, "resolve");
                default -> {
                    if (visit.state.owner() == Owner.SURVEY && random.nextInt(10) < 4) {
                        add(atMs + later(30), visit, "five");
                    }
                }
            }
            return;
        }
        for (Decision decision : decided.decisions()) {
            if (decision instanceof Decision.Escalate) {
                add(atMs + later(240), visit, "claim");
            } else if ((decision instanceof Decision.Fallback || decision instanceof Decision.Clarify)
                    && visit.asked < 4) {
                add(atMs + later(20), visit, "person");
            }
        }
    }

    /** A time around this many seconds. */
    private long later(int seconds) {
        return 1_000L * (seconds / 2 + random.nextInt(seconds));
    }
}
