package relevo.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Heads a topic with its customers' own words: the stretch of one of its phrasings, in the order in which it was written,
 * that holds most of the words that tell the topic from the others. Words that fewer contacts use than stand behind a topic
 * do not come into it. What weighs much and stands elsewhere follows behind a dot.
 *
 * <pre>
 *   terms      compre 1.0, semana 0.9, pasada 0.9, devolver 0.7 ...
 *   phrasing   hola quiero [devolver algo que compré la semana pasada] gracias
 * </pre>
 *
 * One thread.
 */
final class Headline {
    private static final int WORDS_MAX = 8;
    /** A word that is no term costs a little, so that the shorter of two stretches with the same terms wins. */
    private static final double COST_OF_A_WORD = 0.04;
    /** Beside the heaviest; lighter ones are left out when the stretch does not hold them. */
    private static final double APART_MIN = 0.6;

    private static final int APART_MAX = 2;

    /** A word, or what separates: a placeholder, a number, a mark. */
    private static final Pattern PIECES = Pattern.compile("(?<=\\P{L})(?=\\p{L})|(?<=[\\p{L}])(?=[^\\p{L}'’])|\\s+");

    /** Without the one before it a title would say the contrary. */
    private static final Set<String> NEGATIONS =
            Set.of("no", "nao", "not", "nunca", "sin", "sem", "don't", "can't", "dont", "cant");

    private static final Set<String> BEFORE_A_VERB = Set.of("me", "te", "se", "le", "les", "lo", "la", "nos", "os");

    private static final Set<String> QUESTION_WORDS = Set.of(
            ("que como cuando donde cuanto cuanta cuantos cuantas cual cuales quien quando onde quanto quanta quantos"
                            + " quantas qual quais quem how what when where why which who")
                    .split(" "));

    /** They begin no title. */
    private static final Set<String> NOT_FIRST = Set.of(
            ("hola oi ola hi hello buenas por favor porfa please y e o a de del la el los las un una en con do da os"
                            + " as um uma no na the and of to in for")
                    .split(" "));

    /** Words with the same beginning are forms of one: "alarma" says what "alarmas" does. */
    private static final int BEGINNING = 5;

    /** Around a single word, for "lista" alone says too little. */
    private static final int WORDS_BEFORE = 4;

    private static final int WORDS_AFTER = 3;

    private final List<WordStatistics.Term> terms;
    private final Map<String, Double> weights = new HashMap<>();
    private final WordStatistics statistics;
    private final int group;

    /** A word as it stands there in small letters, and plain. */
    private record Word(String written, String plain) {}

    /** @param terms of the group, the heaviest first; at least one */
    Headline(List<WordStatistics.Term> terms, WordStatistics statistics, int group) {
        this.terms = terms;
        this.statistics = statistics;
        this.group = group;
        terms.forEach(term -> weights.put(term.word(), term.weight()));
    }

    /** @param phrasings the most typical first */
    String of(List<String> phrasings) {
        List<Word> best = List.of();
        double bestScore = 0;
        for (String phrasing : phrasings) {
            List<Word> words = words(phrasing);
            for (int from = 0; from < words.size(); from++) {
                for (int to = from; to < Math.min(words.size(), from + WORDS_MAX) && isShown(words.get(to)); to++) {
                    List<Word> stretch = words.subList(from, to + 1);
                    if (isTerm(stretch.getFirst()) && isTerm(stretch.getLast()) && score(stretch) > bestScore + 1e-9) {
                        bestScore = score(stretch);
                        best = from == to ? around(words, from) : words.subList(led(words, from), to + 1);
                    }
                }
            }
        }
        Set<String> shown = new HashSet<>();
        best.forEach(word -> shown.add(beginning(word.plain())));
        List<String> parts = new ArrayList<>();
        if (!best.isEmpty()) {
            parts.add(String.join(" ", best.stream().map(this::spelled).toList()));
        }
        int most = parts.size() + (best.size() > APART_MAX ? 1 : APART_MAX);
        for (WordStatistics.Term term : terms) {
            if (term.weight() >= APART_MIN && parts.size() < most && shown.add(beginning(term.word()))) {
                parts.add(statistics.spelled(term.word()));
            }
        }
        return String.join(" · ", parts);
    }

    private static List<Word> words(String phrasing) {
        List<Word> words = new ArrayList<>();
        for (String piece : PIECES.split(phrasing.toLowerCase(Locale.ROOT))) {
            if (!piece.isBlank()) {
                words.add(new Word(piece, Wording.plain(piece)));
            }
        }
        return words;
    }

    /** Where a stretch begins when what leads to its first word is taken along: a negation, a question word. */
    private static int led(List<Word> words, int at) {
        int before = at - 1;
        if (before > 0 && BEFORE_A_VERB.contains(words.get(before).plain())) {
            before--;
        }
        if (before < 0) {
            return at;
        }
        Word lead = words.get(before);
        boolean asks = QUESTION_WORDS.contains(lead.plain())
                && (before == 0 || !lead.plain().equals(lead.written()));
        return asks || NEGATIONS.contains(lead.plain()) ? before : at;
    }

    /** The word with what may be shown of the words beside it. */
    private List<Word> around(List<Word> words, int at) {
        int from = at;
        while (from > 0 && at - from < WORDS_BEFORE && isShown(words.get(from - 1))) {
            from--;
        }
        while (from < at && NOT_FIRST.contains(words.get(from).plain())) {
            from++;
        }
        int to = at;
        while (to + 1 < words.size() && to - at < WORDS_AFTER && isShown(words.get(to + 1))) {
            to++;
        }
        while (to > at && !statistics.isContent(words.get(to).plain())) {
            to--;
        }
        return words.subList(from, to + 1);
    }

    /** Words of content as most write them; of the others the accent is part of the sense ("esta", "está"). */
    private String spelled(Word word) {
        return statistics.isContent(word.plain()) ? statistics.spelled(word.plain()) : word.written();
    }

    private boolean isTerm(Word word) {
        return weights.containsKey(word.plain());
    }

    private boolean isShown(Word word) {
        return Character.isLetter(word.plain().codePointAt(0)) && statistics.mayShow(group, word.plain());
    }

    private double score(List<Word> stretch) {
        double score = 0;
        Set<String> seen = new HashSet<>();
        for (Word word : stretch) {
            Double weight = weights.get(word.plain());
            if (weight != null && seen.add(beginning(word.plain()))) {
                score += weight;
            } else {
                score -= COST_OF_A_WORD;
            }
        }
        return score;
    }

    private static String beginning(String word) {
        return word.substring(0, Math.min(word.length(), BEGINNING));
    }
}
