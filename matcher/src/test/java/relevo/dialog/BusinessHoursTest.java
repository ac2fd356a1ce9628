package relevo.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class BusinessHoursTest {
    private static final BusinessHours HOURS = BusinessHours.of(YamlNode.parse("pack.yaml", """
        time-zone: America/Sao_Paulo
        hours:
          monday: [9:00-12:00, 14:00-18:00]
          friday: 9:00-24:00
        holidays: [2026-12-25]
        """));

    @Test
    void shouldKnowSpansNightsAndHolidays() {
        assertTrue(HOURS.isOpen(at("2026-11-23T09:00:00-03:00[America/Sao_Paulo]")));
        assertFalse(HOURS.isOpen(at("2026-11-23T08:59:59-03:00[America/Sao_Paulo]")));
        assertFalse(HOURS.isOpen(at("2026-11-23T12:00:00-03:00[America/Sao_Paulo]")));
        assertTrue(HOURS.isOpen(at("2026-11-27T23:59:30-03:00[America/Sao_Paulo]")));
        assertFalse(HOURS.isOpen(at("2026-11-28T00:00:00-03:00[America/Sao_Paulo]")));
        assertFalse(HOURS.isOpen(at("2026-12-25T10:00:00-03:00[America/Sao_Paulo]")));
        assertTrue(HOURS.isOpen(at("2026-11-23T07:30:00-05:00[America/Bogota]")));
    }

    @Test
    void shouldFindTheNextOpening() {
        assertEquals("2026-11-23T14:00", opening("2026-11-23T12:30:00-03:00[America/Sao_Paulo]"));
        assertEquals("2026-11-27T09:00", opening("2026-11-23T18:00:00-03:00[America/Sao_Paulo]"));
        assertEquals("2026-12-28T09:00", opening("2026-12-22T10:00:00-03:00[America/Sao_Paulo]"));
        assertEquals("2026-11-23T14:00", opening("2026-11-23T09:00:00-03:00[America/Sao_Paulo]"));
    }

    @Test
    void shouldSayWhenThereIsNoOpening() {
        BusinessHours never = new BusinessHours(HOURS.zone(), java.util.Map.of(), java.util.Set.of());
        assertNull(never.nextOpening(at("2026-11-23T09:00:00-03:00[America/Sao_Paulo]")));
    }

    private static long at(String time) {
        return ZonedDateTime.parse(time).toInstant().toEpochMilli();
    }

    private static String opening(String after) {
        ZonedDateTime opening = HOURS.nextOpening(at(after));
        return opening == null ? "none" : opening.toLocalDateTime().toString();
    }
}
