package relevo.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What people also write and no pack answers: from it an index learns what is out of scope. */
final class Background {
    private static final int SHORT_WORDS = 4;

    private Background() {}

    /**
     * The background texts of the language as phrasings of no label, less those whose words all stand in one short
     * phrasing: what a pack answers is in scope for it, be it "gracias".
     */
    static List<IntentTrainer.Phrasing> beside(Language language, List<IntentTrainer.Phrasing> phrasings) {
        Tokens tokens = new Tokens();
        List<IntentTrainer.Phrasing> background = new ArrayList<>();
        try (MessageAnalyzer analyzer = new MessageAnalyzer(language, Spelling.NONE)) {
            List<Set<String>> shortOnes = new ArrayList<>();
            for (IntentTrainer.Phrasing phrasing : phrasings) {
                tokens.read(analyzer, phrasing.text());
                if (tokens.size() <= SHORT_WORDS) {
                    shortOnes.add(Set.copyOf(tokens.words()));
                }
            }
            for (String text : language.background()) {
                tokens.read(analyzer, text);
                List<String> words = tokens.words();
                if (shortOnes.stream().noneMatch(phrasing -> phrasing.containsAll(words))) {
                    background.add(new IntentTrainer.Phrasing(text, ""));
                }
            }
        }
        return background;
    }
}
