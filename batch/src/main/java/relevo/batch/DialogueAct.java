package relevo.batch;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import relevo.matcher.Language;

/**
 * What a turn does in its conversation when it says nothing about a matter of its own: such turns are one group each, and no
 * topic for an answer, however often they come. A turn counts as an act only when it holds words of that act and of
 * politeness and nothing else; "sí, pero no me llegó" asks for something. The words of the three languages are one list, since
 * customers mix them ("ok obrigado"). Stateless.
 */
enum DialogueAct {
    /** Gives what was asked for: a name, a place, a number ({@link Particulars}). */
    GIVES_PARTICULARS,
    /** Hello. */
    GREETS,
    /** Yes, that is right, go on. */
    CONFIRMS,
    /** No, nothing else. */
    REJECTS,
    /** Thanks, with or without a goodbye. */
    THANKS,
    /** Goodbye, have a nice day. */
    PARTS;

    private static final int WORDS_MAX = 10;
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\[\\]]+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’]");

    /** What a word does in a turn of this kind. */
    private enum Role {
        YES,
        /** Says yes only when nothing else in the turn says more: "ok, gracias" is thanks. */
        FINE,
        NO,
        HELLO,
        BYE,
        /** "have a nice day", "que tenga buen día": nothing without the day. */
        WISH,
        DAY,
        THANKS,
        POLITE
    }

    private static final Map<String, Role> ROLES = roles();

    /** @param text redacted; null when it is about something */
    static @Nullable DialogueAct of(String text, Language lang) {
        if (Particulars.isOnly(text, lang)) {
            return GIVES_PARTICULARS;
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        int words = 0;
        for (String word : NOT_WORDS.split(
                APOSTROPHES.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(""))) {
            if (word.isEmpty()) {
                continue;
            }
            Role role = ROLES.get(Wording.plain(word));
            if (role == null || ++words > WORDS_MAX) {
                return null;
            }
            roles.add(role);
        }
        DialogueAct act = act(roles);
        // "¿Nada más?", "tudo bem?" ask.
        boolean asks = text.indexOf('?') >= 0;
        return asks && (act == CONFIRMS || act == REJECTS) ? null : act;
    }

    private static @Nullable DialogueAct act(Set<Role> roles) {
        if (roles.contains(Role.NO)) {
            return REJECTS;
        }
        if (roles.contains(Role.YES)) {
            return CONFIRMS;
        }
        if (roles.contains(Role.THANKS)) {
            return THANKS;
        }
        if (roles.contains(Role.BYE) || roles.contains(Role.WISH) && roles.contains(Role.DAY)) {
            return PARTS;
        }
        if (roles.contains(Role.HELLO) || roles.contains(Role.FINE) && roles.contains(Role.DAY)) {
            return GREETS;
        }
        return roles.contains(Role.FINE) ? CONFIRMS : null;
    }

    private static Map<String, Role> roles() {
        Map<String, Role> roles = new HashMap<>();
        put(roles, Role.POLITE, """
            please pls plz kindly sir madam maam dear there that thats this it its is are was i im id ill you your youre u \
            the a an so very much for of to and too also am do did will would be me my we can has all else anything \
            thing more at now later just only then really help helping time support service assistance today go ahead \
            with on yourself \
            por favor porfavor porfa eso esto ese esta este es son todo toda muy mucho mucha muchos muchas su tu tus sus y de del lo la \
            el los las un una que asi esta estoy con en por ayuda tiempo atencion amable ahora luego ya mas se me te le hay usted \
            senor senora senorita amigo amiga por eso tan a \
            isso esse essa este tudo muito muita seu sua e o os as um uma que assim com em na por pela pelo ajuda tempo \
            atencao agora logo ja mais senhor senhora moco moca\
            """);
        put(roles, Role.FINE, """
            ok okay okey okk oky okays k kk fine good great nice cool awesome perfect excellent wonderful amazing lovely \
            sounds works alright done bien bueno buena perfecto genial excelente estupendo listo vale dale \
            bem otimo otima perfeito beleza legal maravilha pronto\
            """);
        put(roles, Role.YES, """
            yes yeah yep yup yea yah yess yesss sure right correct exactly absolutely definitely certainly indeed confirm \
            confirmed agree agreed proceed si sii sip claro correcto exacto exactamente efectivamente cierto confirmo \
            confirmado acuerdo adelante sim simm certo correto exato exatamente claro concordo combinado\
            """);
        put(roles, Role.NO, """
            no nope nah not nothing none never dont doesnt isnt nada ninguno ninguna ningun nunca tampoco nao naum nenhum \
            nenhuma tampouco\
            """);
        put(roles, Role.HELLO, """
            hi hii hiii hai hello helo hey heya hola holaa ola oi oii greetings saludos buenas buenos buen bom boa\
            """);
        put(roles, Role.DAY, """
            morning afternoon evening day night weekend dia dias tarde tardes noche noches noite finde semana fin\
            """);
        put(roles, Role.WISH, """
            have tenga tengas pase pases tenha\
            """);
        put(roles, Role.BYE, """
            bye goodbye byee see adios chao chau hasta cuidese tchau ate \
            abraco abrazo\
            """);
        put(roles, Role.THANKS, """
            thanks thank thankyou thanku thx thnx ty tysm appreciate appreciated grateful welcome gracias agradezco \
            agradecido agradecida obrigado obrigada valeu agradeco grato grata\
            """);
        return Map.copyOf(roles);
    }

    private static void put(Map<String, Role> roles, Role role, String words) {
        for (String word : Arrays.stream(words.split("\\s+"))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet())) {
            roles.put(word, role);
        }
    }
}
