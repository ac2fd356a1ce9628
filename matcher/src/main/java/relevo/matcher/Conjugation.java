package relevo.matcher;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The forms a Spanish or Portuguese infinitive may take, without accents: regular endings, pronouns written together
 * with the verb ("cancelarlo", "muestrame"), changes of spelling (pago, pague) and of the stem's last vowel (encontrar,
 * encuentro). Some of the forms do not exist; nobody writes them.
 */
final class Conjugation {
    private static final String[] PRONOUNS = {"", "me", "te", "se", "lo", "la", "los", "las", "le", "les", "nos"};
    private static final String[] ES_AR = words(
            "o as a amos an e aste aron aba abas aban abamos ando ado ada ados adas are ara aran aremos aria arian es"
                    + " en emos");
    private static final String[] ES_ER = words(
            "o es e emos en i iste io ieron ia ias ian iamos iendo ido ida idos idas ere era eran eremos eria erian a"
                    + " as an amos");
    private static final String[] ES_IR = words(
            "o es e imos en i iste io ieron ia ias ian iamos iendo ido ida idos idas ire ira iran iremos iria irian a"
                    + " as an amos");
    private static final String[] PT_AR = words(
            "o as a amos am ei ou aram ava avam ando ado ada ados adas arei ara arao aria ariam e es em emos arem");
    private static final String[] PT_ER =
            words("o es e emos em i eu eram ia iam endo ido ida idos idas erei era erao eria eriam a am amos erem");
    private static final String[] PT_IR =
            words("o es e imos em i iu iram ia iam indo ido ida idos idas irei ira irao iria iriam a am amos irem");

    private Conjugation() {}

    private static String[] words(String words) {
        return words.split(" ");
    }

    /** Whether a word looks like an infinitive. */
    static boolean isInfinitive(String word) {
        return word.length() > 3 && (word.endsWith("ar") || word.endsWith("er") || word.endsWith("ir"));
    }

    static Set<String> forms(String infinitive, Language language) {
        Set<String> forms = new LinkedHashSet<>();
        String stem = infinitive.substring(0, infinitive.length() - 2);
        char vowel = infinitive.charAt(infinitive.length() - 2);
        String[] endings = switch (vowel) {
            case 'a' -> language == Language.ES ? ES_AR : PT_AR;
            case 'e' -> language == Language.ES ? ES_ER : PT_ER;
            default -> language == Language.ES ? ES_IR : PT_IR;
        };
        for (String pronoun : language == Language.ES ? PRONOUNS : new String[] {""}) {
            forms.add(infinitive + pronoun);
        }
        for (String variant : variants(stem, vowel, language)) {
            for (String ending : endings) {
                forms.add(variant + ending);
            }
            for (String pronoun : language == Language.ES ? PRONOUNS : new String[] {""}) {
                forms.add(variant + (vowel == 'a' ? "a" : "e") + pronoun);
                forms.add(variant + (vowel == 'a' ? "e" : "a") + pronoun);
            }
        }
        return forms;
    }

    private static Set<String> variants(String stem, char vowel, Language language) {
        Set<String> variants = new LinkedHashSet<>();
        variants.add(stem);
        if (language == Language.ES) {
            variants.add(replaceLast(stem, 'e', "ie"));
            variants.add(replaceLast(stem, 'o', "ue"));
        }
        if (vowel == 'i') {
            variants.add(replaceLast(stem, 'e', "i"));
        }
        for (String variant : List.copyOf(variants)) { // a list: the order of the forms decides between equal stems
            variants.add(respelt(variant, vowel));
        }
        return variants;
    }

    private static String replaceLast(String stem, char from, String to) {
        int at = stem.lastIndexOf(from);
        return at <= 0 ? stem : stem.substring(0, at) + to + stem.substring(at + 1);
    }

    /** How the stem's last consonant is written before the other kind of vowel: pag-o, pagu-e; coj-o, coge. */
    private static String respelt(String stem, char vowel) {
        String head = stem.substring(0, stem.length() - 1);
        return switch (stem.charAt(stem.length() - 1)) {
            case 'c' -> vowel == 'a' ? head + "qu" : head + "zc";
            case 'g' -> vowel == 'a' ? stem + "u" : head + "j";
            case 'z' -> head + "c";
            default -> stem;
        };
    }
}
