package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for any text whatever. */
class MatcherProperties {
    private static final int TRIES = 1_500;
    private static final String ALPHABET =
            "abcdeñáçqwzxk AEIOU  0123456789.,;:¿?¡!@#$%-_'\"\n\t😡👍🏽🏳️‍🌈漢字עбдй\u200d\u0301\ufffd";

    private static String text(Random random) {
        int kind = random.nextInt(4);
        int length = kind == 0 ? random.nextInt(6_000) : random.nextInt(60);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            if (kind == 1) {
                text.append((char) random.nextInt(0x10000));
            } else {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return kind == 3 ? "quiero " + text + " mi pedido" : text.toString();
    }

    @Test
    void shouldMatchAnyStringWithinBounds() {
        long seed = 7_041;
        System.out.println("MatcherProperties seed " + seed);
        Random random = new Random(seed);
        FaqMatcher matcher = FaqMatcher.build(SmallFaq.entries(), MatcherConfig.defaults());
        for (int i = 0; i < TRIES; i++) {
            String text = text(random);
            Match match = matcher.match(text, Language.values()[random.nextInt(3)].code());
            assertTrue(match.inScope() >= 0 && match.inScope() <= 1, text);
            assertTrue(match.candidates().size() <= 5, text);
            double sum = 0;
            double last = 1;
            for (Candidate candidate : match.candidates()) {
                assertTrue(candidate.confidence() > 0 && candidate.confidence() <= last, text);
                last = candidate.confidence();
                sum += last;
            }
            assertTrue(sum <= match.inScope() + 1e-6, text);
            assertTrue(match.tokens().size() <= Tokens.WORDS_MAX, text);
            assertTrue(Request.of(text, match, matcher, 0).size() <= Clauses.CLAUSES_MAX, text);
        }
    }

    @Test
    void shouldGiveTheSameMatchWhenAskedAgainAmongOthers() {
        FaqMatcher matcher = FaqMatcher.build(SmallFaq.entries(), MatcherConfig.defaults());
        Match first = matcher.match("kiero cancelar mi pedido", "es");
        Random random = new Random(99);
        for (int i = 0; i < 200; i++) {
            matcher.match(text(random), "es");
        }
        assertEquals(first, matcher.match("kiero cancelar mi pedido", "es"));
    }
}
