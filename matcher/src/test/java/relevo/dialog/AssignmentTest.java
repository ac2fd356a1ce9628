package relevo.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import relevo.dialog.Assignment.Assigned;
import relevo.dialog.Assignment.OnDuty;
import relevo.dialog.Assignment.Waiting;

class AssignmentTest {
    private static final List<Waiting> WAITING = List.of(
            new Waiting("c1", "soporte", "normal", 100),
            new Waiting("c2", "soporte", "normal", 50),
            new Waiting("c3", "soporte", "urgent", 200),
            new Waiting("c4", "vip", "high", 10),
            new Waiting("c5", "soporte", "high", 300));

    @Test
    void shouldServeTheUrgentThenTheOldestWithinSkillsAndRoom() {
        List<OnDuty> agents =
                List.of(new OnDuty("ana", Set.of("soporte"), 3, 1), new OnDuty("luis", Set.of("soporte", "vip"), 2, 1));
        assertEquals(
                List.of(new Assigned("c3", "ana"), new Assigned("c4", "luis"), new Assigned("c5", "ana")),
                Assignment.of(WAITING, agents));
    }

    @Test
    void shouldLeaveWaitingWhomNobodyServes() {
        assertEquals(List.of(), Assignment.of(WAITING, List.of(new OnDuty("ana", Set.of("ventas"), 9, 0))));
        assertEquals(List.of(), Assignment.of(WAITING, List.of(new OnDuty("ana", Set.of("soporte"), 2, 2))));
    }

    @Test
    void shouldEstimateAnHonestRange() {
        assertNull(WaitEstimate.of(3, 0, 0, 300));
        assertEquals(new Wait(0, 120), WaitEstimate.of(0, 4, 1, 300));
        // four departures of 300 s at two agents: mean 600, deviation 300
        assertEquals(new Wait(300, 1_200), WaitEstimate.of(3, 2, 0, 300));
        assertThrows(IllegalArgumentException.class, () -> WaitEstimate.of(-1, 2, 0, 300));
        Wait before = new Wait(0, 0);
        for (int ahead = 0; ahead < 50; ahead++) {
            Wait wait = WaitEstimate.of(ahead, 3, 0, 240);
            assertTrue(wait != null && wait.toSeconds() >= before.toSeconds(), "ahead " + ahead + " " + wait);
            before = wait;
        }
    }
}
