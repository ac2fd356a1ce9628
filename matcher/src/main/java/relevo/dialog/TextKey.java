package relevo.dialog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every text that the engine says by itself; {@code texts.<lang>.yaml} has each of them in each language. */
public enum TextKey {
    /** First words of a session: says that a bot answers and that there are people. Comes with the menu. */
    WELCOME(Limit.BODY, "marca", "nombre", "opciones"),
    /** The menu in the middle of a session. */
    MENU(Limit.BODY, "marca", "opciones"),
    /** Put before the first answer of a session that did not begin with a welcome. */
    DISCLOSURE(300, "marca"),
    I_AM_A_BOT(Limit.BODY, "marca"),
    FAQ_LIST(Limit.BODY, "opciones"),
    FAQ_LIST_OPENER(20),
    CLARIFY(Limit.BODY, "opciones"),
    CLARIFY_ONE(Limit.BODY, "opciones"),
    FALLBACK(Limit.BODY),
    FALLBACK_MEDIA(Limit.BODY, "tipo"),
    /** Put before an answer that was given already. */
    REPEAT(200),
    COURTESY(Limit.TEXT, "marca"),
    FAREWELL(Limit.TEXT, "marca"),
    /** The one hand-over message: that, why and how long. */
    HANDOVER(Limit.TEXT, "motivo", "espera", "cola"),
    WAIT_RANGE(300, "desde", "hasta"),
    WAIT_USUAL(300, "minutos"),
    WAIT_CLOSED(300),
    OUT_OF_HOURS(Limit.TEXT, "apertura", "canales", "horario"),
    /** When there is an opening: "el lunes 23 a las 9:00". */
    OPENING_DAY(100, "dia", "fecha", "hora"),
    OPENING_TODAY(100, "hora"),
    OPENING_TOMORROW(100, "hora"),
    OPENING_UNKNOWN(100),
    /** How the opening hours are told: days from to, and a line of them. */
    HOURS_DAYS(60, "desde", "hasta"),
    HOURS_LINE(100, "dias", "desde", "hasta"),
    WAITING(Limit.TEXT, "espera", "cola"),
    TRANSFERRED(Limit.TEXT, "cola"),
    RETURNED(Limit.BODY, "marca", "opciones"),
    SURVEY(Limit.BODY, "marca"),
    SURVEY_THANKS(Limit.TEXT, "marca"),
    OPT_OUT(Limit.TEXT, "marca"),
    OPT_IN(Limit.TEXT, "marca"),
    /** Appended to a sampled answer. */
    HELPED_ASK(100),
    HELPED_YES(Limit.TEXT),
    HELPED_NO(Limit.BODY),
    CONSENT(Limit.BODY, "marca"),
    CONSENT_REFUSED(Limit.BODY, "marca"),
    ERASURE(Limit.TEXT, "marca"),
    CANCELLED(Limit.BODY, "opciones");

    private static final class Limit {
        /** With buttons or a list beside it. */
        static final int BODY = 1_024;

        static final int TEXT = 4_096;
    }

    private final int charsMax;
    private final Set<String> placeholders;

    TextKey(int charsMax, String... placeholders) {
        this.charsMax = charsMax;
        this.placeholders = Set.of(placeholders);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int charsMax() {
        return charsMax;
    }

    Set<String> placeholders() {
        return placeholders;
    }

    static @Nullable TextKey find(String word) {
        return Arrays.stream(values())
                .filter(key -> key.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(TextKey::word).toList();
    }
}
