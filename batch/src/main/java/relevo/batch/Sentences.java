package relevo.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The sentences of a text. */
final class Sentences {
    private static final int SENTENCES_MAX = 40;
    private static final Pattern END = Pattern.compile("(?<=[.!?…])\\s+(?=[\\p{L}¿¡\\[\\d\"])");

    private Sentences() {}

    static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        for (String piece : END.split(text)) {
            String sentence = piece.strip();
            if (!sentence.isEmpty() && sentences.size() < SENTENCES_MAX) {
                sentences.add(sentence);
            }
        }
        return sentences;
    }
}
