package relevo.matcher;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** A word the index does not know becomes the one it knows that it was most likely meant for: see {@link Spelling}. */
final class SpellingFilter extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Spelling spelling;

    SpellingFilter(TokenStream input, Spelling spelling) {
        super(input);
        this.spelling = spelling;
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        String meant = spelling.meant(term.buffer(), term.length());
        if (meant != null) {
            term.setEmpty().append(meant);
        }
        return true;
    }
}
