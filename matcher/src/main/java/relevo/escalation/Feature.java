package relevo.escalation;

import java.util.Locale;

/** What speaks for a person. The words ({@link #word()}) stand in weights, explanations and reports. */
public enum Feature {
    EXPLICIT_REQUEST,
    KEYWORD,
    CRITICAL,
    SENSITIVE_TOPIC,
    EMPATHY_NEEDED,
    COMPLAINT,
    CHURN_RISK,
    TECHNICAL,
    FAILED_ATTEMPTS,
    OUT_OF_KNOWLEDGE,
    REPEATED_QUESTION,
    NEGATIVE_SENTIMENT,
    MOOD_TREND,
    ANGRY_EMOJI,
    ELONGATION,
    SHOUTING,
    UNSUPPORTED_CONTENT,
    SEGMENT;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String word() {
        return word;
    }
}
