package relevo.matcher;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** Each line: English gloss = Spanish forms / Portuguese forms. */
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
        glossesByForm.computeIfAbsent(form, key -> new ArrayList<>(1)).add(gloss);
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

    /** The vectors of the forms and of their stems: what English has for their glosses. */
    Meaning meaning(Meaning english) {
        Map<Long, float[]> vectors = new LinkedHashMap<>();
        Map<Long, float[]> stems = new LinkedHashMap<>();
        Map<Long, float[]> beginnings = new LinkedHashMap<>();
        Tokens tokens = new Tokens();
        try (MessageAnalyzer analyzer = new MessageAnalyzer(language, Spelling.NONE)) {
            glossesByForm.forEach((form, glosses) -> {
                float[] vector = vector(english, glosses);
                tokens.read(analyzer, form);
                if (tokens.size() == 1) {
                    char[] letters = tokens.letters();
                    vectors.putIfAbsent(Features.wordKey(letters, tokens.wordStart(0), tokens.wordEnd(0)), vector);
                    stems.putIfAbsent(Features.stemKey(letters, tokens.stemStart(0), tokens.stemEnd(0)), vector);
                    int end = Math.min(tokens.wordEnd(0), tokens.wordStart(0) + Features.BEGINNING_MAX);
                    for (int at = tokens.wordStart(0) + Features.BEGINNING_MIN; at <= end; at++) {
                        beginnings.putIfAbsent(Features.beginningKey(letters, tokens.wordStart(0), at), vector);
                    }
                }
            });
        }
        stems.forEach(vectors::putIfAbsent);
        beginnings.forEach(vectors::putIfAbsent);
        return Meaning.of(vectors, english.size());
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
