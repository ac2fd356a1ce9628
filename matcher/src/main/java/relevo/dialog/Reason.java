package relevo.dialog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a person is needed. The words ({@link #word()}) are a published vocabulary: scenarios, metrics and reports use them. */
public enum Reason {
    EXPLICIT_REQUEST,
    MENU_CHOICE,
    KEYWORD,
    FAILED_ATTEMPTS,
    NEGATIVE_SENTIMENT,
    SHOUTING,
    SENSITIVE_TOPIC,
    OUT_OF_KNOWLEDGE,
    REPEATED_QUESTION,
    COMPLAINT,
    TECHNICAL,
    CRITICAL,
    CHURN_RISK,
    VIP,
    NEGATIVE_SURVEY,
    FLOW_EXHAUSTED,
    FLOW_HANDOVER,
    UNSUPPORTED_CONTENT,
    INTERNAL_ERROR;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    @JsonValue
    public String word() {
        return word;
    }

    /** The reason with this word; IllegalArgumentException for any other. */
    @JsonCreator
    public static Reason of(String word) {
        for (Reason reason : values()) {
            if (reason.word().equals(word)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("unknown reason '" + word + "'");
    }
}
