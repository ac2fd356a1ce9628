package relevo.matcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * The words of one analysed message, each with its stem, in arrays that are used again for the next message. Owned by
 * one thread at a time.
 */
final class Tokens {
    /** More words than this in one message are not read. */
    static final int WORDS_MAX = 256;

    private char[] letters = new char[1024];
    private int used;
    private final int[] wordStart = new int[WORDS_MAX];
    private final int[] wordEnd = new int[WORDS_MAX];
    private final int[] stemStart = new int[WORDS_MAX];
    private final int[] stemEnd = new int[WORDS_MAX];
    private int size;

    /** Analyses a text; what was held before is gone. */
    void read(Analyzer analyzer, String text) {
        used = 0;
        size = 0;
        try (TokenStream stream = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                if (increment.getPositionIncrement() > 0) {
                    if (size == WORDS_MAX) {
                        break;
                    }
                    wordStart[size] = used;
                    append(term);
                    wordEnd[size] = used;
                    stemStart[size] = wordStart[size];
                    stemEnd[size] = wordEnd[size];
                    size++;
                } else if (size > 0) {
                    stemStart[size - 1] = used;
                    append(term);
                    stemEnd[size - 1] = used;
                }
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string cannot fail", e);
        }
    }

    private void append(CharTermAttribute term) {
        if (used + term.length() > letters.length) {
            letters = Arrays.copyOf(letters, Math.max(letters.length * 2, used + term.length()));
        }
        System.arraycopy(term.buffer(), 0, letters, used, term.length());
        used += term.length();
    }

    int size() {
        return size;
    }

    char[] letters() {
        return letters;
    }

    int wordStart(int i) {
        return wordStart[i];
    }

    int wordEnd(int i) {
        return wordEnd[i];
    }

    int stemStart(int i) {
        return stemStart[i];
    }

    int stemEnd(int i) {
        return stemEnd[i];
    }

    String word(int i) {
        return new String(letters, wordStart[i], wordEnd[i] - wordStart[i]);
    }

    /** Whether a word stands for a class of things (a number, a code, an emoji) and has no spelling of its own. */
    boolean isClass(int i) {
        return letters[wordStart[i]] == '#';
    }

    List<String> words() {
        List<String> words = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            words.add(word(i));
        }
        return words;
    }
}
