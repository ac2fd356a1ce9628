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
    private final Map<String, List<String>> langsOfEveryday;

    private Words(Phrases<Mark> phrases, Map<String, List<String>> langsOfEveryday) {
        this.phrases = phrases;
        this.langsOfEveryday = langsOfEveryday;
    }

    static Words of(YamlNode node) {
        Phrases.Builder<Mark> builder = new Phrases.Builder<>();
        Map<String, List<String>> everyday = new HashMap<>();
        for (Map.Entry<String, YamlNode> lang : node.fields().entrySet()) {
            YamlNode words = lang.getValue();
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
        return new Words(builder.build(), everyday);
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

    private static @Nullable Standing standing(FoldedText text, List<Found> found) {
        if (text.words() > STANDING_WORDS_MAX) {
            return null;
        }
        int all = (1 << text.words()) - 1;
        int covered = 0;
        for (Found one : found) {
            covered |= one.bits();
        }
        if (covered != all) {
            return null;
        }
        int kinds = 0;
        int number = 0;
        Map<String, Integer> byLang = new LinkedHashMap<>();
        for (Found one : found) {
            if (isInsideAnother(one, found)) {
                continue; // "buenas tardes" counts as itself and not as "buenas" too
            }
            byLang.merge(one.mark.lang, one.bits(), (a, b) -> a | b);
            kinds |= one.mark.kind.bit();
            if (one.mark.kind == Kind.NUMBER) {
                number = number == 0 || number == one.mark.number ? one.mark.number : -1;
            }
        }
        List<String> langs = new ArrayList<>();
        byLang.forEach((lang, bits) -> {
            if (bits == all) {
                langs.add(lang);
            }
        });
        return new Standing(kinds, Math.max(0, number), langs.size() == 1 ? langs.getFirst() : null);
    }

    private static boolean isInsideAnother(Found one, List<Found> found) {
        for (Found other : found) {
            if (other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from) {
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

    /**
     * The language of a text by its everyday words, among those given; the current one on doubt, null without any sign.
     *
     * @param known the current language is more than a default
     */
    @Nullable
    String lang(FoldedText text, String current, boolean known, List<String> among) {
        Map<String, Double> counts = new HashMap<>();
        for (int word = 0; word < text.words(); word++) {
            List<String> langs = langsOfEveryday.getOrDefault(text.word(word), List.of());
            for (String lang : langs) {
                counts.merge(lang, 1.0 / (langs.size() * langs.size()), Double::sum);
            }
        }
        if (counts.isEmpty()) {
            return null;
        }
        String best = current;
        double bestCount = counts.getOrDefault(current, 0.0) + (known ? LEAD : 0.5);
        for (String lang : among) {
            if (counts.getOrDefault(lang, 0.0) > bestCount) {
                best = lang;
                bestCount = counts.getOrDefault(lang, 0.0);
            }
        }
        return best;
    }
}
