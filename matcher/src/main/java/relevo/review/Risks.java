package relevo.review;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What should make an approver look twice at an answer. The words are link, phone, price, date, personal-data, legal and
 * medical. Linear in the length of the text.
 */
public final class Risks {
    /** With one of these, one person's approval is not enough. */
    private static final Set<String> TWO_APPROVERS = Set.of("link", "price", "phone");

    private static final Map<String, Pattern> PATTERNS = patterns();

    private Risks() {}

    /** Which apply, in a fixed order; none for a null. */
    public static List<String> of(@Nullable String answer) {
        List<String> found = new ArrayList<>();
        if (answer != null) {
            PATTERNS.forEach((word, pattern) -> {
                if (pattern.matcher(answer).find()) {
                    found.add(word);
                }
            });
        }
        return List.copyOf(found);
    }

    /** Whether two people must approve what carries these. */
    public static boolean needTwo(List<String> risks) {
        return risks.stream().anyMatch(TWO_APPROVERS::contains);
    }

    private static Map<String, Pattern> patterns() {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        patterns.put(
                "link",
                Pattern.compile(
                        "(?i)https?://|www\\.|\\b[a-z0-9-]+\\.(com|net|org|io|es|co|mx|br|ar|cl|pe|eu|app|info)\\b"));
        patterns.put("phone", Pattern.compile("(\\+|\\b)\\d([\\s().-]?\\d){6,14}\\b"));
        patterns.put(
                "price",
                Pattern.compile("(?i)[$€£]\\s?\\d|\\bR\\$|\\d\\s?([$€£%]|euros?\\b|pesos?\\b|d[oó]lares?\\b|reais\\b|"
                        + "soles\\b|usd\\b|eur\\b|cop\\b|mxn\\b|brl\\b|dollars?\\b|bucks\\b)"));
        patterns.put(
                "date",
                Pattern.compile(
                        "(?i)\\b\\d{1,2}[/.-]\\d{1,2}([/.-]\\d{2,4})?\\b|\\b\\d{1,2}\\s+(de\\s+)?(enero|febrero|"
                            + "marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|"
                            + "mar[cç]o|maio|junho|julho|setembro|outubro|novembro|dezembro)\\b|\\b(january|february|march|"
                            + "april|june|july|august|september|october|november|december)\\s+\\d"));
        patterns.put(
                "personal-data",
                Pattern.compile("(?i)\\[[\\p{L} _-]{2,30}\\]|[\\w.+-]+@[\\w.-]+|\\b(dni|nif|nie|c[eé]dula|cpf|curp|rut|"
                        + "passport|pasaporte|passaporte|contrase(ñ|n)a|senha|password|pin)\\b"));
        patterns.put(
                "legal",
                Pattern.compile("(?i)\\b(ley|legal(es|mente)?|demanda|abogad[oa]s?|contrato|cl[aá]usula|garantizamos|"
                    + "indemnizaci[oó]n|jur[ií]dic[oa]|advogad[oa]|indeniza[cç][aã]o|law|lawsuit|attorney|liability|"
                    + "contract|guarantee)\\b"));
        patterns.put(
                "medical",
                Pattern.compile(
                        "(?i)\\b(dosis|medicament\\p{L}*|receta|s[ií]ntomas?|diagn[oó]stic\\p{L}*|tratamient\\p{L}*|"
                            + "doen[cç]a|rem[eé]dio|sintomas?|dose|medicine|medication|prescription|symptoms?|diagnos\\p{L}*|"
                            + "embaraz\\p{L}*|alergi\\p{L}*)\\b"));
        return java.util.Collections.unmodifiableMap(patterns);
    }
}
