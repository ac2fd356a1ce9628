package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relevo.dialog.Outgoing;
import relevo.dialog.Outgoing.Option;

class SplitterProperties {
    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66";
    private static final String THUMB_DARK = "\uD83D\uDC4D\uD83C\uDFFF";
    private static final String FLAG = "\uD83C\uDDEA\uD83C\uDDF8";
    private static final List<String> PIECES =
            List.of("a", "ñ", "Hola. ", "¿Qué? ", " ", "\n\n", "12.000,50 ", FAMILY, THUMB_DARK, FLAG, "palabra ", "€");

    @Test
    void shouldLoseNothingKeepLimitAndNeverCutACharacter() {
        long seed = 20261121;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            int pieces = 1 + random.nextInt(60);
            for (int i = 0; i < pieces; i++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            int limit = 8 + random.nextInt(60);
            List<String> parts = Splitter.split(text.toString(), limit);

            assertEquals(bare(text.toString()), bare(String.join("", parts)), "round " + round);
            for (String part : parts) {
                assertTrue(part.codePointCount(0, part.length()) <= limit, "round " + round);
                assertFalse(parts.size() > 1 && part.isBlank(), "round " + round);
                assertEquals(
                        whole(text.toString(), FAMILY),
                        parts.stream().mapToInt(p -> whole(p, FAMILY)).sum());
                assertFalse(Character.isLowSurrogate(part.isEmpty() ? 'a' : part.charAt(0)), "round " + round);
                assertFalse(part.startsWith("\u200D") || part.startsWith("\uD83C\uDFFF"), "round " + round);
            }
        }
    }

    @Test
    void shouldPreferSentenceEnds() {
        assertEquals(
                List.of("Primera frase completa.", "Segunda frase, algo más."),
                Splitter.split("Primera frase completa. Segunda frase, algo más.", 30));
    }

    @Test
    void shouldPreferParagraphToSentence() {
        assertEquals(
                List.of("Uno. Dos. Tres.", "Cuatro y cinco. Seis."),
                Splitter.split("Uno. Dos. Tres.\n\nCuatro y cinco. Seis.", 25));
    }

    @Test
    void shouldCutBetweenWordsWithoutSentences() {
        assertEquals(List.of("uno dos tres", "cuatro"), Splitter.split("uno dos tres cuatro", 14));
    }

    @Test
    void shouldCutAnEndlessWordAtTheLimit() {
        assertEquals(List.of("aaaaaaaaaa", "aaaaaaaaaa", "aaaaa"), Splitter.split("a".repeat(25), 10));
    }

    @Test
    void shouldCutInsideAJoinedEmojiOnlyWhenItAloneIsTooLong() {
        List<String> parts = Splitter.split(FAMILY, 3);
        assertEquals(FAMILY, String.join("", parts));
        parts.forEach(part -> assertFalse(Character.isLowSurrogate(part.charAt(0))));
    }

    @Test
    void shouldLeaveShortMessagesAlone() {
        Outgoing message = new Outgoing.Text("Atendemos de lunes a sábado.");
        assertSame(message, Splitter.parts(message).getFirst());
    }

    @Test
    void shouldPutButtonsUnderTheLastPart() {
        String sentence = "Una frase que se repite hasta que no cabe más. ";
        Outgoing.Buttons message = new Outgoing.Buttons(sentence.repeat(40), List.of(new Option("1", "Sí")));
        List<Outgoing> parts = Splitter.parts(message);
        assertEquals(2, parts.size());
        assertInstanceOf(Outgoing.Text.class, parts.getFirst());
        assertEquals(
                message.options(),
                assertInstanceOf(Outgoing.Buttons.class, parts.getLast()).options());
        parts.forEach(part -> assertEquals(null, MessageLimits.violation(part)));
    }

    private static String bare(String text) {
        return text.replaceAll("\\s", "");
    }

    private static int whole(String text, String needle) {
        return (text.length() - text.replace(needle, "").length()) / needle.length();
    }
}
