package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relevo.journal.Tag;

final class SessionizerTest {
    private static final Tag ANA = new Tag(1, 1);

    private final Sessionizer sessionizer = new Sessionizer(DayFixture.DAY, Map.of("1", "retail"), 1_000);

    @Test
    void shouldPutTogetherWhatWasHeldWithWhatCameOfIt() {
        add("customer", "", List.of("silent"), "", 0, "hacen arreglos", 0);
        add("quiet", "", List.of("fallback"), "", 0, "", 1);
        add("customer", "", List.of("escalate"), "", 0, "quiero una persona", 2);
        add("agent", "claim", List.of("silent"), "", 0, "", 3);
        add("agent", "reply", List.of("silent"), "", 0, "Sí, en la tienda", 4);
        Session session = sessionizer.sessions().getFirst();
        assertEquals(
                List.of("hacen arreglos", "Sí, en la tienda"),
                session.lines().stream().map(Session.Line::text).toList(),
                "asking for a person is no question");
        assertEquals("ventas", session.queue());
        assertEquals(List.of(60L), sessionizer.tallies().times("claim", "retail", "ventas"));
    }

    @Test
    void shouldCountAnAnswerAfterWhichAPersonIsWanted() {
        add("customer", "", List.of("answer:horarios"), "horarios", 900, "", 0);
        add("customer", "", List.of("escalate"), "", 0, "quiero una persona", 5);
        add("customer", "", List.of("answer:horarios"), "horarios", 900, "", 50);
        add("customer", "", List.of("escalate"), "", 0, "quiero una persona", 100);
        Tallies.Finished tallies = sessionizer.tallies();
        assertEquals(2, tallies.of("said", "retail", "horarios").count());
        assertEquals(1, tallies.of("person", "retail", "es", "horarios").count(), "the second came too late");
        assertEquals(1, tallies.of("unhappy", "retail", "horarios").count());
        assertEquals(1, tallies.of("handed", "retail", "horarios").count());
        assertEquals(1, tallies.of("back", "retail", "ventas").count());
    }

    @Test
    void shouldBeginANewVisitAfterTwelveHours() {
        add("customer", "", List.of("fallback"), "", 0, "uno", -13 * 60);
        add("customer", "", List.of("fallback"), "", 0, "dos", 0);
        assertEquals(2, sessionizer.sessions().size());
    }

    @Test
    void shouldKeepAllVisitsOfASampleOfTheContactsWhereTheyAreTooMany() {
        List<Fact.Decision> facts = new ArrayList<>();
        for (int visit = 0; visit < 2; visit++) {
            for (int contact = 0; contact < 1_000; contact++) {
                facts.add(unanswered(new Tag(0, contact), visit * 13 * 60));
            }
        }
        Sessionizer all = sessionized(facts, 2_000);
        Sessionizer some = sessionized(facts, 500);
        assertEquals(2_000, all.sessions().size());
        assertEquals(0, all.halvings());
        List<Session> kept = some.sessions();
        assertTrue(kept.size() <= 500 && kept.size() >= 200, kept.size() + " visits kept");
        assertEquals(
                all.sessions().stream()
                        .filter(session -> Sessionizer.isKept(session.contact(), some.halvings()))
                        .toList(),
                kept,
                "which, the contacts alone decide");
        assertTrue(
                all.sessions().stream()
                                .filter(session -> Sessionizer.isKept(session.contact(), some.halvings() - 1))
                                .count()
                        > 500,
                "no fewer than must be");
    }

    private static Sessionizer sessionized(List<Fact.Decision> facts, int visitsMax) {
        Sessionizer sessionizer = new Sessionizer(DayFixture.DAY, Map.of("1", "retail"), visitsMax);
        facts.forEach(sessionizer::add);
        return sessionizer;
    }

    private static Fact.Decision unanswered(Tag contact, int minute) {
        return new Fact.Decision(
                contact,
                DayFixture.at(1, 0) + minute * 60_000L,
                "1",
                "es",
                "customer",
                "",
                List.of("fallback"),
                List.of(),
                "",
                "",
                "",
                "v",
                "",
                0,
                "hacen arreglos");
    }

    private void add(
            String by, String act, List<String> said, String nearest, int confidence, String text, int minute) {
        boolean escalated = said.contains("escalate");
        sessionizer.add(new Fact.Decision(
                ANA,
                DayFixture.at(15, 0) + minute * 60_000L,
                "1",
                "es",
                by,
                act,
                said,
                escalated ? List.of("explicit-request") : List.of(),
                "",
                escalated ? "ventas" : "",
                escalated ? "normal" : "",
                "v",
                nearest,
                confidence,
                text));
    }
}
