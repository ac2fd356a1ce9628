package relevo.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many contacts use which word, in all and in each group. Words that fewer contacts use than stand behind a topic are
 * left out: they may be somebody's. A word is its small letters without accents; most people leave those out.
 *
 * @param contacts by word how many contacts use it, sorted by word; who is in several groups counts in each
 * @param groups by group the same
 * @param spellings how these words are written, accents and all
 * @param sizes by group its contacts
 * @param total the sum of the sizes
 */
record WordStatistics(
        Map<String, Integer> contacts,
        List<Map<String, Integer>> groups,
        Map<String, String> spellings,
        List<Integer> sizes,
        int total) {
    private static final int LETTERS_MIN = 3;
    private static final int LONG_WORD = 4;
    /** Of those who write a word, so many have to set its accent before it is shown with it. */
    private static final double ACCENTED_MIN = 0.2;

    /** They tell groups apart, too, but make no title. */
    private static final Set<String> FUNCTION_WORDS = Arrays.stream(
                    ("the and for are you can with what how this that there have has was will please want need would"
                        + " could about from does did not hello hey thanks thank los las una uno del con por para que"
                        + " qué cual cuál como cómo esta está este esto son hay mis sus muy quiero puedo puede tengo"
                        + " tiene favor hola buenas buenos buen saludos gracias quisiera necesito hacer hago disculpa"
                        + " disculpe oye pregunta duda porfa algo alguien hoy ayer ahora urgente soy esa ese eso dos"
                        + " das uma com não nao isso isto essa esse meu minha quero posso preciso tenho são mais pelo"
                        + " pela qual quais olá oi obrigado cuándo dónde cuánto cuánta cuántos cuántas cuáles quién"
                        + " más entre sobre dime dame gustaría gostaria saber quando onde quanto quantos quem você"
                        + " where when who why obrigada fazer faço")
                            .split(" "))
            .map(Wording::plain)
            .collect(Collectors.toUnmodifiableSet());

    /** What one says before one asks. */
    private static final Pattern GREETING = Pattern.compile(
            "\\b(?:buen[oa]s?|bom|boa|good) (?:d[ií]as?|tardes?|noches?|noites?|morning|afternoon|evening|day)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern WORD = Pattern.compile("\\[[a-z]{2,10}\\]|[\\p{L}]{" + LETTERS_MIN + ",40}");

    /**
     * A word that tells a group from the others.
     *
     * @param weight beside the first one's, which has 1
     */
    record Term(String word, double weight) {}

    static WordStatistics of(
            List<List<Asked>> texts, Grouping grouping, List<MinedConversation> conversations, int contactsMin) {
        int[][] members = Communities.members(grouping.group(), grouping.count());
        Map<String, Integer> all = new TreeMap<>();
        Map<String, Map<String, Integer>> written = new HashMap<>();
        List<Map<String, Integer>> groups = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        // One group after the other: the contacts behind each word are only held for one.
        for (int[] group : members) {
            Map<String, Set<String>> byWord = new HashMap<>();
            Set<String> contacts = new HashSet<>();
            for (int i : group) {
                int times = texts.get(i).size();
                Set<String> words = new LinkedHashSet<>();
                for (String word : words(texts.get(i).getFirst().text())) {
                    String plain = Wording.plain(word);
                    words.add(plain);
                    written.computeIfAbsent(plain, fresh -> new TreeMap<>()).merge(word, times, Integer::sum);
                }
                for (Asked one : texts.get(i)) {
                    String contact = conversations.get(one.conversation()).contact();
                    contacts.add(contact);
                    words.forEach(word -> byWord.computeIfAbsent(word, fresh -> new HashSet<>())
                            .add(contact));
                }
            }
            byWord.forEach((word, behind) -> all.merge(word, behind.size(), Integer::sum));
            groups.add(counts(byWord, contactsMin));
            sizes.add(contacts.size());
        }
        all.values().removeIf(count -> count < contactsMin);
        Map<String, String> spellings = new HashMap<>();
        all.keySet().forEach(word -> spellings.put(word, spelling(word, written.getOrDefault(word, Map.of()))));
        return new WordStatistics(
                all,
                groups,
                spellings,
                sizes,
                sizes.stream().mapToInt(Integer::intValue).sum());
    }

    private static Map<String, Integer> counts(Map<String, Set<String>> contactsByWord, int contactsMin) {
        Map<String, Integer> counts = new TreeMap<>();
        contactsByWord.forEach((word, contacts) -> {
            if (contacts.size() >= contactsMin) {
                counts.put(word, contacts.size());
            }
        });
        return counts;
    }

    /** The most usual spelling with accents if enough people set any, else the plain one. */
    private static String spelling(String plain, Map<String, Integer> written) {
        int all = written.values().stream().mapToInt(Integer::intValue).sum();
        int accented = all - written.getOrDefault(plain, 0);
        return written.entrySet().stream()
                .filter(one -> !one.getKey().equals(plain) && accented >= ACCENTED_MIN * all)
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(plain);
    }

    /** How a word is shown. */
    String spelled(String word) {
        return spellings.getOrDefault(word, word);
    }

    /** Whether this plain word may stand in a title: enough contacts of the group use it, or it stands around others. */
    boolean mayShow(int group, String word) {
        return !isContent(word) || groups.get(group).containsKey(word);
    }

    /** Whether this plain word says what a text is about, rather than standing around other words. */
    boolean isContent(String word) {
        return word.length() >= LETTERS_MIN && !FUNCTION_WORDS.contains(word);
    }

    /** The words of a text, in small letters, accents and all. */
    static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        WORD.matcher(GREETING.matcher(text).replaceAll(" ")).results().forEach(found -> {
            if (found.group().charAt(0) != '[') {
                words.add(found.group().toLowerCase(java.util.Locale.ROOT));
            }
        });
        return words;
    }

    /** Whether it says what it is about: more than numbers, greetings and the words that stand around others. */
    static boolean says(String text) {
        return words(text).stream().anyMatch(word -> !FUNCTION_WORDS.contains(Wording.plain(word)));
    }

    /** The words that enough contacts of one group use. */
    Set<String> words() {
        Set<String> words = new TreeSet<>();
        groups.forEach(group -> words.addAll(group.keySet()));
        return words;
    }

    /** The words of a group, those of most contacts first. */
    List<String> of(int group) {
        return groups.get(group).entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The words that tell a group from the others: by log-likelihood ratio (Dunning 1993) times the share of its contacts who
     * use them, so that what only a few say makes no headline; only those it has more of than the others.
     */
    List<Term> distinguishing(int group, int max) {
        List<Term> terms = new ArrayList<>();
        int inside = sizes.get(group);
        groups.get(group).forEach((word, count) -> {
            double expected = (double) inside * contacts.getOrDefault(word, count) / Math.max(1, total);
            if (count > expected && isContent(word)) {
                double ratio = ratio(count, inside, contacts.getOrDefault(word, count) - count, total - inside);
                terms.add(new Term(word, ratio * count / Math.max(1, inside)));
            }
        });
        if (terms.isEmpty()) {
            // The only group of its language: nothing tells it from others, so what most of it says.
            return of(group).stream()
                    .filter(word -> word.length() >= LONG_WORD && !FUNCTION_WORDS.contains(word))
                    .limit(max)
                    .map(word -> new Term(word, 1))
                    .toList();
        }
        double most = terms.stream().mapToDouble(Term::weight).max().orElse(1);
        return terms.stream()
                .sorted(Comparator.comparingDouble(Term::weight).reversed().thenComparing(Term::word))
                .limit(max)
                .map(term -> new Term(term.word(), term.weight() / most))
                .toList();
    }

    private static double ratio(int a, int inside, int b, int outside) {
        double share = (double) (a + b) / Math.max(1, inside + outside);
        return 2 * (likelihood(a, inside, share) + likelihood(b, outside, share));
    }

    private static double likelihood(int count, int of, double share) {
        double sum = 0;
        if (count > 0) {
            sum += count * Math.log(count / (share * of));
        }
        if (of > count && share < 1) {
            sum += (of - count) * Math.log((of - count) / ((1 - share) * of));
        }
        return sum;
    }
}
