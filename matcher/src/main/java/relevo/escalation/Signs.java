package relevo.escalation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The listed words found in one text, for one language. Made for one call and thrown away. */
final class Signs {
    /** What a listed word is. */
    enum Kind {
        CONTACT_VERB,
        DESIRE_VERB,
        NOUN,
        WEAK_NOUN,
        BOT_NOUN,
        FILL,
        REQUEST_PHRASE,
        NEGATION,
        TRANSPARENT,
        NEGATION_VOID,
        CONTRAST,
        STRONG,
        MILD,
        GOOD,
        INTENSIFIER,
        TOPIC;

        int bit() {
            return 1 << ordinal();
        }
    }

    /**
     * A listed phrase.
     *
     * @param lang which of the scorer's languages lists it
     */
    record Mark(int lang, Kind kind, Triggers.@Nullable Topic topic) {}

    /** A listed phrase found in a text, from one word to before another. */
    record Sign(int from, int to, Mark mark) {}

    /** What is looked at one by one; of all others it is enough to know which words are of their kind. */
    private static final int LISTED = Kind.NOUN.bit()
            | Kind.WEAK_NOUN.bit()
            | Kind.BOT_NOUN.bit()
            | Kind.REQUEST_PHRASE.bit()
            | Kind.NEGATION_VOID.bit()
            | Kind.STRONG.bit()
            | Kind.MILD.bit()
            | Kind.GOOD.bit()
            | Kind.TOPIC.bit();

    private final FoldedText text;
    private final List<Sign> signs = new ArrayList<>();
    private final int[] kinds;

    Signs(FoldedText text) {
        this.text = text;
        this.kinds = new int[text.words()];
    }

    /** Keeps a sign of this language. */
    void add(int from, int to, Mark mark) {
        if ((mark.kind.bit() & LISTED) != 0) {
            signs.add(new Sign(from, to, mark));
        }
        for (int word = from; word < to; word++) {
            kinds[word] |= mark.kind.bit();
        }
    }

    /** To be called once all are added: a negation inside "por qué no" negates nothing. */
    void settle() {
        for (Sign sign : signs) {
            if (sign.mark.kind == Kind.NEGATION_VOID) {
                for (int word = sign.from; word < sign.to; word++) {
                    kinds[word] &= ~Kind.NEGATION.bit();
                }
            }
        }
    }

    /** The signs that count one by one, in the order found. */
    List<Sign> listed() {
        return signs;
    }

    boolean is(int word, Kind kind) {
        return (kinds[word] & kind.bit()) != 0;
    }

    boolean isAny(int word, int bits) {
        return (kinds[word] & bits) != 0;
    }

    /** How many words are of any of these kinds. */
    int count(int bits) {
        int count = 0;
        for (int word = 0; word < kinds.length; word++) {
            count += isAny(word, bits) ? 1 : 0;
        }
        return count;
    }

    /** Whether a negation reaches the word: only pronouns and verbs of wanting stand between, in the same clause. */
    boolean negated(int word) {
        int through = Kind.TRANSPARENT.bit() | Kind.DESIRE_VERB.bit();
        for (int i = word - 1; i >= 0 && text.clause(i) == text.clause(word); i--) {
            if (is(i, Kind.NEGATION)) {
                return true;
            }
            if (!isAny(i, through)) {
                return false;
            }
        }
        return false;
    }

    /** Whether one of the {@code reach} words before, in the same clause, is of this kind. */
    boolean before(int word, int reach, Kind kind) {
        for (int i = word - 1; i >= 0 && i >= word - reach && text.clause(i) == text.clause(word); i--) {
            if (is(i, kind)) {
                return true;
            }
        }
        return false;
    }
}
