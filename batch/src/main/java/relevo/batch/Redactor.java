package relevo.batch;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes personal data out of a text before anyone reads it and before it is kept, and leaves a word in brackets for its
 * kind: [email], [url], [user], [secret], [iban], [card], [id], [phone], [order], [date], [number], [address], [name].
 * Whatever holds five digits goes, of whatever kind it is; names are known by a list, by what is said before them and by
 * their capitals ({@link PersonNames}). Every repetition in a pattern is bounded. Immutable; safe for use from any
 * thread.
 */
public final class Redactor {
    /** What is longer is cut first. */
    private static final int CHARS_MAX = 4_096;

    /** Patterns are looked for in small letters. */
    private static final int CI = 0;

    private static final Pattern BLANKS =
            Pattern.compile("[\\s\\p{Cntrl}\\p{Z}\u200b\u200c\u200d\u2060\ufeff]{1,4096}");
    private static final Pattern MAIL = Pattern.compile(
            "[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}.-]{1,255}|\\b[\\p{L}\\p{N}._-]{2,40}"
                    + " ?(?:\\(at\\)|\\[at\\]|\\barroba\\b|\\(arroba\\)) ?[\\p{L}\\p{N}-]{2,40}(?:"
                    + " ?(?:\\.|\\(dot\\)|punto|ponto|dot) ?[\\p{L}]{2,10}){1,2}",
            CI);
    private static final Pattern LINK = Pattern.compile(
            "\\b(?:https?://|www\\.)[^\\s<>\"]{1,2000}"
                + "|\\b[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){0,4}\\.(?:com|net|org|es|mx|co|ar|cl|pe|br|uk|io|me|ly|app|link|info|uy|ec|pt|us)"
                + "/[^\\s<>\"]{1,2000}",
            CI);
    private static final Pattern USER = Pattern.compile("(?<![\\p{L}\\p{N}])@[\\p{L}\\p{N}_.]{2,64}");
    private static final Pattern SECRET = Pattern.compile(
            "\\b(?:contrase[nñ]a|clave|password|passwd|senha|pin|cvv|cvc|token|otp|c[oó]digo de"
                + " (?:verificaci[oó]n|seguridad|acceso)|c[oó]digo de"
                + " (?:verifica[cç][aã]o|seguran[cç]a|acesso)|verification code|security code|api[ _-]?key|secret)(?:"
                + " (?:es|é|e|is|fue|nueva|actual|de acceso|del?|mi)){0,2}[ :=#]{1,3}"
                + "((?=[^\\s]{0,80}[\\d!@#$%&*_])[^\\s,;]{3,80})|\\beyj[\\w-]{8,2000}(?:\\.[\\w-]{1,2000}){0,2}"
                + "|\\b(?=[a-z0-9_-]{0,80}\\d)(?=[a-z0-9_-]{0,80}[a-z])[a-z0-9_-]{24,2000}\\b",
            CI);
    private static final Pattern IBAN =
            Pattern.compile("\\b[a-z]{2}\\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?\\b", CI);
    private static final Pattern CODED_ID = Pattern.compile(
            "\\b(?:[a-z]{4}\\d{6}[a-z]{6}[a-z0-9]\\d" // CURP
                    + "|[a-zñ&]{3,4}-?\\d{6}-?[a-z0-9]{3}" // RFC
                    + "|[xyz][ -]?\\d{7}[ -]?[a-z]" // NIE
                    + "|\\d{1,2}\\.?\\d{3}\\.?\\d{3}[ ]?-[ ]?[\\dk]" // RUT
                    + "|\\d{2}\\.?\\d{3}\\.?\\d{3}[ -]?[a-z]" // DNI
                    + "|\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}" // CPF
                    + "|\\d{2}\\.\\d{3}\\.\\d{3}/\\d{4}-\\d{2}" // CNPJ
                    + "|\\d{3}-\\d{2}-\\d{4}" // SSN
                    + "|\\d{3}\\.?\\d{3}\\.?\\d{3}-\\d" // NIT
                    + "|[a-z]{1,3}\\d{6,9})(?![\\p{L}\\p{N}])", // passport
            CI);
    // Up to six letters before and two after go with the digits.
    private static final Pattern DIGITS =
            Pattern.compile("(?<![\\p{L}\\p{N}])(?:\\p{L}{1,6}-?)?[+(]{0,2}\\d(?:[ ().\\-/·–_]{0,3}\\d){4,64}"
                    + "(?:-?\\p{L}{1,3})?(?![\\p{L}\\p{N}])");
    private static final Pattern CODE = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?=[\\p{L}\\d-]{0,40}\\d[\\p{L}-]{0,40}\\d)(?=[\\p{L}\\d-]{0,40}\\p{L})[\\p{L}\\d]{1,40}(?:-[\\p{L}\\d]{1,40}){0,6}(?![\\p{L}\\p{N}])");
    private static final Pattern MEASURE =
            Pattern.compile("\\d{1,4}(?:gb|mb|tb|mbps|gbps|kg|km|cm|mm|ml|hz|mhz|ghz|mah|min|hs?|am|pm|hrs?)", CI);
    private static final Pattern LONG_DIGITS = Pattern.compile("\\d{5,4096}");
    private static final Pattern CUED_NUMBER = Pattern.compile(
            "\\b(pedido|orden|compra|order|encomenda|gu[ií]a|tracking|rastreo|rastreio|ticket|folio|factura|fatura|invoice|reclamo"
                + "|caso|protocolo|expediente|siniestro|p[oó]liza|ap[oó]lice|claim|case|reserva|booking|referencia|terminada"
                + " en|terminado en|acabada en|final|ending in|ending with)\\b["
                + " :#-]{0,3}((?:(?:es|n[uú]mero|number|num|nro|n[º°o]|no|el|la|de|é|is)\\b?[ .:#º°-]{1,3}){0,3})"
                + "(?!(?:19|20)\\d\\d\\b)((?:[a-z]{1,6}-?)?\\d[\\da-z-]{2,19})(?![\\p{L}\\p{N}])",
            CI);
    private static final Pattern ID_BEFORE = Pattern.compile(
            "(?:\\b(?:dni|nie|nif|rut|rfc|curp|cpf|cnpj|rg|cuit|cuil|nit|ssn|c[eé]dula|cc|ci|documento|identidad|identidade|identificaci[oó]n|pasaporte|passaporte|passport|social"
                + " security|identity|id))[^\\d\\[\\]]{0,24}$",
            CI);
    private static final Pattern PHONE_BEFORE = Pattern.compile(
            "(?:tel|m[oó]vil|celular|cel|fono|phone|whats|ll[aá]m|call|ligar|ligue|n[uú]mero"
                    + " es|fone|contato|contacto|mobile)[^\\d\\[\\]]{0,24}$",
            CI);
    private static final Pattern ORDER_BEFORE = Pattern.compile(
            "(?:pedido|orden|compra|order|encomenda|gu[ií]a|tracking|rastre|ticket|folio|factura|fatura|invoice|reclamo|caso|protocolo|expediente"
                + "|siniestro|p[oó]liza|ap[oó]lice|claim|case|reserva|booking|referencia|policy)[^\\d\\[\\]]{0,24}$",
            CI);
    private static final Pattern DATE = Pattern.compile(
            "(?<![\\d/.-])(?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2})(?![\\d/-])");
    private static final String PLACE_TAIL =
            "(?:[ ,]{1,3}(?:n[º°.o]{0,2}|nro\\.?|n[uú]mero|#|no\\.|piso|planta|puerta|pta\\.?|dpto\\.?|depto\\.?|departamento|apto\\.?|apartamento|apt\\.?"
                + "|int\\.?|interior|torre|bloque|bloco|casa|local|oficina|of\\.|esc\\.?|escalera|unit|suite|ste\\.?|floor|col\\.|colonia|barrio|bairro|cp|c\\.p\\.|cep|zip)?["
                + " .:#º°ª]{0,3}(?:\\d[\\p{L}\\d-]{0,8}[º°ª]?|[\\p{L}](?![\\p{L}\\p{N}]))(?: ?[-–] ?\\d{1,5})?){0,6}";
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:calle|c/|avenida|avda\\.?|av\\.?|carrera|cra\\.?|kra\\.?|cll\\.?|diagonal|transversal|pasaje|pje\\.?|paseo|plaza|plazuela"
                + "|camino|jir[oó]n|jr\\.?|calzada|bulevar|boulevard|blvd\\.?|rua|r\\.|travessa|alameda|pra[cç]a|rodovia|estrada|largo|ronda|glorieta)(?:"
                + " [\\p{L}\\d.'’]{1,24}){0,6}?[ ,]{1,3}(?:n[º°.o]{0,2}|nro\\.?|n[uú]mero|#|no\\.|num\\.?)?["
                + " .:#º°]{0,3}\\d{1,5}[\\p{L}]?(?![\\d])(?: ?(?:#|-|–|bis|sur|norte|este|oeste) ?\\d{0,5}){0,3}"
                    + PLACE_TAIL
                    + "|\\b\\d{1,5} (?:[nsew]\\.? )?(?:[\\p{L}\\d.'’]{1,20} ){1,4}"
                    + "(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|terrace|square|highway|hwy|parkway|pkwy|place)\\b\\.?"
                    + PLACE_TAIL
                    + "|\\b(?:cp|c\\.p\\.|cep|c[oó]digo postal|zip(?: code)?|postal code)["
                    + " :.]{1,3}\\d{4,5}(?:-\\d{3,4})?",
            CI);
    private static final Pattern CUED_ADDRESS = Pattern.compile(
            "\\b((?:mi|la|nuestra|nueva) direcci[oó]n(?: (?:de entrega|de"
                + " env[ií]o|nueva|actual|correcta|completa))?(?: es|:)|mi domicilio(?: es|:)|(?:meu|o) endere[cç]o(?:"
                + " de entrega| correto| novo)?(?: é|:)|(?:my|the) (?:new |home |shipping |delivery |correct"
                + " )?address(?: is|:)|vivo en la|moro na|i live at) ?[^.;!?\\[]{4,120}",
            CI);

    /** One of them stands in whatever {@link #CUED_ADDRESS} finds: a look for them is cheaper. */
    private static final List<String> ADDRESS_CUES =
            List.of("direcci", "domicilio", "endere", "address", "vivo en la", "moro na", "i live at");

    /** What a secret without a digit has; a token ("eyJ...") may be letters only. */
    private static final String SIGNS = "!@#$%&*_";

    private final PersonNames names = PersonNames.standard();

    /** The text in one line, at most 4,096 characters of it, with words in brackets in place of the data. */
    public String redact(String text) {
        String left = oneLine(Wording.cut(text, CHARS_MAX));
        boolean at = left.indexOf('@') >= 0 || left.indexOf("rroba") >= 0 || left.indexOf("(at)") >= 0;
        if (at) {
            left = replace(MAIL, left, found -> "[email]");
        }
        if (left.indexOf('.') >= 0 || left.indexOf("://") >= 0) {
            left = replace(LINK, left, found -> "[url]");
        }
        if (at) {
            left = replace(USER, left, found -> "[user]");
        }
        if (hasDigit(left)) {
            left = numbers(left);
        } else if (hasSign(left)) {
            left = replace(SECRET, left, found -> "[secret]");
        }
        if (ADDRESS_CUES.stream().anyMatch(lower(left)::contains)) {
            left = replace(CUED_ADDRESS, left, found -> found.group(1) + " [address]");
        }
        return names.redact(left);
    }

    private static String numbers(String text) {
        String left = replace(SECRET, text, found -> "[secret]");
        left = replace(IBAN, left, found -> isIban(found.group()) ? "[iban]" : found.group());
        left = replace(ADDRESS, left, found -> "[address]");
        left = replace(CUED_NUMBER, left, found -> found.group(1) + ' ' + found.group(2) + "[order]");
        left = replace(DATE, left, found -> "[date]");
        left = replace(CODED_ID, left, found -> "[id]");
        String lower = lower(left);
        left = replace(DIGITS, left, run -> kind(run, lower));
        left = replace(CODE, left, Redactor::code);
        return replace(LONG_DIGITS, left, found -> "[number]");
    }

    /** What the pattern finds in small letters is replaced; all else, and what stays the same, keeps its case. */
    private static String replace(Pattern pattern, String text, Function<MatchResult, String> by) {
        Matcher found = pattern.matcher(lower(text));
        if (!found.find()) {
            return text;
        }
        StringBuilder left = new StringBuilder(text.length());
        int at = 0;
        do {
            String with = by.apply(found);
            boolean same = with.equals(found.group());
            left.append(text, at, found.start()).append(same ? text.substring(found.start(), found.end()) : with);
            at = found.end();
        } while (found.find());
        return left.append(text, at, text.length()).toString();
    }

    /** In small letters, each in its place. */
    private static String lower(String text) {
        char[] letters = text.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            letters[i] = Character.toLowerCase(letters[i]);
        }
        return new String(letters);
    }

    private static String oneLine(String text) {
        boolean clean = !text.isEmpty() && text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ';
        for (int i = 0; clean && i < text.length(); i++) {
            char c = text.charAt(i);
            clean = c > ' ' && c < 127 || Character.isLetterOrDigit(c) || (c == ' ' && text.charAt(i - 1) != ' ');
        }
        return clean ? text : BLANKS.matcher(text).replaceAll(" ").strip();
    }

    private static boolean hasSign(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (SIGNS.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return lower(text).contains("eyj");
    }

    private static boolean hasDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Product names such as "s21" or "4k" stay; what is longer is somebody's code. */
    private static String code(MatchResult code) {
        if (MEASURE.matcher(code.group()).matches()) {
            return code.group();
        }
        int digits = 0;
        for (int i = code.start(); i < code.end(); i++) {
            digits += Character.isDigit(code.group().charAt(i - code.start())) ? 1 : 0;
        }
        return digits >= 3 && code.group().length() >= 5 ? "[order]" : code.group();
    }

    private static String kind(MatchResult run, String text) {
        String digits = run.group().replaceAll("\\D", "");
        String before = text.substring(Math.max(0, run.start() - 48), run.start());
        if (digits.length() >= 13 && digits.length() <= 19 && isLuhn(digits)) {
            return "[card]";
        }
        if (ID_BEFORE.matcher(before).find()) {
            return "[id]";
        }
        if (ORDER_BEFORE.matcher(before).find()) {
            return "[order]";
        }
        boolean phone = run.group().indexOf('+') >= 0
                || run.group().indexOf('(') >= 0
                || PHONE_BEFORE.matcher(before).find();
        if (phone && digits.length() >= 7 && digits.length() <= 15) {
            return "[phone]";
        }
        boolean plain = Character.isDigit(run.group().charAt(0))
                && Character.isDigit(run.group().charAt(run.group().length() - 1));
        return plain && digits.length() >= 8 && digits.length() <= 13 ? "[phone]" : "[number]";
    }

    /** The check of card numbers: ISO/IEC 7812-1, annex B. */
    static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /** The check of account numbers: ISO 13616, remainder 1 by 97. */
    static boolean isIban(String written) {
        String iban = written.replaceAll("[ -]", "");
        String turned = iban.substring(4) + iban.substring(0, 4);
        int rest = 0;
        for (int i = 0; i < turned.length(); i++) {
            int value = Character.digit(turned.charAt(i), 36);
            rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
        }
        return rest == 1;
    }
}
