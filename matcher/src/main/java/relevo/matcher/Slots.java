package relevo.matcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds entities in a text by patterns that are checked: an e-mail has a domain, a date exists, a phone has 8 to 15
 * digits, a document has its letter or check digits. What a word before a number says ("pedido 48213") decides between
 * kinds that look alike. Names: order_number, date, amount, phone, email, document. The patterns cannot backtrack far:
 * every repetition is bounded. Immutable; safe for use from any thread.
 */
final class Slots {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern EMAIL =
            Pattern.compile("[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9][a-z0-9.-]{0,120}\\.[a-z]{2,12}", FLAGS);
    private static final Pattern AMOUNT = Pattern.compile(
            "(?:(?:us\\$|r\\$|s/\\.?|\\$|€|£|usd|eur|mxn|cop|ars|clp|brl|pen)\\s{0,2})(\\d{1,9}(?:[.,]\\d{1,3}){0,4})"
                    + "|(\\d{1,9}(?:[.,]\\d{1,3}){0,4})\\s{0,2}(?:€|£|\\$|us\\$|usd\\b|eur\\b|mxn\\b|brl\\b"
                    + "|pesos\\b|euros?\\b|d[oó]lar(?:es)?\\b|soles\\b|rea(?:is|l)\\b|dollars?\\b|pounds?\\b)",
            FLAGS);
    private static final Pattern ORDER = Pattern.compile(
            "\\b(?:pedido|orden|compra|order|encomenda|gu[ií]a|tracking|rastreo|rastreio|ticket|folio|factura|fatura"
                    + "|invoice|reclamo|caso|protocolo)s?\\b[\\s:#-]{0,3}"
                    + "(?:(?:es|n[uú]mero|number|num|nro|n[º°o]|no|el|la|de|é|is)\\b?[\\s.:#º°-]{0,3}){0,3}"
                    + "([a-z]{0,4}-?\\d[\\da-z-]{2,19})",
            FLAGS);
    private static final Pattern BARE_ORDER = Pattern.compile("#\\s?([a-z]{0,4}-?\\d[\\da-z-]{2,19})", FLAGS);
    private static final Pattern DOCUMENT = Pattern.compile(
            "\\b(?:dni|nie|nif|rut|rfc|curp|cpf|cnpj|cuit|cuil|c[eé]dula|c\\.c\\.|documento|pasaporte|passaporte|passport"
                + "|id)\\b[\\s:#-]{0,3}(?:(?:es|n[uú]mero|nro|n[º°]|é|is|de)\\b?[\\s.:#-]{0,3}){0,2}"
                + "([a-z]{0,4}\\d[\\da-z.-]{4,19}(?:/\\d{4}-\\d{2})?)",
            FLAGS);
    private static final Pattern BARE_DOCUMENT = Pattern.compile(
            "\\b(\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{8}-?[a-z]|[xyz]-?\\d{7}-?[a-z]|\\d{1,2}\\.\\d{3}\\.\\d{3}-[\\dk])\\b",
            FLAGS);
    private static final Pattern PHONE = Pattern.compile("(?<![\\d.,])\\+?\\(?\\d(?:[\\s().-]{0,2}\\d){7,14}(?![\\d])");
    private static final Pattern DATE =
            Pattern.compile("(?<!\\d)(\\d{1,2})[/.-](\\d{1,2})(?:[/.-](\\d{4}|\\d{2}))?(?!\\d)");
    private static final Pattern ISO_DATE = Pattern.compile("(?<!\\d)(\\d{4})-(\\d{2})-(\\d{2})(?!\\d)");
    private static final Pattern SPOKEN_DATE = Pattern.compile(
            "\\b(\\d{1,2})\\s{1,2}(?:de\\s{1,2})?(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre"
                    + "|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
                    + "|january|february|march|april|may|june|july|august|september|october|november|december)\\b",
            FLAGS);

    private Slots() {}

    /** What the text holds, by name; of several of one kind the first. Empty for a text without digit or at sign. */
    static Map<String, String> of(String text) {
        if (!mayHold(text)) {
            return Map.of();
        }
        Map<String, String> slots = new LinkedHashMap<>();
        StringBuilder left = new StringBuilder(text);
        take(EMAIL, left, slots, "email");
        takeDate(left, slots);
        takeDocument(left, slots);
        take(ORDER, left, slots, "order_number");
        take(BARE_ORDER, left, slots, "order_number");
        take(AMOUNT, left, slots, "amount");
        take(PHONE, left, slots, "phone");
        return Map.copyOf(slots);
    }

    private static boolean mayHold(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@' || c >= '0' && c <= '9') {
                return true;
            }
        }
        return false;
    }

    private static void take(Pattern pattern, StringBuilder left, Map<String, String> slots, String name) {
        Matcher matcher = pattern.matcher(left);
        if (matcher.find()) {
            String value = matcher.group();
            for (int group = 1; group <= matcher.groupCount(); group++) {
                value = matcher.group(group) != null ? matcher.group(group) : value;
            }
            slots.putIfAbsent(name, value.strip());
            blank(left, matcher.start(), matcher.end());
        }
    }

    private static void takeDocument(StringBuilder left, Map<String, String> slots) {
        take(DOCUMENT, left, slots, "document");
        if (!slots.containsKey("document")) {
            take(BARE_DOCUMENT, left, slots, "document");
        }
    }

    private static void takeDate(StringBuilder left, Map<String, String> slots) {
        Matcher iso = ISO_DATE.matcher(left);
        if (iso.find() && isDay(iso.group(3), iso.group(2))) {
            slots.put("date", iso.group());
            blank(left, iso.start(), iso.end());
            return;
        }
        Matcher date = DATE.matcher(left);
        while (date.find()) {
            boolean separated = date.group(3) != null || date.group().indexOf('/') > 0;
            if (separated && (isDay(date.group(1), date.group(2)) || isDay(date.group(2), date.group(1)))) {
                slots.put("date", date.group());
                blank(left, date.start(), date.end());
                return;
            }
        }
        Matcher spoken = SPOKEN_DATE.matcher(left);
        if (spoken.find() && isDay(spoken.group(1), "1")) {
            slots.put("date", spoken.group());
            blank(left, spoken.start(), spoken.end());
        }
    }

    private static boolean isDay(String day, String month) {
        int d = Integer.parseInt(day);
        int m = Integer.parseInt(month);
        return d >= 1 && d <= 31 && m >= 1 && m <= 12;
    }

    private static void blank(StringBuilder text, int start, int end) {
        for (int i = start; i < end; i++) {
            text.setCharAt(i, ' ');
        }
    }
}
