package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class BusinessDayTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final long HOUR_MS = 3_600_000;

    @Test
    void shouldHave23HoursWhenClocksGoForward() {
        BusinessDay day = new BusinessDay(LocalDate.of(2026, 3, 29), MADRID);
        assertEquals(23 * HOUR_MS, day.untilMs() - day.fromMs());
        assertEquals(1, day.hour(day.fromMs() + HOUR_MS));
        assertEquals(3, day.hour(day.fromMs() + 2 * HOUR_MS));
    }

    @Test
    void shouldHave25HoursWhenClocksGoBack() {
        BusinessDay day = new BusinessDay(LocalDate.of(2026, 10, 25), MADRID);
        assertEquals(25 * HOUR_MS, day.untilMs() - day.fromMs());
        assertEquals(2, day.hour(day.fromMs() + 2 * HOUR_MS));
        assertEquals(2, day.hour(day.fromMs() + 3 * HOUR_MS));
        assertEquals(23, day.hour(day.untilMs() - 1));
    }

    @Test
    void shouldHoldItsFirstMillisecondAndNotThatOfTheNextDay() {
        BusinessDay day = new BusinessDay(LocalDate.of(2026, 11, 20), MADRID);
        assertTrue(day.contains(day.fromMs()));
        assertFalse(day.contains(day.fromMs() - 1));
        assertTrue(day.contains(day.untilMs() - 1));
        assertFalse(day.contains(day.untilMs()));
    }
}
