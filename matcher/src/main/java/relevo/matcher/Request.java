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
     * request, and so is one with a clause that is recognised, but not surely: no more of it is matched than shows that.
     * At most six.
     *
     * @param whole what the matcher says of the whole message
     * @param sureAt confidence from which a clause is recognised surely
     */
    public static List<Request> of(String message, Match whole, Matcher matcher, double sureAt) {
        List<String> clauses = Clauses.of(message);
        Map<String, Request> requests = new LinkedHashMap<>();
        for (int i = 0; i < clauses.size() && requests.size() + clauses.size() - i >= 2; i++) {
            Match match = matcher.match(clauses.get(i), whole.lang());
            if (match.confidence() >= CONFIDENCE_MIN) {
                Request added = new Request(clauses.get(i), match);
                Request there =
                        requests.putIfAbsent(match.candidates().getFirst().id(), added);
                if (there == null && match.confidence() < sureAt) {
                    return List.of(new Request(message, whole));
                }
            }
        }
        return requests.size() < 2 ? List.of(new Request(message, whole)) : List.copyOf(requests.values());
    }
}
