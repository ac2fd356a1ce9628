package relevo.dialog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relevo.escalation.FoldedText;
import relevo.escalation.Phrases;

/**
 * Words the engine understands by itself, in every language: greetings, thanks, yes and no, numbers, the menu, opting out.
 * Written in {@code words.yaml}. Immutable, any thread.
 */
public final class Words {
    /** What such words mean. */
    public enum Kind {
        GREETING,
        /** Says nothing by itself: "una pregunta", "por favor". */
        FILLER,
        THANKS,
        BYE,
        /** "ok", "listo" */
        ACK,
        YES,
        NO,
        MENU,
        CANCEL,
        BOT_QUESTION,
        OPT_OUT,
        OPT_IN,
        /** "borra mis datos" */
        ERASE,
        GOOD_MARK,
        BAD_MARK,
        /** The n-th option, in words or digits. */
        NUMBER;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        int bit() {
            return 1 << ordinal();
        }
    }

    private record Mark(String lang, Kind kind, int number) {}

    /**
     * What a whole text means when it consists of such words only.
     *
     * @param kinds bits of {@link Kind}
     * @param number the option asked for, from 1; 0 none or more than one
     * @param lang the one language all words are of; null when several
     */
    record Standing(int kinds, int number, @Nullable String lang) {
        boolean has(Kind kind) {
            return (kinds & kind.bit()) != 0;
        }
    }

    /** A language that is known is given up only for one that is clearly ahead of it. */
    private static final double LEAD = 1.5;

    private static final int BEGINNING_WORDS_MAX = 6;
    private static final int STANDING_WORDS_MAX = 12;

    private final Phrases<Mark> phrases;
    private final Phrases<List<String>> everyday;
    private final List<String> goodEmoji;
    private final List<String> badEmoji;

    private Words(
            Phrases<Mark> phrases, Phrases<List<String>> everyday, List<String> goodEmoji, List<String> badEmoji) {
        this.phrases = phrases;
        this.goodEmoji = goodEmoji;
        this.badEmoji = badEmoji;
        this.everyday = everyday;
    }

    static Words of(YamlNode node) {
        Phrases.Builder<Mark> builder = new Phrases.Builder<>();
        Map<String, List<String>> everyday = new HashMap<>();
        YamlNode emoji = node.need("emoji");
        List<String> good = emoji.need("good").texts();
        List<String> bad = emoji.need("bad").texts();
        emoji.done();
        for (Map.Entry<String, YamlNode> lang : node.fields().entrySet()) {
            YamlNode words = lang.getValue();
            if (words == emoji) {
                continue;
            }
            for (Kind kind : Kind.values()) {
                if (kind == Kind.NUMBER) {
                    int number = 1;
                    for (YamlNode same : words.need("numbers").items()) {
                        add(builder, same.texts(), new Mark(lang.getKey(), kind, number++));
                    }
                } else {
                    add(builder, words.need(kind.word()).texts(), new Mark(lang.getKey(), kind, 0));
                }
            }
            for (String word : words.need("everyday").texts()) {
                everyday.computeIfAbsent(FoldedText.of(word).toString(), unknown -> new ArrayList<>(2))
                        .add(lang.getKey());
            }
            words.done();
        }
        Phrases.Builder<List<String>> langsOfWord = new Phrases.Builder<>();
        everyday.forEach((word, langs) -> {
            if (word.indexOf(' ') < 0) {
                langsOfWord.add(word, List.copyOf(langs));
            }
        });
        return new Words(builder.build(), langsOfWord.build(), good, bad);
    }

    private static void add(Phrases.Builder<Mark> builder, List<String> phrases, Mark mark) {
        phrases.forEach(phrase -> builder.add(phrase, mark));
    }

    /**
     * What was heard in a text.
     *
     * @param standing the meaning of the whole text; null when there is any other word in it, or none
     * @param anywhere bits of the kinds that stand somewhere in it
     * @param first bits of the kinds it begins with
     */
    record Heard(@Nullable Standing standing, int anywhere, int first, int words) {
        boolean has(Kind kind) {
            return (anywhere & kind.bit()) != 0;
        }

        /** Whether the text says this and nothing else. */
        boolean says(Kind kind) {
            return standing != null && standing.has(kind);
        }

        /** The number of an option, when the text is one; 0 otherwise. */
        int number() {
            return standing == null ? 0 : standing.number();
        }

        /** yes or no when a short text is or begins so: "no, sigue igual"; null otherwise. */
        @Nullable
        String yesOrNo() {
            boolean yes = says(Kind.YES);
            boolean no = says(Kind.NO);
            if (yes == no && words <= BEGINNING_WORDS_MAX) {
                yes = (first & Kind.YES.bit()) != 0;
                no = (first & Kind.NO.bit()) != 0;
            }
            return yes == no ? null : yes ? "yes" : "no";
        }
    }

    Heard hear(FoldedText text) {
        if (text.words() == 0) {
            return emoji(text.raw());
        }
        List<Found> found = new ArrayList<>();
        phrases.find(text, (from, to, mark) -> found.add(new Found(from, to, mark)));
        int anywhere = 0;
        int first = 0;
        for (Found one : found) {
            anywhere |= one.mark.kind.bit();
            first |= one.from == 0 ? one.mark.kind.bit() : 0;
        }
        return new Heard(found.isEmpty() ? null : standing(text, found), anywhere, first, text.words());
    }

    /** A text of nothing but pictures: a thumb up is a yes, thanks and a good mark. */
    private Heard emoji(String raw) {
        boolean bad = holdsAny(raw, badEmoji);
        boolean good = holdsAny(raw, goodEmoji);
        int kinds = bad == good
                ? 0
                : good ? Kind.ACK.bit() | Kind.YES.bit() | Kind.GOOD_MARK.bit() : Kind.NO.bit() | Kind.BAD_MARK.bit();
        return new Heard(kinds == 0 ? null : new Standing(kinds, 0, null), kinds, kinds, 0);
    }

    private static boolean holdsAny(String raw, List<String> emoji) {
        for (String each : emoji) {
            if (raw.contains(each)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Standing standing(FoldedText text, List<Found> found) {
        if (text.words() > STANDING_WORDS_MAX) {
            return null;
        }
        int all = (1 << text.words()) - 1;
        int ofAnyLang = 0;
        for (Found one : found) {
            ofAnyLang |= one.bits();
        }
        if (ofAnyLang != all) {
            return null;
        }
        Map<String, Integer> covered = new LinkedHashMap<>();
        for (Found one : found) {
            covered.merge(one.mark.lang, one.bits(), (x, y) -> x | y);
        }
        List<String> langs = new ArrayList<>();
        covered.forEach((lang, bits) -> {
            if (bits == all) {
                langs.add(lang);
            }
        });
        if (langs.isEmpty()) {
            return null;
        }
        int kinds = 0;
        int number = 0;
        for (Found one : found) {
            if (!langs.contains(one.mark.lang) || isInsideAnother(one, found)) {
                continue; // "buenas tardes" counts as itself and not as "buenas" too
            }
            kinds |= one.mark.kind.bit();
            if (one.mark.kind == Kind.NUMBER) {
                number = number == 0 || number == one.mark.number ? one.mark.number : -1;
            }
        }
        return new Standing(kinds, Math.max(0, number), langs.size() == 1 ? langs.getFirst() : null);
    }

    private static boolean isInsideAnother(Found one, List<Found> found) {
        for (Found other : found) {
            if (other.mark.lang.equals(one.mark.lang)
                    && other.from <= one.from
                    && other.to >= one.to
                    && other.to - other.from > one.to - one.from) {
                return true;
            }
        }
        return false;
    }

    private record Found(int from, int to, Mark mark) {
        int bits() {
            return (1 << to) - (1 << from);
        }
    }

    /** How many words of a text everybody uses whatever he talks about. */
    int everyday(FoldedText text) {
        int[] count = new int[1];
        everyday.find(text, (from, to, langs) -> count[0]++);
        return count[0];
    }

    /**
     * The language of a text by its everyday words, among those given; the current one on doubt, null without any sign.
     *
     * @param known the current language is more than a default
     */
    @Nullable
    String lang(FoldedText text, String current, boolean known, List<String> among) {
        double[] counts = new double[among.size() + 1];
        boolean[] signs = new boolean[1];
        everyday.find(text, (from, to, langs) -> {
            signs[0] = true;
            double share = 1.0 / (langs.size() * langs.size());
            for (String lang : langs) {
                // A language that is not among them counts for nothing but the current one.
                int at = lang.equals(current) ? among.size() : among.indexOf(lang);
                if (at >= 0) {
                    counts[at] += share;
                }
            }
        });
        if (!signs[0]) {
            return null;
        }
        String best = current;
        double bestCount = counts[among.size()] + (known ? LEAD : 0.5);
        for (int at = 0; at < among.size(); at++) {
            double count = among.get(at).equals(current) ? counts[among.size()] : counts[at];
            if (count > bestCount) {
                best = among.get(at);
                bestCount = count;
            }
        }
        return best;
    }
}
