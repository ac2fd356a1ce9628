package relevo.matcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the things a message asks for ("quiero cambiar mi pedido y saber el horario" asks for two).
 *
 * @param text its words: a clause of the message, or the whole
 * @param match what they match; with a candidate wherever there are several requests
 */
public record Request(String text, Match match) {
    /** A clause that is recognised less surely is no request of its own. */
    private static final double CONFIDENCE_MIN = 0.5;

    /**
     * The requests of a message, in its order. A clause counts as one where it alone is recognised, and two of one entry
     * are one request; the clauses are matched in the language of the whole. A message without two such clauses is one
     * request. At most six.
     *
     * @param whole what the matcher says of the whole message
     */
    public static List<Request> of(String message, Match whole, Matcher matcher) {
        List<Request> one = List.of(new Request(message, whole));
        List<String> clauses = Clauses.of(message);
        if (clauses.size() < 2) {
            return one;
        }
        Map<String, Request> requests = new LinkedHashMap<>();
        for (String clause : clauses) {
            Match match = matcher.match(clause, whole.lang());
            if (match.confidence() >= CONFIDENCE_MIN) {
                requests.putIfAbsent(match.candidates().getFirst().id(), new Request(clause, match));
            }
        }
        return requests.size() < 2 ? one : List.copyOf(requests.values());
    }
}
