package relevo.matcher;

import java.io.IOException;
import org.apache.lucene.analysis.CharArrayMap;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.jspecify.annotations.Nullable;

/** The short forms of chat written out: "xq" is "porque", "xfa" is "por favor" (two words), "vc" is "voce". */
final class ChatSpellingFilter extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final CharArrayMap<String[]> spellings;
    private String @Nullable [] pending;
    private int next;

    ChatSpellingFilter(TokenStream input, CharArrayMap<String[]> spellings) {
        super(input);
        this.spellings = spellings;
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (pending != null && next < pending.length) {
            write(pending[next++]);
            return true;
        }
        pending = null;
        if (!input.incrementToken()) {
            return false;
        }
        String[] words = spellings.get(term.buffer(), 0, term.length());
        if (words != null) {
            pending = words;
            next = 1;
            write(words[0]);
        }
        return true;
    }

    private void write(String word) {
        term.setEmpty().append(word);
        increment.setPositionIncrement(1);
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        pending = null;
    }
}
