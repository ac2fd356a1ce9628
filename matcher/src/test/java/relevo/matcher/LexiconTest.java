package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LexiconTest {
    @Test
    void shouldGlossWithWordsThatHaveAMeaningOnly() {
        Meaning english = Meaning.of(Language.EN);
        Set<String> unknown = new TreeSet<>();
        for (Language language : new Language[] {Language.ES, Language.PT}) {
            for (String word : Lexicon.read("lexicon.txt", language).glossWords()) {
                if (!english.knows(Features.wordKey(word.toCharArray(), 0, word.length()))) {
                    unknown.add(word);
                }
            }
        }
        assertEquals(Set.of(), unknown, "words of lexicon.txt that the English table lacks");
    }

    @Test
    void shouldKnowTheFormsOfOneLanguageWhereTheOtherHasNone() {
        assertTrue(Lexicon.read("lexicon.txt", Language.ES).forms().contains("veintiuno"));
        assertFalse(Lexicon.read("lexicon.txt", Language.PT).forms().contains(""));
    }
}
