package relevo.escalation;

import static relevo.escalation.Signs.Kind.*;

import relevo.escalation.Signs.Sign;

/** Tells whether a text asks for a person. The rules are those of {@link Triggers.Request}. Stateless. */
final class RequestFinder {
    private static final int CONTACT_REACH = 7;
    private static final int DESIRE_REACH = 5;
    private static final int ALONE_WORDS_MAX = 5;

    private RequestFinder() {}

    static boolean asksForPerson(FoldedText text, Signs signs) {
        boolean nouns = false;
        for (Sign sign : signs.listed()) {
            switch (sign.mark().kind()) {
                case REQUEST_PHRASE -> {
                    if (!signs.negated(sign.from())) {
                        return true;
                    }
                }
                case NOUN, WEAK_NOUN, BOT_NOUN -> {
                    nouns = true;
                    if (asksWithVerb(text, signs, sign)) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return nouns && standsAlone(text, signs);
    }

    /** Whether a noun for a person is there at all and not refused: not a request, but a hint of one. */
    static boolean namesPerson(Signs signs) {
        for (Sign sign : signs.listed()) {
            if (sign.mark().kind() == NOUN && !signs.negated(sign.from()) && !verbNegated(signs, sign)) {
                return true;
            }
        }
        return false;
    }

    private static boolean verbNegated(Signs signs, Sign noun) {
        for (int i = noun.from() - 1; i >= 0 && i >= noun.from() - CONTACT_REACH; i--) {
            if (signs.isAny(i, CONTACT_VERB.bit() | DESIRE_VERB.bit()) && signs.negated(i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean asksWithVerb(FoldedText text, Signs signs, Sign noun) {
        int verb = contactVerb(text, signs, noun.from());
        if (verb < 0 && noun.mark().kind() != WEAK_NOUN) {
            verb = desireVerb(text, signs, noun.from());
        }
        if (verb < 0) {
            return false;
        }
        boolean refused = signs.negated(verb) && !contrasted(signs, verb, noun.from());
        return noun.mark().kind() == BOT_NOUN ? refused : !refused;
    }

    private static int contactVerb(FoldedText text, Signs signs, int noun) {
        for (int i = noun - 1; i >= 0 && i >= noun - CONTACT_REACH; i--) {
            if (text.sentence(i) != text.sentence(noun)) {
                return -1;
            }
            if (signs.is(i, CONTACT_VERB)) {
                return first(signs, i, CONTACT_VERB);
            }
        }
        return -1;
    }

    private static int desireVerb(FoldedText text, Signs signs, int noun) {
        for (int i = noun - 1; i >= 0 && i >= noun - DESIRE_REACH; i--) {
            if (text.sentence(i) != text.sentence(noun)) {
                return -1;
            }
            if (signs.is(i, DESIRE_VERB)) {
                return first(signs, i, DESIRE_VERB);
            }
            if (!signs.is(i, FILL)) {
                return -1;
            }
        }
        return -1;
    }

    /** The first of neighbouring words of one kind: "pases con" begins at "pases". */
    private static int first(Signs signs, int word, Signs.Kind kind) {
        int first = word;
        while (first > 0 && signs.is(first - 1, kind)) {
            first--;
        }
        return first;
    }

    private static boolean contrasted(Signs signs, int verb, int noun) {
        for (int i = verb; i < noun; i++) {
            if (signs.is(i, CONTRAST)) {
                return true;
            }
        }
        return false;
    }

    /** "agente por favor": a noun, and around it nothing but small words. */
    private static boolean standsAlone(FoldedText text, Signs signs) {
        if (text.words() > ALONE_WORDS_MAX) {
            return false;
        }
        boolean noun = false;
        int small = FILL.bit() | DESIRE_VERB.bit();
        for (int i = 0; i < text.words(); i++) {
            if (signs.isAny(i, NOUN.bit() | WEAK_NOUN.bit())) {
                noun = true;
            } else if (!signs.isAny(i, small)) {
                return false;
            }
        }
        return noun;
    }
}
