package relevo.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a message where another request may begin: after a sentence, on a new line, at "y", "e", "and", "además",
 * "também" and their like. Whether the pieces do ask for different things is for the matcher to say.
 */
final class Clauses {
    /** More pieces than this are not looked at. */
    static final int CLAUSES_MAX = 6;

    private static final int WORDS_MIN = 2;
    private static final Pattern CUTS = Pattern.compile(
            "[.?!;\\n"
                    + "]+\\s*|,?\\s+(?:y|e|and|plus|ademas|además|tambien|también|alem disso|além"
                    + " disso|tambem|também|also)\\s+"
                    + "(?:(?:ademas|además|tambien|también|tambem|também|also|then|luego|despues|después|depois)\\s+)?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Clauses() {}

    /** The pieces in order, each of two words or more (a shorter one stays with the piece before it). */
    static List<String> of(String text) {
        List<String> clauses = new ArrayList<>();
        for (String piece : CUTS.split(text)) {
            String clause = piece.strip();
            if (clause.isEmpty()) {
                continue;
            }
            if (!clauses.isEmpty() && SPACES.split(clause).length < WORDS_MIN) {
                clauses.set(clauses.size() - 1, clauses.getLast() + ' ' + clause);
            } else if (clauses.size() < CLAUSES_MAX) {
                clauses.add(clause);
            }
        }
        return clauses;
    }
}
