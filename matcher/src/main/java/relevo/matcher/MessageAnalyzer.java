package relevo.matcher;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * What is done to a customer's text before it is compared with anything, read top to bottom in {@link
 * #createComponents}. Each word comes out twice at one position: as written well (position increment 1), then its stem
 * (increment 0). Safe for use from any thread, as every {@link Analyzer} is.
 */
final class MessageAnalyzer extends Analyzer {
    private final Language language;
    private final Spelling spelling;

    /** @param spelling the words of the index, to which unknown words are drawn; {@link Spelling#NONE} leaves them */
    MessageAnalyzer(Language language, Spelling spelling) {
        this.language = language;
        this.spelling = spelling;
    }

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        Tokenizer source = new StandardTokenizer();
        TokenStream chain = new LowerCaseFilter(source);
        chain = new ASCIIFoldingFilter(chain); // "atención" -> "atencion"
        chain = new TokenClassFilter(chain); // "48213" -> "#num", "ab-12c" -> "#code", "😡" -> "#angry"
        chain = new ElongationFilter(chain); // "holaaaa" -> "hola"
        chain = new ChatSpellingFilter(chain, language.chatSpellings()); // "xq" -> "porque", "xfa" -> "por favor"
        chain = new GreetingFilter(chain, language.greetings()); // "hola buenas tardes, ..." -> "..."
        chain = new SpellingFilter(chain, spelling); // "ora" -> "hora", "pedidp" -> "pedido"
        chain = new KeywordRepeatFilter(chain); // each word twice: itself, then its stem
        return new TokenStreamComponents(source, stem(chain));
    }

    private TokenStream stem(TokenStream chain) {
        return switch (language) {
            case ES -> new SpanishLightStemFilter(chain);
            case PT -> new PortugueseLightStemFilter(chain);
            case EN -> new KStemFilter(chain);
        };
    }
}
