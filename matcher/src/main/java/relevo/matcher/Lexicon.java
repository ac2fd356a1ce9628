package relevo.matcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Words of one language with English glosses, by which they get a meaning although no sentence encoder for the language
 * can be shipped. Written for this product, see {@code lexicon.txt}. Immutable.
 */
final class Lexicon {
    private final Language language;
    private final Map<String, List<String>> glossesByForm = new LinkedHashMap<>();

    private Lexicon(Language language) {
        this.language = language;
    }

    /** Each line: English gloss = Spanish forms / Portuguese forms; either may be missing. */
    static Lexicon read(String resource, Language language) {
        Lexicon lexicon = new Lexicon(language);
        Map<String, String> infinitives = new LinkedHashMap<>();
        for (String line : Language.lines(resource)) {
            int equals = line.indexOf('=');
            int slash = line.indexOf('/');
            String forms = language == Language.ES ? line.substring(equals + 1, slash) : line.substring(slash + 1);
            String gloss = line.substring(0, equals).strip();
            for (String form : forms.strip().split(" ")) {
                lexicon.put(form, gloss);
                if (Conjugation.isInfinitive(form)) {
                    infinitives.putIfAbsent(form, gloss);
                }
            }
        }
        Map<String, List<String>> conjugated = new LinkedHashMap<>();
        infinitives.forEach((infinitive, gloss) -> {
            for (String form : Conjugation.forms(infinitive, language)) {
                conjugated.computeIfAbsent(form, key -> new ArrayList<>(1)).add(gloss);
            }
        });
        conjugated.forEach(lexicon.glossesByForm::putIfAbsent);
        return lexicon;
    }

    private void put(String form, String gloss) {
        if (!form.isEmpty()) {
            glossesByForm.computeIfAbsent(form, key -> new ArrayList<>(1)).add(gloss);
        }
    }

    Set<String> forms() {
        return glossesByForm.keySet();
    }

    /** The English words. */
    Set<String> glossWords() {
        Set<String> words = new HashSet<>();
        glossesByForm.values().forEach(glosses -> glosses.forEach(gloss -> words.addAll(List.of(gloss.split(" ")))));
        return words;
    }

    /** A form as a message would hold it. */
    private record Form(char[] word, char[] stem, int row) {}

    /** The vectors of the forms, of their stems and of their beginnings: what English has for their glosses. */
    Meaning meaning(Meaning english) {
        Meaning.Rows rows = new Meaning.Rows(english.size());
        List<Form> forms = forms(english, rows);
        // A word itself goes before a stem that looks the same, and that before a beginning.
        forms.forEach(form -> rows.put(Features.wordKey(form.word(), 0, form.word().length), form.row()));
        forms.forEach(form -> rows.put(Features.stemKey(form.stem(), 0, form.stem().length), form.row()));
        for (Form form : forms) {
            int longest = Math.min(form.word().length, Features.BEGINNING_MAX);
            for (int length = Features.BEGINNING_MIN; length <= longest; length++) {
                rows.put(Features.beginningKey(form.word(), 0, length), form.row());
            }
        }
        return rows.meaning();
    }

    private List<Form> forms(Meaning english, Meaning.Rows rows) {
        Map<List<String>, Integer> rowByGlosses = new HashMap<>();
        List<Form> forms = new ArrayList<>(glossesByForm.size());
        Tokens tokens = new Tokens();
        try (MessageAnalyzer analyzer = new MessageAnalyzer(language, Spelling.NONE);
                LoneStems stems = new LoneStems(language)) {
            glossesByForm.forEach((written, glosses) -> {
                int row = rowByGlosses.computeIfAbsent(glosses, one -> rows.add(vector(english, one)));
                if (analyzer.leavesAsItIs(written)) {
                    forms.add(new Form(written.toCharArray(), stems.of(written), row));
                    return;
                }
                tokens.read(analyzer, written);
                if (tokens.size() == 1) {
                    char[] letters = tokens.letters();
                    forms.add(new Form(
                            Arrays.copyOfRange(letters, tokens.wordStart(0), tokens.wordEnd(0)),
                            Arrays.copyOfRange(letters, tokens.stemStart(0), tokens.stemEnd(0)),
                            row));
                }
            });
        }
        return forms;
    }

    /**
     * The language's stemmer over one word after the other, as one endless stream: the tens of thousands of forms are read
     * at every start, and the whole chain for each would take a second.
     */
    private static final class LoneStems implements AutoCloseable {
        private final Words words = new Words();
        private final TokenStream stems;

        LoneStems(Language language) {
            stems = MessageAnalyzer.stem(language, words);
        }

        char[] of(String word) {
            words.word = word;
            try {
                stems.incrementToken();
            } catch (IOException e) {
                throw new UncheckedIOException("reading a string cannot fail", e);
            }
            return Arrays.copyOf(words.term.buffer(), words.term.length());
        }

        @Override
        public void close() {
            try {
                stems.close();
            } catch (IOException e) {
                throw new UncheckedIOException("reading a string cannot fail", e);
            }
        }

        private static final class Words extends TokenStream {
            final CharTermAttribute term = addAttribute(CharTermAttribute.class);
            String word = "";

            @Override
            public boolean incrementToken() {
                clearAttributes();
                term.append(word);
                return true;
            }
        }
    }

    private static float[] vector(Meaning english, List<String> glosses) {
        float[] sum = new float[english.size()];
        for (String gloss : glosses) {
            String[] words = gloss.split(" ");
            float[] one = new float[sum.length];
            for (String word : words) {
                english.add(Features.wordKey(word.toCharArray(), 0, word.length()), one);
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (float) (one[i] / Math.sqrt(words.length) / glosses.size());
            }
        }
        return sum;
    }
}
