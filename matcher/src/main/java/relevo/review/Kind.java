package relevo.review;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a suggestion proposes. The words ({@link #word()}) stand in files, pages and reports. */
public enum Kind {
    /** An answer to something people ask and the bot does not know. */
    NEW_ANSWER,
    /** More ways to ask for an answer that is there. */
    PHRASINGS,
    /** An answer after which customers ask again or leave unhappy. */
    IMPROVE_ANSWER,
    /** An answer that guides first and offers a person, where a person is wanted all the same. */
    GUIDE_THEN_OFFER,
    /** A word list that calls a person too often, or too late. */
    TRIGGER,
    /** A threshold of the pack. */
    THRESHOLD,
    /** Conversations that agents pass on to another queue. */
    ROUTE,
    /** An answer nobody has asked for. */
    RETIRE,
    /** Notes for the people of a queue. */
    COACHING;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this word; IllegalArgumentException for any other. */
    @JsonCreator
    public static Kind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
