package relevo.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Splits a text into the pieces of words a BERT encoder was trained on (WordPiece, Wu et al. 2016, as in the uncased
 * BERT): lower case without accents, punctuation by itself, then of each word the longest known beginning, again and
 * again. Immutable; safe for use from any thread.
 */
final class WordPieces {
    private static final int WORD_MAX = 100;

    private final Map<String, Integer> ids = new HashMap<>();
    private final int unknown;
    private final int first;
    private final int last;
    private final int piecesMax;

    /**
     * @param tokenizer a tokenizer.json with the vocabulary under model.vocab
     * @param piecesMax pieces of a text beyond these are left out
     */
    WordPieces(InputStream tokenizer, int piecesMax) throws IOException {
        JsonNode vocabulary =
                new ObjectMapper().readTree(tokenizer).path("model").path("vocab");
        vocabulary
                .properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        this.unknown = id("[UNK]");
        this.first = id("[CLS]");
        this.last = id("[SEP]");
        this.piecesMax = piecesMax;
    }

    private int id(String piece) {
        Integer id = ids.get(piece);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary has no " + piece);
        }
        return id;
    }

    long[] of(String text) {
        long[] pieces = new long[piecesMax];
        int size = 0;
        pieces[size++] = first;
        for (String word : words(text).split(" ")) {
            if (!word.isEmpty()) {
                size = append(word, pieces, size);
            }
        }
        pieces[size++] = last;
        return Arrays.copyOf(pieces, size);
    }

    /** The words with one blank between them. */
    private static String words(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        StringBuilder words = new StringBuilder(plain.length() + 16);
        plain.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.NON_SPACING_MARK || c == 0 || c == 0xFFFD) {
                return;
            }
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                words.append(' ');
            } else if (isPunctuation(c, type) || Character.isIdeographic(c)) {
                words.append(' ').appendCodePoint(c).append(' ');
            } else {
                words.appendCodePoint(c);
            }
        });
        return words.toString();
    }

    private static boolean isPunctuation(int c, int type) {
        boolean ascii = c >= '!' && c <= '~' && !Character.isLetterOrDigit(c);
        return ascii
                || type == Character.CONNECTOR_PUNCTUATION
                || type == Character.DASH_PUNCTUATION
                || type == Character.START_PUNCTUATION
                || type == Character.END_PUNCTUATION
                || type == Character.INITIAL_QUOTE_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION
                || type == Character.OTHER_PUNCTUATION;
    }

    private int append(String word, long[] pieces, int size) {
        int at = size;
        for (int start = 0; start < word.length(); ) {
            int end = word.length() > WORD_MAX ? start : word.length();
            Integer id = null;
            while (end > start && id == null) {
                String piece = word.substring(start, end);
                id = ids.get(start > 0 ? "##" + piece : piece);
                end = id == null ? end - 1 : end;
            }
            if (id == null) {
                at = size;
                if (at < piecesMax - 1) {
                    pieces[at++] = unknown;
                }
                return at;
            }
            if (at == piecesMax - 1) {
                return at;
            }
            pieces[at++] = id;
            start = end;
        }
        return at;
    }
}
