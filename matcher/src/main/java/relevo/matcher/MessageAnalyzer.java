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

    Spelling spelling() {
        return spelling;
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
        return new TokenStreamComponents(source, stem(language, chain));
    }

    /** Whether a word by itself comes out as it is written, and then its stem. */
    boolean leavesAsItIs(String word) {
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            boolean elongated = i >= 2 && letter == word.charAt(i - 1) && letter == word.charAt(i - 2);
            if (letter < 'a' || letter > 'z' || elongated) {
                return false;
            }
        }
        return !word.isEmpty()
                && spelling == Spelling.NONE
                && !language.chatSpellings().containsKey(word);
    }

    /** The language's light stemmer behind a stream of words. */
    static TokenStream stem(Language language, TokenStream chain) {
        return switch (language) {
            case ES -> new SpanishLightStemFilter(chain);
            case PT -> new PortugueseLightStemFilter(chain);
            case EN -> new KStemFilter(chain);
        };
    }
}
