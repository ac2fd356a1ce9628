package relevo.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldedTextTest {
    @Test
    void shouldFoldCaseAccentsAndDrawnOutLetters() {
        assertEquals(
                "no me ayuda nadie", FoldedText.of("¿No me AYUDA   nadie?!").toString());
        assertEquals("nao e so isso acao", FoldedText.of("Não é só isso, AÇÃO").toString());
        assertEquals("hola", FoldedText.of("holaaaaaa").toString());
        assertEquals("dont", FoldedText.of("don't").toString());
        assertEquals("3", FoldedText.of("3️⃣").toString());
        assertEquals("pesimo", FoldedText.of("pe\u0301simo").toString());
        assertEquals("", FoldedText.of("🙂 … !").toString());
        assertEquals("pedido 111222", FoldedText.of("pedido 111222").toString());
    }

    @Test
    void shouldKnowWhereClausesAndSentencesEnd() {
        FoldedText text = FoldedText.of("no, quiero eso. y ya");
        assertTrue(text.clause(0) < text.clause(1));
        assertEquals(text.sentence(0), text.sentence(2));
        assertTrue(text.sentence(2) < text.sentence(3));
    }

    @Test
    void shouldTakeAnyStringWithoutFailing() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder any = new StringBuilder();
            int length = random.nextInt(60);
            for (int j = 0; j < length; j++) {
                any.append((char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
            }
            FoldedText text = FoldedText.of(any.toString());
            StringBuilder joined = new StringBuilder();
            for (int word = 0; word < text.words(); word++) {
                joined.append(word == 0 ? "" : " ").append(text.word(word));
            }
            assertEquals(joined.toString(), text.toString(), "seed " + seed + " round " + i);
        }
        assertEquals(4_096, FoldedText.of("a ".repeat(5_000)).raw().length());
    }

    @Test
    void shouldFindTheSamePhrasesAsASearchWordByWord() {
        List<String> listed = List.of("no", "no sirve", "sirve", "para nada", "inutil*", "a", "a b c");
        Phrases.Builder<String> builder = new Phrases.Builder<>();
        listed.forEach(phrase -> builder.add(phrase, phrase));
        Phrases<String> phrases = builder.build();
        Random random = new Random(11);
        List<String> words = List.of("no", "sirve", "para", "nada", "inutil", "inutiles", "a", "b", "c", "ab");
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(8); j >= 0; j--) {
                text.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            FoldedText folded = FoldedText.of(text.toString());
            List<String> found = new ArrayList<>();
            phrases.find(folded, (from, to, what) -> found.add(from + " " + what));
            List<String> expected = new ArrayList<>();
            for (int from = 0; from < folded.words(); from++) {
                for (String phrase : listed) {
                    if (startsAt(folded, from, phrase)) {
                        expected.add(from + " " + phrase);
                    }
                }
            }
            assertEquals(
                    expected.stream().sorted().toList(), found.stream().sorted().toList(), text.toString());
        }
    }

    @Test
    void shouldRefuseAPhraseWithoutLetters() {
        Phrases.Builder<String> builder = new Phrases.Builder<>();
        assertThrows(IllegalArgumentException.class, () -> builder.add("…!", "x"));
    }

    private static boolean startsAt(FoldedText text, int from, String phrase) {
        boolean open = phrase.endsWith("*");
        String[] words = (open ? phrase.substring(0, phrase.length() - 1) : phrase).split(" ");
        for (int i = 0; i < words.length; i++) {
            if (from + i >= text.words()) {
                return false;
            }
            String word = text.word(from + i);
            boolean last = i == words.length - 1;
            if (open && last ? !word.startsWith(words[i]) : !word.equals(words[i])) {
                return false;
            }
        }
        return true;
    }
}
