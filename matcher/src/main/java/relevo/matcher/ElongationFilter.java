package relevo.matcher;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Three or more of one letter in a row become one: "holaaaa" is "hola", "nooo" is "no". */
final class ElongationFilter extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    ElongationFilter(TokenStream input) {
        super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        if (term.length() > 2) {
            term.setLength(squeeze(term.buffer(), term.length()));
        }
        return true;
    }

    private static int squeeze(char[] letters, int length) {
        int kept = 0;
        for (int at = 0; at < length; ) {
            int end = at + 1;
            while (end < length && letters[end] == letters[at]) {
                end++;
            }
            int repeats = end - at >= 3 ? 1 : end - at;
            char letter = letters[at];
            for (int i = 0; i < repeats; i++) {
                letters[kept++] = letter;
            }
            at = end;
        }
        return kept;
    }
}
