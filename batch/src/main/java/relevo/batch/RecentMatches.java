package relevo.batch;

import java.util.HashMap;
import java.util.Map;
import relevo.matcher.Candidate;
import relevo.matcher.Match;
import relevo.matcher.Matcher;

/**
 * A matcher that remembers what it matched: customers write "hola" and the same questions over and over, and a match is a
 * pure function of text and language. What spoke for a candidate, most of a match's memory, is left out: no decision
 * depends on it. Bounded; when full it begins anew. One thread.
 */
final class RecentMatches implements Matcher {
    private static final int TEXTS_MAX = 50_000;
    private static final int CHARS_MAX = 200;

    private final Matcher matcher;
    private final Map<String, Match> matches = new HashMap<>();

    RecentMatches(Matcher matcher) {
        this.matcher = matcher;
    }

    @Override
    public Match match(String text, String conversationLang) {
        if (text.length() > CHARS_MAX) {
            return matcher.match(text, conversationLang);
        }
        if (matches.size() >= TEXTS_MAX) {
            matches.clear();
        }
        return matches.computeIfAbsent(
                conversationLang + text, key -> withoutWhy(matcher.match(text, conversationLang)));
    }

    private static Match withoutWhy(Match match) {
        return new Match(
                match.lang(),
                match.tokens(),
                match.candidates().stream()
                        .map(one -> new Candidate(one.id(), one.confidence(), Map.of()))
                        .toList(),
                match.inScope(),
                match.slots(),
                match.version());
    }

    @Override
    public String version() {
        return matcher.version();
    }
}
