package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.journal.Tag;
import relevo.matcher.FaqMatcher;
import relevo.matcher.MatcherConfig;
import relevo.review.Kind;
import relevo.review.Suggestion;

final class AdviceTest {
    private static final Pack RETAIL = PackLoader.load(Path.of("../config/packs/retail"));

    private final Sessionizer sessionizer = new Sessionizer(DayFixture.DAY, Map.of("1", "retail"), 1_000);
    private int contacts;

    @Test
    void shouldProposeTheRowThatSendsConversationsWhereAgentsPassThemOnTo() {
        for (int i = 0; i < 14; i++) {
            handedOver("general", "", "garantia", "transfer:soporte");
        }
        for (int i = 0; i < 12; i++) {
            handedOver("general", "", "horarios", "reply");
        }

        Suggestion route = only(advice().routes(sessionizer.tallies()), Kind.ROUTE);

        assertEquals(
                new Suggestion.Routing("faq", "garantia", "general", "soporte"),
                route.proposal().routing());
        assertTrue(route.changesFiles());
        assertTrue(route.proposal().advice().contains("14 de 26 conversaciones"), route.toString());
        assertTrue(route.proposal().advice().contains("se pasaron 14 de 14 (precisión 100 %"), route.toString());
        assertTrue(route.proposal().advice().contains("el 100 % de las pasadas"), route.toString());
        assertEquals(14, route.evidence().contacts());
    }

    @Test
    void shouldLeaveARouteToPeopleWhenNothingTellsApartWhatIsPassedOn() {
        for (int i = 0; i < 14; i++) {
            handedOver("general", "", "garantia", "transfer:soporte");
            handedOver("general", "", "garantia", "reply");
        }

        Suggestion route = only(advice().routes(sessionizer.tallies()), Kind.ROUTE);

        assertNull(route.proposal().routing());
        assertFalse(route.changesFiles());
        assertTrue(route.proposal().advice().contains("28 conversaciones"), route.toString());
    }

    @Test
    void shouldProposeThatATopicNobodyHadToAnswerNoLongerDecidesAlone() {
        for (int i = 0; i < 18; i++) {
            handedOver("senior", "critical:fraude", "", "resolve");
        }
        for (int i = 0; i < 2; i++) {
            handedOver("senior", "critical:fraude", "", "reply");
        }

        Suggestion trigger = only(advice().triggers(sessionizer.tallies()), Kind.TRIGGER);

        assertEquals(
                new Suggestion.Tuning("topics.fraude.weight", 1, 0.5),
                trigger.proposal().tuning());
        assertTrue(trigger.proposal().advice().contains("Precisión 10 %"), trigger.toString());
    }

    @Test
    void shouldOnlyAdviseOnATriggerThatIsNoTopic() {
        for (int i = 0; i < 18; i++) {
            handedOver("general", "shouting", "", "resolve");
        }

        Suggestion trigger = only(advice().triggers(sessionizer.tallies()), Kind.TRIGGER);

        assertFalse(trigger.changesFiles());
        assertTrue(trigger.proposal().advice().contains("Revise sus frases"), trigger.toString());
    }

    @Test
    void shouldTellTheTeamOfAQueueWhyItIsCalled() {
        for (int i = 0; i < 6; i++) {
            handedOver("general", "", "horarios", "reply");
        }

        Suggestion note = only(advice().coaching(sessionizer.tallies()), Kind.COACHING);

        assertTrue(note.proposal().advice().contains("Cola «general»: 6 derivaciones"), note.toString());
        assertTrue(note.proposal().advice().contains("(6)"), note.toString());
    }

    @Test
    void shouldRetireWhatNobodyAskedForInFourWeeks() {
        List<NightStore.AnswerDay> days = new ArrayList<>();
        for (int day = 1; day <= 28; day++) {
            String night = String.format("2026-10-%02d", day);
            RETAIL.faq().stream()
                    .filter(entry -> !entry.id().equals("resenas"))
                    .forEach(entry -> days.add(new NightStore.AnswerDay(night, "retail", entry.id(), 3, 2, 0, 0)));
        }

        Suggestion retire = only(advice().retired(days), Kind.RETIRE);

        assertEquals("resenas", retire.proposal().faq());
        assertEquals(List.of(), advice().retired(days.subList(0, days.size() / 2)), "two weeks are too short");
    }

    /** A visit of a new contact: handed over, taken, and this done. */
    private void handedOver(String queue, String sign, String nearest, String act) {
        Tag contact = new Tag(1, ++contacts);
        long atMs = DayFixture.at(9, 0) + contacts * 1_000L;
        String reason = sign.isEmpty() ? "explicit-request" : "critical";
        add(contact, atMs, "customer", "", List.of("escalate"), List.of(reason), sign, queue, nearest);
        add(contact, atMs + 60_000, "agent", "claim", List.of("silent"), List.of(), "", "", "");
        add(contact, atMs + 120_000, "agent", act, List.of("silent"), List.of(), "", "", "");
    }

    private void add(
            Tag contact,
            long atMs,
            String by,
            String act,
            List<String> said,
            List<String> reasons,
            String sign,
            String queue,
            String nearest) {
        int confidence = nearest.isEmpty() ? 0 : 600;
        sessionizer.add(new Fact.Decision(
                contact, atMs, "1", "es", by, act, said, reasons, sign, queue, "normal", "v", nearest, confidence, ""));
    }

    private static Advice advice() {
        FaqMatcher matcher = FaqMatcher.build(RETAIL.faq().subList(0, 5), MatcherConfig.defaults());
        Span span = new Span(DayFixture.DAY, 7);
        return new Advice(RETAIL, new Proposals(RETAIL, matcher, span, Map.of(), Set.of()), Set.of());
    }

    private static Suggestion only(List<Suggestion> suggestions, Kind kind) {
        assertEquals(1, suggestions.size(), suggestions.toString());
        assertEquals(kind, suggestions.getFirst().kind());
        return suggestions.getFirst();
    }
}
