package relevo.matcher;

import java.util.List;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;

/**
 * Which of the three languages a short message is in. Words everybody uses decide, a word of several languages counts for
 * each a little; the language of the conversation has a head start, so that one borrowed word does not flip it.
 * Immutable; safe for use from any thread.
 */
final class LanguageGuess {
    private static final double HEAD_START = 1.0;
    private static final List<CharArraySet> WORDS = List.of(
            SpanishAnalyzer.getDefaultStopSet(),
            PortugueseAnalyzer.getDefaultStopSet(),
            EnglishAnalyzer.getDefaultStopSet());

    /** The language of a text; the conversation's on doubt. */
    Language of(String text, Language conversation) {
        double[] score = new double[Language.values().length];
        score[conversation.ordinal()] = HEAD_START;
        for (String word : text.toLowerCase(java.util.Locale.ROOT).split("[^\\p{L}']+")) {
            int in = 0;
            for (CharArraySet words : WORDS) {
                in += words.contains(word) ? 1 : 0;
            }
            for (int i = 0; i < score.length; i++) {
                if (WORDS.get(i).contains(word)) {
                    score[i] += 1.0 / (in * in);
                }
            }
        }
        int best = conversation.ordinal();
        for (int i = 0; i < score.length; i++) {
            best = score[i] > score[best] ? i : best;
        }
        return Language.values()[best];
    }
}
