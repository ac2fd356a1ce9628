package relevo.matcher;

import java.util.Map;

/**
 * One possible answer to a message.
 *
 * @param id the {@link FaqEntry#id()} or intent
 * @param confidence calibrated probability, 0 to 1, that this is what was asked
 * @param why what spoke for it: feature name to contribution; the sum orders the candidates
 */
public record Candidate(String id, double confidence, Map<String, Double> why) {}
