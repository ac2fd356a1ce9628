package relevo.matcher;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * Numbers, codes and emoji become classes, since their exact value says nothing about what is asked: "48213" is
 * "#num", "ab12" is "#code", "😡" is "#angry". Numbers of one or two digits are kept ("24 horas", "top 10").
 */
final class TokenClassFilter extends TokenFilter {
    private static final String EMOJI = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.EMOJI];
    private static final int DIGITS_KEPT = 2;
    private static final Map<String, String> SIGNALS = signals();

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final TypeAttribute type = addAttribute(TypeAttribute.class);

    TokenClassFilter(TokenStream input) {
        super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        if (type.type().equals(EMOJI)) {
            replace(SIGNALS.getOrDefault(firstSymbol(), "#emoji"));
            return true;
        }
        int digits = 0;
        int letters = 0;
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            if (Character.isDigit(c)) {
                digits++;
            } else if (Character.isLetter(c)) {
                letters++;
            }
        }
        if (digits > DIGITS_KEPT && letters == 0) {
            replace("#num");
        } else if (digits > 0 && letters > 0 && term.length() > 3) {
            replace("#code");
        }
        return true;
    }

    private void replace(String word) {
        term.setEmpty().append(word);
    }

    /** The emoji without skin tone and joiners. */
    private String firstSymbol() {
        int symbol = Character.codePointAt(term.buffer(), 0, term.length());
        return Character.toString(symbol);
    }

    private static Map<String, String> signals() {
        var signals = new java.util.HashMap<String, String>();
        for (String group : new String[] {
            "#angry 😡 😠 🤬 😤 👿 💢 🖕",
            "#sad 😢 😭 😞 😔 😟 😥 😓 ☹ 🙁 😩 😫 💔",
            "#glad 😀 😃 😄 😁 😊 🙂 😍 🥰 😘 ❤ 😂 🤣 🎉 👏",
            "#yes 👍 👌 ✅ ✔",
            "#no 👎 ❌ 🚫",
            "#please 🙏",
            "#hello 👋",
            "#doubt 🤔 ❓ ❔ 😕 🤷"
        }) {
            String[] words = group.split(" ");
            for (int i = 1; i < words.length; i++) {
                signals.put(words[i], words[0]);
            }
        }
        return Map.copyOf(signals);
    }
}
