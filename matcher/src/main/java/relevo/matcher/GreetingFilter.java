package relevo.matcher;

import java.io.IOException;
import java.util.ArrayDeque;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Takes the greeting off the front of a message that goes on: "hola, buenas tardes, mi pedido no llega" is "mi pedido no
 * llega". A message that is a greeting and nothing else stays as it is, so that it can be answered as one.
 */
final class GreetingFilter extends TokenFilter {
    /** No greeting is longer; bounds what is held back. */
    private static final int GREETING_MAX = 8;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Greetings greetings;
    private final ArrayDeque<State> held = new ArrayDeque<>();
    private boolean started;

    /**
     * @param opening words that are a greeting by themselves: hola, oi, hi
     * @param half words that are one only before a time of day: buenos, bom, good
     * @param following words that belong to a greeting after one of the others: dias, tardes, tal
     */
    record Greetings(CharArraySet opening, CharArraySet half, CharArraySet following) {}

    GreetingFilter(TokenStream input, Greetings greetings) {
        super(input);
        this.greetings = greetings;
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!started) {
            started = true;
            holdGreeting();
        }
        if (!held.isEmpty()) {
            restoreState(held.removeFirst());
            return true;
        }
        return input.incrementToken();
    }

    /** Reads on until the greeting is over; holds what must still come out. */
    private void holdGreeting() throws IOException {
        int greeting = 0;
        while (held.size() < GREETING_MAX && input.incrementToken()) {
            boolean open = isIn(greetings.opening());
            boolean half = isIn(greetings.half());
            boolean follows = !held.isEmpty() && isIn(greetings.following());
            if (held.isEmpty() && !open && !half) {
                held.addLast(captureState());
                return;
            }
            held.addLast(captureState());
            if (open || follows) {
                greeting = held.size();
            } else if (!half) {
                break;
            }
        }
        boolean goesOn = greeting < held.size();
        for (int i = 0; goesOn && i < greeting; i++) {
            held.removeFirst();
        }
    }

    private boolean isIn(CharArraySet words) {
        return words.contains(term.buffer(), 0, term.length());
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        held.clear();
        started = false;
    }
}
