package relevo.dialog;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When people are there, in the time zone of the business. The bot answers always; only the way to a person depends on it.
 *
 * @param week the open spans of each day, in order; a day that is missing is closed
 * @param holidays closed whatever the day
 */
public record BusinessHours(ZoneId zone, Map<DayOfWeek, List<Span>> week, Set<LocalDate> holidays) {
    private static final int DAYS_AHEAD_MAX = 60;
    private static final LocalTime LAST = LocalTime.of(23, 59);

    /** From (inclusive) to (exclusive) of one day; 24:00 is written 23:59. */
    public record Span(LocalTime from, LocalTime to) {
        boolean holds(LocalTime time) {
            return !time.isBefore(from) && (time.isBefore(to) || to.equals(LAST));
        }
    }

    public boolean isOpen(long atMs) {
        ZonedDateTime at = at(atMs);
        return spans(at.toLocalDate()).stream().anyMatch(span -> span.holds(at.toLocalTime()));
    }

    /** The next opening after this time; null when none in the next sixty days. */
    public @Nullable ZonedDateTime nextOpening(long atMs) {
        ZonedDateTime at = at(atMs);
        for (int day = 0; day <= DAYS_AHEAD_MAX; day++) {
            LocalDate date = at.toLocalDate().plusDays(day);
            for (Span span : spans(date)) {
                ZonedDateTime opening = date.atTime(span.from()).atZone(zone);
                if (opening.isAfter(at)) {
                    return opening;
                }
            }
        }
        return null;
    }

    /** This time on the business's clock. */
    public ZonedDateTime at(long atMs) {
        return Instant.ofEpochMilli(atMs).atZone(zone);
    }

    private List<Span> spans(LocalDate date) {
        return holidays.contains(date) ? List.of() : week.getOrDefault(date.getDayOfWeek(), List.of());
    }

    /** Reads {@code time-zone}, {@code hours} and {@code holidays} of a pack. */
    static BusinessHours of(YamlNode pack) {
        YamlNode zoneNode = pack.need("time-zone");
        ZoneId zone;
        try {
            zone = ZoneId.of(zoneNode.text());
        } catch (DateTimeException e) {
            throw zoneNode.wrong("is no time zone: '" + zoneNode.text() + "'");
        }
        Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
        for (Map.Entry<String, YamlNode> day : pack.need("hours").fields().entrySet()) {
            week.put(dayOf(day.getKey(), day.getValue()), spansOf(day.getValue()));
        }
        if (week.values().stream().allMatch(List::isEmpty)) {
            throw pack.need("hours").wrong("is never open");
        }
        TreeMap<LocalDate, Boolean> holidays = new TreeMap<>();
        YamlNode holidayNode = pack.find("holidays");
        if (holidayNode != null) {
            holidayNode.items().forEach(item -> holidays.put(dateOf(item), true));
        }
        return new BusinessHours(zone, week, Set.copyOf(holidays.keySet()));
    }

    private static DayOfWeek dayOf(String name, YamlNode node) {
        try {
            return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw node.wrong("is no day: monday … sunday");
        }
    }

    private static List<Span> spansOf(YamlNode node) {
        List<Span> spans = new ArrayList<>();
        for (String text : node.texts()) {
            String[] ends = text.split("-", -1);
            if (ends.length != 2) {
                throw node.wrong("must look like 9:00-19:00, not '" + text + "'");
            }
            Span span = new Span(timeOf(ends[0].strip(), node), timeOf(ends[1].strip(), node));
            if (!span.from().isBefore(span.to())) {
                throw node.wrong("ends before it begins: '" + text + "'");
            }
            spans.add(span);
        }
        spans.sort(Comparator.comparing(Span::from));
        return List.copyOf(spans);
    }

    private static LocalTime timeOf(String text, YamlNode node) {
        if (text.equals("24:00")) {
            return LAST;
        }
        try {
            return LocalTime.parse(text.length() == 4 ? "0" + text : text);
        } catch (DateTimeException e) {
            throw node.wrong("is no time of day: '" + text + "'");
        }
    }

    private static LocalDate dateOf(YamlNode node) {
        try {
            return LocalDate.parse(node.text());
        } catch (DateTimeException e) {
            throw node.wrong("must be a date like 2026-12-25, not '" + node.text() + "'");
        }
    }
}
