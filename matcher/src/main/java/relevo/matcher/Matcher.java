package relevo.matcher;

import java.util.List;

/**
 * Finds what a customer's text asks for. Pure: the same text and language give the same match for as long as {@link
 * #version()} is the same. Safe for use from any thread; bounded in time and memory for any input.
 */
public interface Matcher {
    /**
     * @param text what the customer wrote, any string; read up to 4,096 characters
     * @param conversationLang the language the conversation is held in, kept on doubt: es, pt or en
     */
    Match match(String text, String conversationLang);

    /**
     * The requests of one message, in its order: one match each where it asks for several things ("quiero cambiar mi
     * pedido y saber el horario"), else the match of the whole.
     *
     * @param text as in {@link #match}
     * @param conversationLang as in {@link #match}
     */
    default List<Match> requests(String text, String conversationLang) {
        return List.of(match(text, conversationLang));
    }

    /** Id of the index: a hash of the content it was built from. */
    String version();
}
